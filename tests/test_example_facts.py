"""The example against the list of facts: what its documents must say, and what they must not have made up.

``data/facts.txt`` is the list: F lines are stated in the article that reported the event, A lines are in no source.
``data/article-runs.txt`` holds digests of every run of ten words of that article, quotation and proper names left out,
so that copied sentences are found without the article being kept here.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import docx
import openpyxl
import pytest
from examples import make_skills_network
from PIL import Image, ImageChops, ImageStat

from communique import config, pipeline
from communique.model import Draft, Event, Finding, Severity
from communique.pipeline import channels

DATA = Path(__file__).parent / "data"
WORKSPACE = Path(make_skills_network.__file__).parent / "skills-network"
EVENT = "guangzhou-2023"
REAL = {"Zhang Lifang", "Enn Vuthy", "Keovanlay Phanthavong"}
INVENTED = {"Ines Valmarin", "Tomas Arendel", "Lian Corvey"}
COMPANY = "Guangzhou High Genius Dynamics Co., Ltd."
NUMBER = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|a dozen|dozens of|hundreds of|several|some)"
)
PEOPLE = (
    r"(?:participants?|delegates?|attendees?|women|men|officials|teachers|trainees|students|visitors|people|persons)"
)


class Fact(NamedTuple):
    id: str
    text: str
    tokens: tuple[tuple[str, ...], ...]

    def holds_in(self, text: str) -> bool:
        return any(all(token in text for token in form) for form in self.tokens)


def read_facts(kind: str) -> list[Fact]:
    """The lines whose id begins with the letter; “||” separates forms of which one is enough, “&&” parts of a form."""
    facts = []
    for line in (DATA / "facts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(kind):
            identity, _, text, *tokens = line.split(" | ", 3)
            forms = tokens[0].split("||") if tokens else []
            parts = tuple(tuple(part.strip() for part in form.split("&&")) for form in forms)
            facts.append(Fact(identity, text, parts))
    return facts


FACTS = read_facts("F")


class Example(NamedTuple):
    event: Event
    findings: tuple[Finding, ...]
    drafts: Mapping[str, Draft]
    texts: Mapping[str, str]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‑", "-")).strip()


def untagged(content: bytes) -> str:
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", content.decode("utf-8"), flags=re.DOTALL)


def word_text(content: bytes) -> str:
    """Everything that can be read in a Word file: body, tables, headers, footers, notes, alternative texts."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "styles" not in name and "theme" not in name:
                text = archive.read(name).decode("utf-8")
                parts += re.findall(r'descr="([^"]*)"', text)
                for paragraph in re.split(r"</w:p>", text):
                    parts.append("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)))
    return folded(" ".join(parts).replace("&amp;", "&").replace("&quot;", '"'))


@pytest.fixture(scope="module")
def example() -> Example:
    workspace = config.load(WORKSPACE, {})
    inputs = pipeline.fetch_inputs(workspace, EVENT)
    gathered = pipeline.read_inputs(workspace, inputs)
    drafts = pipeline.draft_event(workspace, gathered.event, inputs)
    by_name = {draft.document: draft for draft in drafts}
    release = by_name["news-release"]
    texts = {suffix: folded(untagged(release.file(suffix).content)) for suffix in (".txt", ".md", ".html")}
    texts[".docx"] = word_text(by_name["report"].file(".docx").content)
    texts[".csv"] = folded(by_name["task-list"].file(".csv").content.decode("utf-8-sig"))
    return Example(gathered.event, pipeline.check_event(workspace, gathered, inputs), by_name, texts)


def test_the_list_of_facts_is_read_whole() -> None:
    assert [fact.id for fact in FACTS] == [f"F{n:02}" for n in range(1, 36)]
    assert FACTS[5].tokens == (("ILO-China Partnership Programme",), ("ILO/China Partnership Programme",))
    assert FACTS[33].tokens == (("January 2", "2024"), ("2 January 2024",))
    assert [fact.id for fact in read_facts("A")] == [f"A0{n}" for n in range(1, 9)]


@pytest.mark.parametrize("fact", FACTS[:31], ids=lambda fact: fact.id)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_the_release_carries_the_fact(example: Example, fact: Fact, suffix: str) -> None:
    assert fact.holds_in(example.texts[suffix].replace("\\", "")), fact.text


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_the_release_or_the_report_carries_the_fact(example: Example, fact: Fact) -> None:
    assert fact.holds_in(example.texts[".txt"]) or fact.holds_in(example.texts[".docx"]), fact.text


# What each line of absent facts would look like if somebody had made it up.
ABSENT = {
    "A01": rf"\b{NUMBER}\s+(?:\w+\s+){{0,2}}{PEOPLE}\b|\b{PEOPLE}\s*:\s*\d",
    "A02": r"\b(?:head of (?:the |its )?delegation|led by|ministers?|principal|Excellency|rector|president of)\b|"
    r"\bH\.E\.",
    "A03": r"\b(?:MoU|MOU|memorandum|signed|signing|signatory|signatories|agreements?|treaty|protocol)\b",
    "A04": r"[$€£¥]|\b(?:USD|US dollars?|RMB|CNY|yuan|riels?|budget|funded|funding|grants?|cost)\b",
    "A06": r"\b(?:11|12)(?:th)? December|\b(?:Monday|Tuesday)\b|\bday (?:1|2|3|one|two|three)\b|\b\d{1,2}[:.]\d\d\b|"
    r"\b(?:morning|afternoon|evening)\b",
    "A07": r"\bdue (?:on|by) \d|\b(?:next|this) (?:year|month|spring|summer|autumn|winter)\b|\bby the end of\b|"
    r"\bby (?:\d|January|February|March|April|May|June|July|August|September|October|November|December)\b|\b202[5-9]\b",
    "A08": r"Zhang[^.]{0,200}\b(?:spoke|talked|lectured|presented|explained|introduced)\b|"
    r"\blectures? (?:\w+ )?(?:on|about|titled|entitled|dealt)\b",
}


# What the report may say: how many people stand on the sign-in sheet, as a number of the sheet and not of the event;
# and the days of the event as such, for which nothing is recorded.
HARMLESS: Mapping[bool, tuple[str, ...]] = {
    False: (),
    True: (
        r"The (?:participants' )?list names [^.]*\.",
        r"\b(?:Participants|People) listed \d+ \([^)]*\)",
        r"\w+day, 1[123] December 2023 · no sessions recorded",
    ),
}


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
@pytest.mark.parametrize("line", ABSENT)
def test_nothing_absent_is_stated(example: Example, line: str, suffix: str) -> None:
    text = example.texts[suffix]
    for harmless in HARMLESS[suffix == ".docx"]:
        text = re.sub(harmless, "", text)
    assert [found[0] for found in re.finditer(ABSENT[line], text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("A01", "The event drew 24 participants."),
        ("A01", "Some forty senior officials came, among them twelve women"),
        ("A01", "Participants: 31"),
        ("A02", "the delegation was led by the Minister"),
        ("A02", "the college's principal said"),
        ("A03", "They signed a memorandum of understanding"),
        ("A04", "a budget of USD 20,000"),
        ("A06", "On Monday, 11 December, at 9:00 they visited"),
        ("A06", "in the afternoon of day two"),
        ("A07", "to be held by March"),
        ("A07", "next year"),
        ("A08", "Ms. Zhang spoke of training models"),
        ("A08", "a lecture on international standards"),
    ],
)
def test_what_is_absent_would_be_noticed(line: str, sentence: str) -> None:
    assert re.search(ABSENT[line], sentence, re.IGNORECASE)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_no_other_company_is_named(example: Example, suffix: str) -> None:
    text = example.texts[suffix].replace(COMPANY, "").replace("\\", "").replace(COMPANY, "")
    assert re.findall(r"[A-Z]\w+ (?:Co\b|Ltd\b|Inc\b|Corp\b|Corporation\b|Company\b|Group\b)", text) == []
    assert COMPANY in example.texts[suffix].replace("\\", "")


def test_only_the_people_of_the_article_and_the_desk_are_in_the_inputs(example: Example) -> None:
    assert {person.display for person in example.event.people} == REAL | INVENTED
    for person in example.event.people:
        if person.display in REAL:
            assert (person.email, person.phone) == ("", "")


def test_the_release_names_only_the_people_of_the_article_and_its_contact(example: Example) -> None:
    for name in INVENTED - {"Tomas Arendel"}:
        assert name not in example.texts[".txt"]
    for name in REAL:
        assert name in example.texts[".txt"]


def test_the_report_calls_the_invented_people_an_example(example: Example) -> None:
    for person in example.event.people:
        if person.display in INVENTED:
            assert example.event.organisation(person.organisation).name == "Example Documentation Desk"
    readme = (WORKSPACE / "README.md").read_text(encoding="utf-8")
    for name in INVENTED | {"Nora Feldmark"}:
        assert name in readme


def test_the_inputs_state_no_number_of_participants(example: Example) -> None:
    assert example.event.participants_stated is None
    # The total row of the sign-in sheet, on which the speakers and the invented desk are.
    assert (example.event.women_stated, example.event.men_stated) == (3, 2)


def test_the_inputs_leave_days_owners_dates_and_topics_open(example: Example) -> None:
    event = example.event
    assert [session.title for session in event.sessions if session.day] == ["Arrival in Guangzhou"]
    assert {visit.day for visit in event.visits} == {None}
    assert [(action.owner, action.owner_written, action.due) for action in event.actions] == [("", "", None)] * 2
    assert event.arrival is None


def test_the_task_list_says_that_owner_and_date_are_not_stated(example: Example) -> None:
    assert example.texts[".csv"].lower().count("not stated") >= 4
    assert re.findall(r"\b20\d\d-\d\d-\d\d\b", example.texts[".csv"]) == []
    for fact in FACTS[31:33]:
        assert fact.holds_in(example.texts[".csv"])


def test_the_quotation_stands_word_for_word(example: Example) -> None:
    # Digests of the two sentences in the article, so that no editor of this test can mend their grammar either.
    assert [hashlib.sha256(quote.text.encode()).hexdigest()[:16] for quote in example.event.quotes] == QUOTATION
    for suffix in (".txt", ".docx"):
        for quote in example.event.quotes:
            assert quote.text.rstrip(".") in example.texts[suffix]


QUOTATION = ["6700bba774442147", "6496a631842b4712"]


# Proper names and one political formula are what they are; in a run of words each counts as one.
NAMES = (
    "Guangzhou Vocational and Technical Education Research Institute",
    "Guangzhou Industry and Trade Technician College",
    "Deputy Director of the Standards and Curriculum Department",
    "South-South Cooperation Skills Development Network exchange and cooperation event",
    "South-South Cooperation Skills Development Network",
    "Skills Development Network under the South-South Cooperation Framework",
    "Ministry of Labour and Vocational Training",
    "Ministry of Labor and Vocational Training",
    "National Polytechnic Institute of Cambodia",
    "China-Cambodia community with a shared future in the new era",
    "ILO-China Partnership Programme",
    "International Labour Organization",
    "Ms. Zhang Lifang, Dean of the",
    "Mr. Enn Vuthy",
    "from 10 to 13 December 2023",
)


def runs(text: str) -> list[str]:
    """Every run of ten words, in small letters, without punctuation and without acronyms in brackets."""
    plain = " ".join(re.findall(r"[a-z0-9|]+", re.sub(r"\([A-Z]+\)", "", text).lower().replace("'", "")))
    for number, name in enumerate(NAMES):
        plain = plain.replace(" ".join(re.findall(r"[a-z0-9]+", name.lower())), f"name{number}")
    return [
        " ".join(run)
        for piece in plain.split("|")
        if (words := piece.split())
        for run in (words[start : start + 10] for start in range(len(words) - 9))
    ]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".csv"])
