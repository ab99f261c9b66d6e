"""The Word report: ours against docxtpl filling in the very same template with the same values, looked up before.

Ours fills in the table of contents as well, which the peer leaves empty, and keeps what every value is supported by.
A row of its own measures the whole document function: records joined and counted, filled in, traced.
"""

from __future__ import annotations

import functools
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.measure import Comparison, call
from communique import wording
from communique.draft import report
from communique.draft.pictures import Picture
from communique.draft.setting import Setting
from communique.draft.word import WordTemplate
from communique.draft.word.package import Properties
from communique.model import Event, House, Organisation, Origin, Person, Photo, Session, SessionKind, Sex, Visit
from communique.templating import Fact, Templates

TEMPLATES = Path(__file__).parent.parent / "templates"
_DAYS = 4


def rows(work: Path) -> Iterator[Comparison]:
    """Three lengths of the list of participants without photos, one with four photos that were prepared before."""
    # In a long list the marks that keep what supports each value cost about as much as filling it in.
    for number, rounds in ((20, 15), (200, 9), (2000, 7)):
        yield Comparison(
            f"Word report filled in, {number:,} participants / docxtpl, same template and values",
            call(functools.partial(ours, number)),
            call(functools.partial(peer_docxtpl, number)),
            0.12,
            rounds,
        )
    yield Comparison(
        "Word report filled in, 40 participants, four photos prepared before / docxtpl, same",
        call(functools.partial(ours, 40, 4)),
        call(functools.partial(peer_docxtpl, 40, 4)),
        0.06,
        9,
    )
    yield Comparison(
        "Word report from an event, joined, filled in and traced, 2,000 participants / docxtpl, filled in only",
        call(functools.partial(whole_document, 2000)),
        call(functools.partial(peer_docxtpl, 2000)),
        0.3,
        7,
    )


def ours(number: int, photos: int = 0) -> bytes:
    template = setting().templates.load("report/en.docx", WordTemplate)
    return template.render(traced_context(number, photos), Properties("Exchange on vocational training")).content


def whole_document(number: int) -> bytes:
    return report.draft(event(number), setting()).files[0].content


@functools.cache
def traced_context(number: int, photos: int) -> dict[str, Any]:
    return report.context(event(number, photos), setting())


def peer_docxtpl(number: int, photos: int = 0) -> bytes:
    import jinja2
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    document = DocxTemplate(str(TEMPLATES / "report" / "en.docx"))
    counts: Counter[str] = Counter()

    def sequence(name: str) -> str:
        counts[name] += 1
        return str(counts[name])

    def picture(photo: Any, width: float, height: float) -> InlineImage:
        scale = min(width / photo.picture.width, height / photo.picture.height)
        return InlineImage(document, io.BytesIO(photo.picture.content), width=Cm(photo.picture.width * scale))

    environment = jinja2.Environment(autoescape=True)
    environment.globals.update(wording.of("en"))
    document.render({**plain_context(number, photos), "sequence": sequence, "picture": picture}, environment)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@functools.cache
def plain_context(number: int, photos: int) -> dict[str, Any]:
    """The context of our own report with plain values in place of facts."""
    context = {name: _plain(value) for name, value in report.context(event(number, photos), setting()).items()}
    context["known"] = lambda value, otherwise="not recorded": otherwise if value is None or value == "" else value
    return context


def _plain(value: Any) -> Any:
    if isinstance(value, Fact):
        return value.value
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type | Picture):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return SimpleNamespace(**named, told=getattr(value, "told", None))
    return value


@functools.cache
def setting() -> Setting:
    return Setting(
        templates=Templates(TEMPLATES, functions=wording.of("en")),
        house=House(name="Secretariat"),
        photo=_photo,
    )


def _photo(record: Photo) -> bytes:
    return _noise(int(record.id.removeprefix("photo-")))


@functools.cache
def _noise(number: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    noise = Image.effect_noise((1000, 700), 60 + number)
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


@functools.cache
def event(number: int, photos: int = 0) -> Event:
    """Invented people in 40 organisations, 20 programme items, three visits."""
    organisations = tuple(
        Organisation(id=f"o{at}", name=f"Institute of Technical Education no. {at}", acronym=f"ITE{at}")
        for at in range(40)
    )
    start = date(2023, 12, 10)
    listed = tuple(_person(at) for at in range(number))
    sessions = tuple(_session(at, start) for at in range(20))
    visits = tuple(
        Visit(id=f"v{at}", place=f"Training workshop {at}", day=start, summary="Machines were shown.")
        for at in range(3)
    )
    made = Event(
        id="benchmark",
        title="Exchange on vocational training",
        start=start,
        end=start + timedelta(days=_DAYS - 1),
        city="Phnom Penh",
        country="Cambodia",
        summary="Institutes exchanged experience.",
        objectives=("exchange experience", "plan further work"),
        organisations=organisations,
        people=listed,
        sessions=sessions,
        visits=visits,
    )
    pictures = tuple(
        Photo(id=f"photo-{at}", file=f"photos/{at}.jpg", caption="A workshop", alt="A workshop") for at in range(photos)
    )
    return replace(made, photos=pictures)


def _person(at: int) -> Person:
    cells = {"display": f"B{at + 2}", "sex": f"C{at + 2}", "function": f"D{at + 2}", "organisation": f"E{at + 2}"}
    return Person(
        id=f"p{at}",
        display=f"Family{at % 97} Given{at}",
        honorific="Ms." if at % 2 else "Mr.",
        sex=Sex.WOMAN if at % 2 else Sex.MAN,
        function=f"Lecturer in subject {at % 13}",
        organisation=f"o{at % 40}",
        origins={name: Origin("event.xlsx", "Participants", cell) for name, cell in cells.items()},
    )


def _session(at: int, start: date) -> Session:
    return Session(
        id=f"s{at}",
        title=f"Session {at}",
        day=start + timedelta(days=at % _DAYS),
        start=time(9 + at // _DAYS),
        end=time(10 + at // _DAYS),
        kind=SessionKind.LECTURE,
        speakers=(f"p{at % 20}",),
        summary="Experience was exchanged.",
        points=("one point", "another point"),
    )
