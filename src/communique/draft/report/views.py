"""What placeholders in a report template see: each record with its people and organisations looked up and in words.

Fields are facts (they keep the cell they came from), or None or empty where nothing is recorded. Their names are those
that ministries type in Word; ``templates/report/README.md`` explains each, so keep the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.draft.pictures import Picture
from communique.templating import Fact

Known = Fact | None
Facts = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """``name`` with honorific; ``position`` is function and organisation as a phrase (“Dean of the Institute”)."""

    name: Fact
    function: Known
    organisation: Known
    country: Known
    position: Known = None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation that the ministries may read; ``translated_from`` is the name of a language."""

    text: Fact
    speaker: PersonView | None
    context: Known
    translated_from: Known


@dataclass(frozen=True, slots=True)
class SessionView:
    """``told`` is whether there is more to say of it than the programme does; a break or a journey has no speakers."""

    title: Fact
    date: Known
    time: Known
    room: Known
    kind: Fact
    speakers: tuple[PersonView, ...]
    expects_speaker: bool
    purpose: Known
    summary: Facts
    points: Facts
    quotes: tuple[QuoteView, ...]

    @property
    def told(self) -> bool:
        return bool(self.purpose or self.summary or self.points or self.quotes)


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the programme; without a ``date`` the sessions whose day is not recorded.

    ``visits`` are those of a day whose agenda has no visit: the programme would lack them otherwise.
    """

    date: Known
    arrival: bool
    departure: bool
    sessions: tuple[SessionView, ...]
    visits: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    place: Fact
    host: Known


@dataclass(frozen=True, slots=True)
class SeatsView:
    """One organisation's people. None is “not recorded”, which is not zero."""

    organisation: Known
    women: Known
    men: Known
    not_stated: Known
    total: Fact


@dataclass(frozen=True, slots=True)
class ParticipantsView:
    """``stated`` and the two after it are what the organisers stated, all else is counted from the list."""

    stated: Known
    women_stated: Known
    men_stated: Known
    total: Known
    women: Known
    men: Known
    not_stated: Known
    organisations: Known
    absent: Known
    rows: tuple[SeatsView, ...]


@dataclass(frozen=True, slots=True)
class PhotoView:
    picture: Picture
    caption: Known
    credit: Known
    date: Known
    alt: Known


@dataclass(frozen=True, slots=True)
class VisitView:
    place: Fact
    date: Known
    host: Known
    shown: Facts
    summary: Facts
    relevance: Known
    photos: tuple[PhotoView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """``by`` and ``partners`` are lists in words; ``text`` goes on from “by”."""

    text: Fact
    by: Known
    partners: Known


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """The outcomes of one status: “agreed”, “requested”, “proposed” or “not stated”."""

    status: Fact
    count: Fact
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True, slots=True)
class ActionView:
    action: Fact
    owner: Known
    organisation: Known
    due: Known
    priority: Known
    done_when: Known


@dataclass(frozen=True, slots=True)
class AbbreviationView:
    acronym: Fact
    name: Fact