def test_no_sentence_of_the_article_is_copied(example: Example, suffix: str) -> None:
    text = example.texts[suffix]
    for quote in example.event.quotes:
        text = text.replace(quote.text.rstrip("."), " | ")
    known = set((DATA / "article-runs.txt").read_text().split())
    assert len(known) > 150
    assert [run for run in runs(text) if digest(run) in known] == []


def test_a_copied_sentence_would_be_noticed() -> None:
    known = set((DATA / "article-runs.txt").read_text().split())
    sample = "The event aimed to foster skills development exchanges, strengthen the bond between the two nations."
    assert any(digest(run) in known for run in runs(sample))


def test_the_three_day_question_is_asked_with_both_places_and_answered(example: Example) -> None:
    (finding,) = [finding for finding in example.findings if finding.code == "DATES-01"]
    places = [finding.place, *finding.related]
    assert [place.file for place in places[:3]] == ["event.xlsx"] * 3
    assert [place.text for place in places[:3]] == ["three-day", "10 December 2023", "13 December 2023"]
    assert finding.about == ("three-day", "10 December 2023", "13 December 2023")
    assert finding.severity is Severity.ERROR
    assert finding.answer is not None
    assert finding.answer.person == "Ines Valmarin"
    assert "10 December" in finding.answer.reason
    assert not finding.blocks


