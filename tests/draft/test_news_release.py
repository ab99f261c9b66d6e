"""The news release: whole texts against golden files, and what may never be in one."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.draft import goldens
from tests.draft.goldens import GOLDEN, setting
from tests.draft.invented_events import BARE, CROWDED, PLAIN, WORKSHOP
from tests.draft.seed_event import HOUSE, SEED

from communique.draft import news_release
from communique.errors import TemplateError
from communique.model import (
    Audience,
    Clearance,
    Draft,
    Event,
    House,
    Organisation,
    Outcome,
    OutcomeStatus,
    Person,
    Quote,
    Session,
    SessionKind,
    Visit,
)

FACTS = Path(__file__).parent.parent / "data" / "facts.txt"


def markdown(event: Event, house: House = PLAIN) -> str:
    return news_release.draft(event, setting(house)).file(".md").content.decode()


def paragraphs(event: Event, house: House = PLAIN) -> list[str]:
    """The body: everything between the standfirst and the first heading or end mark."""
    blocks = re.split(r"\n\n(?:## |\\###)", markdown(event, house))[0].split("\n\n")
    return [block for block in blocks if not block.startswith(("# ", "**"))]


@pytest.mark.parametrize("name", sorted(name for name in goldens.made() if "news-release" in name))
def test_golden(name: str) -> None:
    assert goldens.made()[name].decode() == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_draft_is_one_public_document_with_three_files() -> None:
    made = news_release.draft(SEED, setting())
    assert (made.document, made.language, made.audience, made.reference) == (
        "news-release",
        "en",
        Audience.PUBLIC,
        "EXAMPLE/GZ/2023",
    )
    assert made.title == SEED.headline
    assert [(file.name, file.media_type) for file in made.files] == [
        ("news-release.en.md", "text/markdown"),
        ("news-release.en.html", "text/html"),
        ("news-release.en.txt", "text/plain"),
    ]


def _words_of(draft: Draft, suffix: str) -> str:
    text = draft.file(suffix).content.decode()
    if suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text.split("</head>")[1]))
    else:
        text = re.sub(r"^(?:#+ |- |[=-]+$|\*\*)|\*\*$|\\(?=\W)|\\$|(?<= )<|>$", "", text, flags=re.MULTILINE)
    return " ".join(text.split())


@pytest.mark.parametrize("event", [SEED, WORKSHOP, CROWDED, BARE], ids=lambda event: event.id)
def test_the_three_formats_say_the_same(event: Event) -> None:
    made = news_release.draft(event, setting(PLAIN))
    assert _words_of(made, ".md") == _words_of(made, ".html") == _words_of(made, ".txt")


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_every_stated_fact_of_the_seed_is_in_the_release(suffix: str) -> None:
    text = _words_of(news_release.draft(SEED, setting()), suffix)
    lines = [line.split(" | ") for line in FACTS.read_text(encoding="utf-8").splitlines() if re.match(r"F\d\d ", line)]
    missing = [
        key
        for key, _, _, tokens in lines
        if not all(any(form.strip() in text for form in group.split("||")) for group in tokens.split("&&"))
    ]
    assert len(lines) == 35
    assert missing == []


def test_the_lede_says_who_what_when_and_where_in_few_words() -> None:
    lede = paragraphs(SEED, HOUSE)[0]
    assert lede.startswith(
        "GUANGZHOU, China (ILO News) – Guangzhou Industry and Trade Technician College (GZITTC) hosted"
    )
    body = re.sub(r"\([^)]*\)", "", lede.split(" – ")[1])
    assert len(body.split()) == 34


def test_breaks_and_travel_are_never_mentioned() -> None:
    for event in (SEED, WORKSHOP):
        text = markdown(event).casefold()
        assert "tea" not in re.findall(r"\w+", text)
        assert "arrival in" not in text


def test_only_quotations_cleared_for_the_public_in_this_language_are_printed() -> None:
    text = markdown(WORKSHOP)
    for word in ("NOT CLEARED", "FOR THE MINISTRY", "FOR NOBODY SAID", "第一", "Chan Absent"):
        assert word not in text
    assert "“It begins here,” said Ms. Example, speaking in Khmer. “It goes on.”" in text


def test_quotations_are_word_for_word() -> None:
    text = markdown(SEED)
    first, second = (quote.text for quote in SEED.quotes)
    assert f"“{first.removesuffix('.')},” said Ms. Phanthavong. “{second}”" in text


def test_people_are_introduced_once_and_short_later() -> None:
    text = " ".join(paragraphs(SEED))
    assert text.count("Keovanlay Phanthavong, Acting Project Manager of the ILO-China Partnership Programme, ") == 1
    assert text.count("Keovanlay") == 1
    assert text.count("Ms. Phanthavong") == 1


def test_a_speaker_not_mentioned_before_is_introduced_behind_the_quotation() -> None:
    event = replace(SEED, sessions=())
    introduced = "Ms. Keovanlay Phanthavong, Acting Project Manager of the ILO-China Partnership Programme"
    assert f"activities,” said {introduced}. “We are" in markdown(event)


def test_acronyms_are_introduced_only_when_used_again() -> None:
    body = " ".join(paragraphs(replace(SEED, outcomes=(), sessions=(), quotes=(), background="")))
    assert "(GZITTC)" not in body
    assert "(NPIC)" not in body
    assert "National Polytechnic Institute of Cambodia" in body


def test_statuses_are_kept_apart() -> None:
    def text(status: OutcomeStatus) -> str:
        outcome = Outcome(id="o", text="expressed its wish to host a visit", status=status, by=("gzittc",))
        return next(block for block in paragraphs(replace(SEED, outcomes=(outcome,))) if "wish" in block)

    said = "GZITTC expressed its wish to host a visit."
    assert text(OutcomeStatus.NOT_STATED) == said
    assert text(OutcomeStatus.AGREED) == f"{said} This was agreed at the event."
    assert text(OutcomeStatus.REQUESTED) == f"{said} This was put as a request."
    assert text(OutcomeStatus.PROPOSED) == f"{said} This was put forward as a proposal."


def test_an_outcome_without_who_is_not_told() -> None:
    assert "promised by nobody" not in markdown(WORKSHOP)


def test_boilerplates_stand_in_protocol_order_and_the_house_last() -> None:
    headings = re.findall(r"^## (.*)$", markdown(WORKSHOP), re.MULTILINE)
    assert headings == [
        "About the Kampot Workshop Association",
        "About the Riverside Training Centre",
        "About the Workplace Learning Office",
        "Notes to editors",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"city": ""}, "(ILO News) – Guangzhou Industry and Trade Technician College"),
        ({"start": None, "end": None}, "Institute of Cambodia (NPIC).\n"),
        ({"days_stated": None}, "hosted an exchange and cooperation event for"),
        ({"hosts": ()}, "– A three-day exchange and cooperation event was held for Cambodia’s Ministry"),
        ({"guests": ()}, "Skills Development Network exchange and cooperation event from 10 to 13 December 2023."),
        ({"end": date(2023, 12, 10)}, "on 10 December 2023."),
    ],
)
def test_what_is_not_known_is_left_out_by_grammar(change: dict[str, object], expected: str) -> None:
    assert expected in markdown(replace(SEED, **change), HOUSE)  # type: ignore[arg-type]  # fields by name


def session(key: str, kind: SessionKind, summary: str, *speakers: str) -> Session:
    return Session(id=key, title=key, kind=kind, summary=summary, speakers=speakers)


def test_one_lecture_by_one_speaker_is_a_lecture() -> None:
    people = (Person(id="p", display="Dara Example"), Person(id="q", display="Nimol Sample"))
    one = Event(
        id="e",
        title="Learning Together",
        people=people,
        sessions=(session("s", SessionKind.LECTURE, "", "p"), session("t", SessionKind.LECTURE, "")),
    )
    assert "The programme included a lecture by Dara Example." in paragraphs(one)
    both = replace(one, sessions=(session("s", SessionKind.LECTURE, "", "p", "q"),))
    assert "The programme included lectures by Dara Example and Nimol Sample." in paragraphs(both)
    twice = replace(one, sessions=(*one.sessions, session("u", SessionKind.LECTURE, "", "p")))
    assert "The programme included lectures by Dara Example." in paragraphs(twice)


def test_a_summary_of_one_sentence_is_no_paragraph() -> None:
    opening = session("a", SessionKind.OPENING, "The director opened the workshop. She named its aims.")
    talk = session("b", SessionKind.DISCUSSION, "Methods were compared.")
    closing = session("c", SessionKind.CLOSING, "Certificates were handed over.")
    event = Event(id="e", title="Learning Together", sessions=(opening, talk))
    whole = "The director opened the workshop. She named its aims. Methods were compared."
    assert whole in paragraphs(event)
    assert "Methods were compared. Certificates were handed over." in paragraphs(
        replace(event, sessions=(opening, talk, closing))
    )
    ahead = replace(event, sessions=(opening, closing), look_ahead="A second exchange is planned.")
    assert "Certificates were handed over. A second exchange is planned." in paragraphs(ahead)
    long = replace(closing, summary="Certificates were handed over. Songs were sung.")
    apart = paragraphs(replace(ahead, sessions=(opening, replace(talk, summary="A was said. B was said."), long)))
    assert {"A was said. B was said.", long.summary, "A second exchange is planned."} <= set(apart)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (OutcomeStatus.AGREED, "RTC agreed to build a kiln, together with KWA."),
        (OutcomeStatus.PROPOSED, "RTC agreed to build a kiln, with KWA. This was put forward as a proposal."),
        (OutcomeStatus.REQUESTED, "RTC agreed to build a kiln. The request was made to KWA."),
        (OutcomeStatus.NOT_STATED, "RTC agreed to build a kiln, with KWA."),
    ],
)
def test_partners_of_an_outcome(status: OutcomeStatus, expected: str) -> None:
    outcome = Outcome(id="o", text="agreed to build a kiln", status=status, by=("rtc",), partners=("kwa",))
    organisations = (Organisation(id="rtc", name="RTC"), Organisation(id="kwa", name="KWA"))
    event = Event(id="e", title="Learning Together", organisations=organisations, outcomes=(outcome,))
    found = next(block for block in paragraphs(event) if "kiln" in block)
    assert found.startswith(expected)


def test_no_section_is_empty_and_nothing_is_printed_as_none() -> None:
    assert markdown(BARE, House()) == (
        "# Learning Together\n\nAn event entitled “Learning Together” was held.\n\n\\###\n"
    )


def test_a_crowd_does_not_make_the_release_a_list() -> None:
    body = " ".join(paragraphs(CROWDED))
    assert len(body.split()) < 350
    assert "Participants made 12 site visits, among them to workshop number 1," in body
    assert "and 146 other speakers." in body


def test_markup_in_inputs_is_escaped() -> None:
    event = replace(BARE, title="<b>*Tea* & [cake](x)</b> `a_b` snake_case", country="1. Land", city="#1")
    made = news_release.draft(event, setting(PLAIN))
    assert r"# \<b\>\*Tea\* \& \[cake\](x)\</b\> \`a_b\` snake_case" in made.file(".md").content.decode()
    assert r"\#1, 1. Land –" in made.file(".md").content.decode()
    page = made.file(".html").content.decode()
    assert "<h1>&lt;b&gt;*Tea* &amp; [cake](x)&lt;/b&gt; `a_b` snake_case</h1>" in page
    assert "<b>" not in page


def test_only_web_addresses_become_links() -> None:
    event = replace(BARE, source_name="X", source_url="javascript:alert(1)")
    assert "href" not in news_release.draft(event, setting(PLAIN)).file(".html").content.decode()
    event = replace(BARE, source_name="X", source_url="https://example.org/?a=1&b=2")
    page = news_release.draft(event, setting(PLAIN)).file(".html").content.decode()
    assert '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>' in page


def test_plain_text_is_wrapped() -> None:
    for event in (SEED, WORKSHOP, CROWDED):
        lines = news_release.draft(event, setting()).file(".txt").content.decode().split("\n")
        assert max(len(line) for line in lines) <= 72


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
def test_the_trace_points_at_what_is_printed(suffix: str) -> None:
    file = news_release.draft(SEED, setting()).file(suffix)
    lines = file.content.decode().split("\n")
    assert len(file.trace) > 50
    for item in file.trace:
        line, column = map(int, re.fullmatch(r"line (\d+), column (\d+)", item.place).groups())  # type: ignore[union-attr]  # or fail
        there = html.unescape(" ".join(lines[line - 1 :])[column - 1 :]).replace("\\", "")
        assert " ".join(there.split()).startswith(item.text.replace("\\", ""))
        assert all(source.origin is not None for source in item.sources)
    vuthy = [item for item in file.trace if item.text == "Mr. Enn Vuthy"]
    assert {str(source.origin) for item in vuthy for source in item.sources} == {
        "participants.xlsx, sheet “Sign-in”, cell B7"
    }


def test_each_quotation_number_and_date_is_traced() -> None:
    trace = news_release.draft(SEED, setting()).file(".txt").trace
    found = {item.text: str(item.sources[0].origin) for item in trace}
    assert found["three-day"] == "event.xlsx, sheet “Event”, cell B7"
    assert found["from 10 to 13 December 2023"] == "event.xlsx, sheet “Event”, cell B5"
    assert found[f"“{SEED.quotes[1].text}”"] == "quotations.csv, cell C3"
    assert found["GUANGZHOU"] == "event.xlsx, sheet “Event”, cell B9"


def test_the_same_event_gives_the_same_bytes_in_another_process_and_time_zone() -> None:
    script = (
        "from tests.draft.goldens import *\n"
        "print([file.digest for file in news_release.draft(WORKSHOP, setting()).files])"
    )
    root = GOLDEN.parent.parent
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root / 'src'}:{root}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "2"))
    }
    assert answers == {f"{[file.digest for file in news_release.draft(WORKSHOP, setting()).files]}\n"}


def test_a_template_that_is_missing_is_named() -> None:
    with pytest.raises(TemplateError) as missing:
        news_release.draft(SEED, replace(setting(), templates=type(setting().templates)(GOLDEN)))
    assert "news-release/en.story.j2" in str(missing.value)


LETTERS = "ABCDEFGHabcdefghéåកខ李芳'’-"
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)
ENDINGS = st.sampled_from(["", " Co., Ltd.", " Institute", ", Inc.", " and Sons", " (South)"])
ODD = st.builds(lambda name, end: name + end, NAMES, ENDINGS)
MAYBE = st.one_of(st.just(""), ODD)


@st.composite
def events(draw: st.DrawFn) -> Event:
    organisations = tuple(
        Organisation(
            id=f"o{number}", name=draw(ODD), acronym=draw(st.sampled_from(["", "ABC", "XY"])), country=draw(MAYBE)
        )
        for number in range(draw(st.integers(0, 4)))
    )
    ids = [organisation.id for organisation in organisations]
    some = st.lists(st.sampled_from(ids), unique=True, max_size=3).map(tuple) if ids else st.just(())
    people = tuple(
        Person(
            id=f"p{number}",
            display=draw(NAMES),
            family=draw(st.one_of(st.just(""), st.text(LETTERS, min_size=1, max_size=6))),
            honorific=draw(st.sampled_from(["", "Ms.", "H.E."])),
            function=draw(MAYBE),
            organisation=draw(st.sampled_from([*ids, ""])),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    speakers = tuple(person.id for person in people)
    status = st.sampled_from(list(OutcomeStatus))
    return Event(
        id="odd",
        title=draw(ODD),
        kind=draw(st.sampled_from(["", "workshop", "exchange visit"])),
        city=draw(MAYBE),
        country=draw(MAYBE),
        programme=draw(MAYBE),
        framework=draw(MAYBE),
        start=draw(st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2090, 1, 1)))),
        days_stated=draw(st.one_of(st.none(), st.integers(1, 30))),
        participants_stated=draw(st.one_of(st.none(), st.integers(1, 99_999))),
        hosts=draw(some),
        partners=draw(some),
        guests=draw(some),
        organisations=organisations,
        people=people,
        sessions=(Session(id="s", title="L", kind=SessionKind.LECTURE, speakers=speakers, purpose=draw(MAYBE)),),
        visits=tuple(
            Visit(id=f"v{number}", place=draw(ODD), host=draw(st.sampled_from([*ids, ""])), shown=(draw(ODD),))
            for number in range(draw(st.integers(0, 7)))
        ),
        outcomes=tuple(
            Outcome(
                id=f"x{number}", text="agreed to " + draw(ODD), status=draw(status), by=draw(some), partners=draw(some)
            )
            for number in range(draw(st.integers(0, 3)))
        ),
        quotes=tuple(
            Quote(id=f"q{key}", text=draw(ODD), speaker=key, clearance=Clearance.CLEARED, cleared_for=Audience.PUBLIC)
            for key in speakers[:2]
        ),
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_odd_names_never_break_the_grammar(event: Event) -> None:
    text = markdown(event)
    assert "  " not in text
    assert " ," not in text
    assert ".." not in text
    assert ",," not in text
    assert "None" not in text
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    for paragraph in paragraphs(event):
        assert re.search(r"[.!?…][”’)]?$", paragraph), paragraph
