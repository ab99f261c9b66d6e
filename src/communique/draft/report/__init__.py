"""The Word report for ministries: the event's records joined, counted and filled into ``report/<language>.docx``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique import wording
from communique.draft import pictures
from communique.draft.report.facts import Lookup
from communique.draft.report.participants import attendees, participants
from communique.draft.report.programme import days, proceedings, statements
from communique.draft.report.views import (
    AbbreviationView,
    ActionView,
    OutcomesView,
    OutcomeView,
    PhotoView,
    VisitView,
)
from communique.draft.setting import Setting
from communique.draft.word import WordTemplate
from communique.draft.word.package import Properties
from communique.model import (
    Audience,
    Consent,
    Draft,
    Event,
    OutcomeStatus,
    Photo,
    Priority,
    Rendition,
    Visit,
)
from communique.templating import Fact, FieldFact, takes_facts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Language → its tag in the file's properties, and what stands where nothing is known.
_TAGS = {"en": "en-GB", "zh": "zh-CN", "km": "km-KH"}
_NOT_RECORDED = {"en": "not recorded"}


def draft(event: Event, setting: Setting) -> Draft:
    """The report in the setting's language. Raises ``TemplateError`` naming the placeholder that can't be filled in."""
    language = setting.language
    template = setting.templates.load(f"report/{language}.docx", WordTemplate)
    properties = Properties(
        title=event.title,
        author=event.prepared_by or setting.house.name,
        language=_TAGS.get(language, language),
        day=event.published or event.end or event.start,
    )
    made = template.render(context(event, setting), properties)
    rendition = Rendition(f"report.{language}.docx", MEDIA_TYPE, made.content, made.trace())
    return Draft("report", language, Audience.MINISTRY, event.title, (rendition,), event.reference)


def context(event: Event, setting: Setting) -> dict[str, Any]:
    """Every name that a report template may use; ``templates/report/README.md`` tells template writers about them."""
    known = Lookup(event, wording.of(setting.language), setting.language)
    missing = _NOT_RECORDED.get(setting.language, _NOT_RECORDED["en"])
    photos = _photos(known, setting)
    return {
        "known": _known_or(missing),
        "house": setting.house,
        "title": known.said(event, "title"),
        "kind": known.said(event, "kind"),
        "name": known.said(event, "name") if event.name != event.title else None,
        "dates": known.dates(),
        "place": known.place(),
        "venue": known.said(event, "venue"),
        "hosts": _named(known, "hosts"),
        "partners": _named(known, "partners"),
        "guests": _named(known, "guests"),
        "reference": known.said(event, "reference"),
        "prepared_by": known.said(event, "prepared_by"),
        "addressees": known.items(event, "addressees"),
        "published": known.day(event, "published"),
        "contact": event.contact,
        "abbreviations": _abbreviations(known),
        "summary": known.paragraphs(event, "summary"),
        "background": known.paragraphs(event, "background"),
        "programme": known.said(event, "programme"),
        "framework": known.said(event, "framework"),
        "objectives": known.items(event, "objectives"),
        "look_ahead": known.paragraphs(event, "look_ahead"),
        "days": days(known),
        "participants": participants(known),
        "people": tuple(known.person(person) for person in attendees(event)),
        "sessions": proceedings(known),
        "statements": statements(known),
        "visits": tuple(_visit(known, visit, photos) for visit in event.visits),
        "photos": tuple(photos.get("", ())),
        "outcomes": _outcomes(known),
        "actions": _actions(known),
        "actions_count": known.count(event.actions),
        "without_owner": known.count(
            [item for item in event.actions if not (item.owner or item.owner_written)], "owner"
        ),
        "without_due": known.count([item for item in event.actions if item.due is None], "due"),
    }


def _known_or(missing: str) -> Any:
    @takes_facts
    def known(value: Any, otherwise: str = missing) -> Any:
        return otherwise if value is None or value == "" else value

    return known


def _named(known: Lookup, field: str) -> tuple[Fact, ...]:
    named = (known.with_acronym(key, field) for key in getattr(known.event, field))
    return tuple(name for name in named if name is not None)


def _abbreviations(known: Lookup) -> tuple[AbbreviationView, ...]:
    """Of the event's organisations, in the order of the alphabet."""
    found = sorted(
        (item for item in known.event.organisations if item.acronym), key=lambda item: (item.acronym, item.id)
    )
    return tuple(
        AbbreviationView(FieldFact(item.acronym, item, "acronym"), FieldFact(known.official(item), item, "name"))
        for item in found
        if item.acronym != known.official(item)
    )


def _allowed(event: Event) -> tuple[Photo, ...]:
    """Nobody is shown who was not asked: silence is no consent."""
    return tuple(photo for photo in event.photos if photo.consent is Consent.GIVEN)


def _picture(photo: Photo, setting: Setting) -> pictures.Picture | None:
    content = setting.photo(photo)
    return pictures.prepared(content) if content else None


def _photos(known: Lookup, setting: Setting) -> dict[str, list[PhotoView]]:
    """Visit id → its photos; "" for photos of no visit. One without a caption has the place of its visit."""
    visits = {visit.id: visit for visit in known.event.visits}
    found: dict[str, list[PhotoView]] = {}
    for photo in _allowed(known.event):
        picture = _picture(photo, setting)
        if picture is None:
            continue
        place = known.said(visits[photo.visit], "place") if photo.visit in visits else None
        shown = FieldFact(known.words["capital"](place.value), visits[photo.visit], "place") if place else None
        caption, alt = known.said(photo, "caption") or shown, known.said(photo, "alt")
        credit, day = known.said(photo, "credit"), known.day(photo, "day")
        view = PhotoView(picture, caption, credit, day, alt or caption)
        found.setdefault(photo.visit if photo.visit in visits else "", []).append(view)
    return found


def _visit(known: Lookup, visit: Visit, photos: dict[str, list[PhotoView]]) -> VisitView:
    return VisitView(
        place=FieldFact(visit.place, visit, "place"),
        date=known.weekday(visit.day, (visit.source("day"),)) if visit.day else None,
        host=known.organisation(visit.host, visit, "host"),
        shown=known.items(visit, "shown"),
        summary=known.paragraphs(visit, "summary"),
        relevance=known.said(visit, "relevance"),
        photos=tuple(photos.get(visit.id, ())),
    )


def _outcomes(known: Lookup) -> tuple[OutcomesView, ...]:
    """Agreed, requested, proposed and not stated are kept apart: a request is not an agreement."""
    groups = []
    for status in OutcomeStatus:
        listed = [item for item in known.event.outcomes if item.status is status]
        if listed:
            views = tuple(
                OutcomeView(
                    text=FieldFact(item.text, item, "text"),
                    by=known.parties(item.by, item, "by", "by_written"),
                    partners=known.parties(item.partners, item, "partners"),
                )
                for item in listed
            )
            sources = [item.source("status") for item in listed]
            groups.append(OutcomesView(Fact(status.value, sources), known.count(listed, "status"), views))
    return tuple(groups)


def _actions(known: Lookup) -> Sequence[ActionView]:
    return tuple(
        ActionView(
            action=FieldFact(item.title, item, "title"),
            owner=known.parties((item.owner,), item, "owner", "owner_written"),
            organisation=known.short(item.organisation, item, "organisation"),
            due=known.day(item, "due"),
            priority=None if item.priority is Priority.NOT_STATED else FieldFact(item.priority.value, item, "priority"),
            done_when=known.said(item, "done_when"),
        )
        for item in known.event.actions
    )