def test_nothing_blocks_the_sign_off(example: Example) -> None:
    assert [finding.message for finding in example.findings if finding.blocks] == []


def test_the_mess_in_the_files_is_read_as_meant(example: Example) -> None:
    event = example.event
    (vuthy,) = [person for person in event.people if person.display == "Enn Vuthy"]
    assert vuthy.sex.value == "man"
    assert {person.phone for person in event.people} >= {"441632960011", "441632960017", "+44 1632 960023"}
    assert [event.organisation(key).acronym for key in event.guests] == ["MLVT", "NPIC"]
    assert [event.organisation(outcome.by[0]).acronym for outcome in event.outcomes] == ["GZITTC", "GZITTC"]
    assert [len(session.speakers) for session in event.sessions if session.kind.value == "lecture"] == [2]
    assert len(event.photos) == 4
    assert all(photo.digest and photo.alt for photo in event.photos)


def test_the_workspace_sends_to_a_folder_and_by_mail_to_addresses_that_exist_nowhere() -> None:
    environment = {
        "COMMUNIQUE_DEMO_SMTP_PORT": "2525",
        "COMMUNIQUE_DEMO_SMTP_USER": "demo",
        "COMMUNIQUE_DEMO_SMTP_PASSWORD": "not printed",
        "COMMUNIQUE_DEMO_SMTP_CA": "/nowhere/ca.pem",
    }
    workspace = config.load(WORKSPACE, environment)
    archive, ministries = channels.routes(workspace, sending=workspace.channels)
    assert (archive.name, archive.documents) == ("archive", ("news-release", "report", "task-list"))
    assert (ministries.name, ministries.documents) == ("ministries", ("news-release", "report"))
    assert all(address.endswith(".example") for address in ministries.channel.targets())
    assert "not printed" not in repr(ministries)
    assert [person.id for person in workspace.people] == ["ines-valmarin", "demo-reviewer"]


def test_the_committed_files_are_what_the_script_makes() -> None:
    for name, content in make_skills_network.files().items():
        committed = (WORKSPACE / name).read_bytes()
        if name.lower().endswith(".jpg"):
            assert_same_picture(committed, content)
        elif name.endswith((".xlsx", ".docx")):
            assert cells(committed) == cells(content), name
        else:
            assert committed == content, name


def cells(content: bytes) -> Any:
    """What a workbook or a Word file holds, whatever version of a library wrote it."""
    if b"word/document.xml" in content:
        document = docx.Document(io.BytesIO(content))
        rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
        return [paragraph.text for paragraph in document.paragraphs], rows
    book = openpyxl.load_workbook(io.BytesIO(content))
    merged = {sheet.title: sorted(map(str, sheet.merged_cells.ranges)) for sheet in book}
    return merged, {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


def assert_same_picture(one: bytes, other: bytes) -> None:
    first, second = Image.open(io.BytesIO(one)), Image.open(io.BytesIO(other))
    assert first.size == second.size
    assert first.getexif() == second.getexif()
    assert first.getexif().get_ifd(0x8825)[1] == "N"
    assert max(ImageStat.Stat(ImageChops.difference(first, second)).mean) < 2
    assert len(one) < 300_000
