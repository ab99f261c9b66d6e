"""Whatever an event holds, the rules answer: no exception, the same findings in the same order, nothing blank."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.check.events import MINISTRY, NETWORK, person

from communique.check import RULES, check
from communique.model import (
    Action,
    Clearance,
    Consent,
    Event,
    Organisation,
    Origin,
    Outcome,
    Person,
    Photo,
    Quote,
    Session,
    Sex,
    Visit,
)
from communique.register import Register

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "three-day",
            "Sunday, 31 February 2024",
            "Monday 10 December",
            "Ministry of Labor and Vocational Training",
            "the MLVT; NETWORK",
            "Strengthen cooperation in the near future",
            "星期六",
            "Dara Sok",
            "“”()（）,.",
        ]
    ),
)
DAYS = st.none() | st.dates(date(2023, 12, 1), date(2023, 12, 31)) | st.just(date.max) | st.just(date.min)
TIMES = st.none() | st.times()
ORIGINS = st.dictionaries(
    st.sampled_from(["", "day", "start", "end", "hosts", "by", "organisation", "language", "speaker", "due"]),
    st.builds(
        Origin, st.sampled_from(["event.xlsx", "a.md"]), st.just("S"), st.sampled_from(["A1", "B10", ""]), text=TEXTS
    ),
)
COUNTS = st.none() | st.integers(0, 10**6)
IDS = st.sampled_from(["", "sok-dara", "nobody"])
PEOPLE = st.tuples(
    st.builds(
        Person,
        id=st.just("sok-dara"),
        display=st.sampled_from(["Sok Dara", "X", "A B C D E"]),
        sex=st.sampled_from(Sex),
        listed=st.booleans(),
        attended=st.booleans(),
        role=TEXTS,
        function=TEXTS,
        origins=ORIGINS,
    )
)


def several(records: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(records, max_size=3).map(tuple)


def named(kind: type[object], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.builds(kind, id=st.just("x"), origins=ORIGINS, **fields)


EVENTS = st.builds(
    Event,
    id=st.just("exchange"),
    title=TEXTS,
    start=DAYS,
    end=DAYS,
    arrival=DAYS,
    published=DAYS,
    days_stated=st.none() | st.integers(-3, 400),
    embargo=st.none() | st.just(datetime(2023, 12, 15, 9)),
    headline=TEXTS,
    summary=TEXTS,
    participants_stated=COUNTS,
    women_stated=COUNTS,
    men_stated=COUNTS,
    origins=ORIGINS,
    people=PEOPLE,
    organisations=several(named(Organisation, name=TEXTS)),
    sessions=several(
        named(Session, title=TEXTS, day=DAYS, start=TIMES, end=TIMES, room=TEXTS, speakers=st.tuples(IDS))
    ),
    visits=several(named(Visit, place=TEXTS, day=DAYS)),
    quotes=several(named(Quote, text=TEXTS, speaker=IDS, clearance=st.sampled_from(Clearance), context=TEXTS)),
    outcomes=several(named(Outcome, text=TEXTS, by=st.tuples(IDS))),
    actions=several(named(Action, title=TEXTS, owner=IDS, due=DAYS, done_when=TEXTS)),
    photos=several(named(Photo, file=TEXTS, alt=TEXTS, consent=st.sampled_from(Consent), day=DAYS)),
)


@given(EVENTS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_rules_answer_for_any_event(event: Event) -> None:
    register = Register((MINISTRY, NETWORK), (person("Sok Dara", function="Dean"),))
    findings = check(event, register)
    assert findings == check(event, register)
    for finding in findings:
        assert finding.code in RULES
        assert finding.message.strip()
        assert finding.help.strip()
        assert finding.place.file
        assert "None" not in finding.message
        assert all(finding.about)
