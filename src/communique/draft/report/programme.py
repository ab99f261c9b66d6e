"""The programme day by day and what was said: sessions in order, with their speakers and the quotations of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from communique.draft.report.facts import Lookup
from communique.draft.report.views import DayView, PersonView, PlaceView, QuoteView, SessionView
from communique.model import Audience, Clearance, HalfDay, Quote, Session, SessionKind
from communique.templating import Fact, FieldFact

_READERS = (None, Audience.PUBLIC, Audience.MINISTRY)
_LANGUAGES = {
    "en": "English",
    "zh": "Chinese",
    "km": "Khmer",
    "lo": "Lao",
    "th": "Thai",
    "vi": "Vietnamese",
    "fr": "French",
}
# Days without a session are listed too, but not those of a programme that runs for months.
_LONGEST = 14
_HALF_DAYS = {HalfDay.MORNING: time(8), HalfDay.AFTERNOON: time(13), HalfDay.EVENING: time(18)}


def days(known: Lookup) -> tuple[DayView, ...]:
    """Every day of the event, in order; at the end the sessions whose day is not recorded. Empty without sessions."""
    event = known.event
    if not event.sessions:
        return ()
    made = []
    for day in _dates(known):
        sessions = [session for session in event.sessions if session.day == day]
        sources = [session.source("day") for session in sessions]
        sources += [event.source(name) for name in ("arrival", "departure") if getattr(event, name) == day]
        sources += [visit.source("day") for visit in event.visits if visit.day == day] if not sources else []
        sources = sources or [event.source("start"), event.source("end")]
        made.append(
            DayView(
                date=known.weekday(day, sources),
                arrival=day == event.arrival,
                departure=day == event.departure,
                sessions=tuple(_session(known, session, ()) for session in _in_order(sessions)),
                visits=_visits(known, day)
                if all(session.kind is not SessionKind.VISIT for session in sessions)
                else (),
            )
        )
    undated = tuple(_session(known, session, ()) for session in event.sessions if session.day is None)
    return (*made, DayView(None, False, False, undated, ())) if undated else tuple(made)


def _visits(known: Lookup, day: date) -> tuple[PlaceView, ...]:
    visits = (visit for visit in known.event.visits if visit.day == day)
    return tuple(
        PlaceView(FieldFact(visit.place, visit, "place"), known.organisation(visit.host, visit, "host"))
        for visit in visits
    )


def _dates(known: Lookup) -> list[date]:
    event = known.event
    found = {session.day for session in event.sessions if session.day}
    found |= {visit.day for visit in event.visits if visit.day}
    found |= {day for day in (event.arrival, event.departure) if day}
    if any(session.day is None for session in event.sessions):
        return sorted(found)  # nobody can say of a day that it had no session
    if event.start and event.end and 0 <= (event.end - event.start).days < _LONGEST:
        found |= {event.start + timedelta(days=step) for step in range((event.end - event.start).days + 1)}
    return sorted(found)


def _in_order(sessions: Sequence[Session]) -> list[Session]:
    """By the clock; those without a time where the agenda has them, if it follows the clock, otherwise first."""
    times = [session.start or _HALF_DAYS.get(session.half_day) for session in sessions]
    timed = [moment for moment in times if moment]
    if timed == sorted(timed):
        return list(sessions)
    order = sorted(range(len(times)), key=lambda at: times[at] or time.min)
    return [sessions[at] for at in order]


def _session(known: Lookup, session: Session, quotes: Iterable[QuoteView]) -> SessionView:
    return SessionView(
        title=known.said(session, "title") or FieldFact(session.id, session, "title"),
        date=known.weekday(session.day, (session.source("day"),)) if session.day else None,
        time=known.time(session),
        room=known.said(session, "room"),
        kind=FieldFact(session.kind.value, session, "kind"),
        speakers=tuple(known.speaker(key) for key in session.speakers if key in known.people),
        expects_speaker=session.kind is SessionKind.LECTURE,
        purpose=known.said(session, "purpose"),
        summary=known.paragraphs(session, "summary"),
        points=known.items(session, "points"),
        quotes=tuple(quotes),
    )


def proceedings(known: Lookup) -> tuple[SessionView, ...]:
    """The sessions of which more is known than the programme says, in the order in which they were held."""
    by_session = _quotes_by_session(known)
    last = date.max
    dated = sorted(known.event.sessions, key=lambda session: session.day or last)
    ordered = [
        session
        for day in dict.fromkeys(session.day for session in dated)
        for session in _in_order([session for session in dated if session.day == day])
    ]
    views = (_session(known, session, by_session.get(session.id, ())) for session in ordered)
    return tuple(view for view in views if view.told)


def statements(known: Lookup) -> tuple[QuoteView, ...]:
    """Quotations of which nobody can say in which session they were spoken."""
    return tuple(_quotes_by_session(known).get("", ()))


def _quotes_by_session(known: Lookup) -> Mapping[str, list[QuoteView]]:
    """Session id → its quotations, "" for the rest. Who spoke right before is named in short."""
    found: dict[str, list[Quote]] = {}
    for quote in known.event.quotes:
        if quote.clearance is Clearance.CLEARED and quote.cleared_for in _READERS:
            found.setdefault(_spoken_in(quote, known.event.sessions), []).append(quote)
    titles = {session.id: (session.id.casefold(), _folded(session.title)) for session in known.event.sessions}
    made: dict[str, list[QuoteView]] = {}
    for key, quotes in found.items():
        before: Quote | None = None
        for quote in quotes:
            view = _quote(known, quote, before)
            told = _folded(quote.context) in titles.get(key, ())
            made.setdefault(key, []).append(replace(view, context=None) if told else view)
            before = quote
    return made


def _spoken_in(quote: Quote, sessions: Sequence[Session]) -> str:
    """The session that the context names, or the only one in which the speaker spoke; else ""."""
    context = _folded(quote.context)
    spoken = [session for session in sessions if quote.speaker and quote.speaker in session.speakers]
    named = [
        (len(form), session.id)
        for session in sessions
        for form in (_folded(session.title), session.id.casefold())
        if _holds(context, form)
    ]
    if named:
        return max(named, key=lambda item: item[0])[1]  # “Opening dinner” is not “Opening”
    meant = spoken if len(spoken) == 1 else [session for session in spoken if _holds(_folded(session.title), context)]
    return meant[0].id if len(meant) == 1 else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _holds(text: str, words: str) -> bool:
    return bool(words) and re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text) is not None


def _quote(known: Lookup, quote: Quote, before: Quote | None) -> QuoteView:
    again = before is not None and before.speaker == quote.speaker
    if quote.speaker in known.people:
        speaker: PersonView | None = known.again(quote.speaker) if again else known.speaker(quote.speaker)
    else:
        written = known.said(quote, "speaker_written")
        speaker = PersonView(written, None, None, None) if written else None
    language = _LANGUAGES.get(quote.translated_from, quote.translated_from)
    return QuoteView(
        text=Fact(quote.text, (quote.source("text"),)),
        speaker=speaker,
        context=None if again and before and before.context == quote.context else known.said(quote, "context"),
        translated_from=FieldFact(language, quote, "translated_from") if language else None,
    )
