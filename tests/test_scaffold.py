"""New workspaces and event folders: they work at once, overwrite nothing, and the form is what gather expects."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from communique import bundled, config, gather, pipeline, register, scaffold
from communique.errors import ConfigError, InputError
from communique.pipeline import channels
from communique.scaffold import form

FORM = bundled.folder("templates") / "workspace" / "event-form.toml"
SHEETS = ["Event", "Agenda", "Participants", "Site visits", "Quotations", "Outcomes", "Actions"]
HEADERS = {
    "Agenda": "Id·Date·Start·End·Session·Kind·Speakers·Room·Summary·Purpose·Key points",
    "Participants": "No.·Id·Honorific·Name·Family name·Given name·Name (zh)·Name (km)·Sex·Function·Organisation·"
    "Country·Role·E-mail·Telephone·Attended·Notes",
    "Site visits": "Id·Date·Place·Host·What was shown·Summary·Relevance",
    "Quotations": "Id·Speaker·Quotation·Language·Translated from·Clearance·Cleared by·Cleared for·Context",
    "Outcomes": "Id·Outcome·Status·By·With·Session",
    "Actions": "Id·Action·Owner·Organisation·Due·Priority·Done when·Status·From outcome·Raised in·Notes",
}
FIELDS = (
    "Title·Kind of event·Name of the event·Start date·End date·Number of days·Arrival day·Departure day·Time zone·City·"
    "Country·Venue·Programme·Framework·Background·Summary·Objectives·Look ahead·Headline·Standfirst·Embargo·"
    "Published on·Source name·Source address·Notes to editors·Participants in total·Women·Men·Reference·Prepared by·"
    "Addressees·Hosts·Partners·Guests·Contact name·Contact function·Contact organisation·Contact e-mail·"
    "Contact telephone"
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    scaffold.new_workspace(tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def workbook(workspace: Path) -> Any:
    scaffold.new_event(workspace, "kampot-2026", "Workplace  Learning\nExchange")
    return openpyxl.load_workbook(workspace / "events" / "kampot-2026" / "event.xlsx")


def test_a_new_workspace_has_settings_register_templates_events_and_a_guide(workspace: Path) -> None:
    assert sorted(files(workspace)) == [
        "README.txt",
        "communique.toml",
        "register/README.txt",
        "register/organisations.csv",
        "register/people.csv",
        "templates/README.txt",
    ]
    assert (workspace / "events").is_dir()


def test_new_workspace_says_what_it_made_settings_last(tmp_path: Path) -> None:
    made = scaffold.new_workspace(tmp_path / "a" / "b")
    assert {path.relative_to(tmp_path / "a" / "b").as_posix() for path in made} == set(files(tmp_path / "a" / "b"))
    assert made[-1].name == "communique.toml"


def test_a_new_workspace_opens_with_one_reviewer_and_an_archive(workspace: Path) -> None:
    opened = config.load(workspace, {})
    assert opened.person("officer").roles == ("reviewer",)
    assert [route.name for route in channels.routes(opened, sending=["archive"])] == ["archive"]
    assert register.load(workspace / "register").organisations == ()
    assert pipeline.events(opened) == ()


def test_a_new_workspace_keeps_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "people.csv").write_text("mine")
    (tmp_path / "README.txt").write_text("mine too")
    made = scaffold.new_workspace(tmp_path)
    assert (tmp_path / "register" / "people.csv").read_text() == "mine"
    assert (tmp_path / "README.txt").read_text() == "mine too"
    assert len(made) == 4


def test_a_workspace_is_not_made_twice(workspace: Path) -> None:
    before = files(workspace)
    with pytest.raises(InputError, match=r"is a workspace already .* nothing was changed"):
        scaffold.new_workspace(workspace)
    assert files(workspace) == before


def test_a_file_can_not_become_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"")
    with pytest.raises(InputError, match=r"Could not make a workspace in .*report\.docx"):
        scaffold.new_workspace(tmp_path / "report.docx")


def test_register_files_open_in_excel_as_utf_8(workspace: Path) -> None:
    for name in ("organisations", "people"):
        assert (workspace / "register" / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name_en,")


def test_new_event_makes_a_workbook_and_a_captions_table(workspace: Path) -> None:
    made = scaffold.new_event(workspace, "kampot-2026")
    folder = workspace / "events" / "kampot-2026"
    assert made == (folder / "event.xlsx", folder / "photos" / "captions.csv")
    rows = list(csv.reader(io.StringIO((folder / "photos" / "captions.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["File", "Caption", "Credit", "Alt text", "Consent", "Site visit", "Date"]
    assert [row[0] for row in rows[1:]] == ["Example"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Guangzhou 2023", "guangzhou-2023"),
        ("../secrets", "secrets"),
        ("a/b", "a-b"),
        ("", "guangzhou-2023"),
        ("广州", "guangzhou-2023"),
        ("-x", "x"),
        ("x" * 65, "x" * 64),
        ("a\n", "a"),
    ],
)
def test_an_id_that_can_not_be_one_is_refused_with_a_suggestion(workspace: Path, text: str, suggestion: str) -> None:
    before = sorted(files(workspace))
    with pytest.raises(InputError) as caught:
        scaffold.new_event(workspace, text)
    assert str(caught.value).endswith(f"Use for example “{suggestion}”.")
    assert sorted(files(workspace)) == before


def test_an_event_is_not_made_twice(workspace: Path) -> None:
    scaffold.new_event(workspace, "kampot-2026")
    before = files(workspace)
    with pytest.raises(InputError, match="is there already"):
        scaffold.new_event(workspace, "kampot-2026", "Another title")
    assert files(workspace) == before


def test_an_event_needs_a_workspace(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no workspace"):
        scaffold.new_event(tmp_path, "kampot-2026")
    assert files(tmp_path) == {}


def test_the_sheets_have_the_canonical_headers(workbook: Any) -> None:
    assert workbook.sheetnames == SHEETS
    for name, expected in HEADERS.items():
        assert "·".join(cell.value for cell in workbook[name][3]) == expected
    assert "·".join(row[0].value for row in workbook["Event"].iter_rows(min_row=4)) == FIELDS


def test_each_table_has_one_grey_example_row_and_then_room(workbook: Any) -> None:
    for name in HEADERS:
        sheet = workbook[name]
        assert sheet["A4"].value == "Example"
        assert sheet["A4"].fill.fgColor.rgb == "FFF2F2F2"
        assert sheet["A4"].font.italic
        assert all(cell.value is None for row in sheet.iter_rows(min_row=5) for cell in row)
        assert sheet.max_row == 3 + 1 + form.ENTRY_ROWS


def test_headers_have_notes_and_stay_in_view(workbook: Any) -> None:
    for name in HEADERS:
        assert all(cell.comment and len(cell.comment.text) > 10 for cell in workbook[name][3])
        assert workbook[name].freeze_panes == "A4"
    assert all(row[0].comment for row in workbook["Event"].iter_rows(min_row=4))
    assert workbook["Event"].freeze_panes == "B4"


def test_drop_down_lists_dates_times_and_telephones(workbook: Any) -> None:
    def rules(sheet: str) -> dict[str, Any]:
        return {str(rule.sqref): rule for rule in workbook[sheet].data_validations.dataValidation}

    participants, actions, agenda = rules("Participants"), rules("Actions"), rules("Agenda")
    assert participants["I5:I154"].formula1 == '"woman,man,not stated"'
    assert participants["I5:I154"].errorStyle in (None, "stop")
    assert actions["C5:C154"].formula1 == "'Participants'!$D$5:$D$154"
    assert actions["C5:C154"].errorStyle == "information"
    assert actions["E5:E154"].type == "date"
    assert agenda["C5:C154"].type == "time"
    assert workbook["Participants"]["O5"].number_format == "@"
    assert workbook["Actions"]["E5"].number_format == "d mmm yyyy"
    assert workbook["Agenda"]["B4"].value == datetime(2026, 3, 3)
    assert workbook["Agenda"]["C4"].value == time(9, 0)


def test_the_title_given_is_filled_in_on_one_line(workbook: Any) -> None:
    assert workbook["Event"]["B4"].value == "Workplace Learning Exchange"
    assert all(row[1].value is None for row in workbook["Event"].iter_rows(min_row=5))


def test_gather_finds_nothing_in_an_empty_form_but_the_title(workspace: Path) -> None:
    scaffold.new_event(workspace, "kampot-2026", "Workplace Learning Exchange")
    gathered = gather.read(gather.fetch(workspace / "events" / "kampot-2026"), register.Register())
    event = gathered.event
    assert event.title == "Workplace Learning Exchange"
    assert [finding.message for finding in gathered.findings] == []
    assert (event.people, event.sessions, event.visits, event.quotes, event.outcomes) == ((), (), (), (), ())
    assert (event.actions, event.photos, event.start, event.contact, event.organisations) == ((), (), None, None, ())


def test_gather_reads_what_is_filled_in(workspace: Path) -> None:
    scaffold.new_event(workspace, "kampot-2026", "Workplace Learning Exchange")
    path = workspace / "events" / "kampot-2026" / "event.xlsx"
    book = openpyxl.load_workbook(path)
    book["Event"]["B7"], book["Event"]["B13"] = date(2026, 3, 3), "Kampot"
    for column, value in zip("ABCDEFGHIJKLMNO", (1, None, "Ms.", "Chan Sophea", "Chan", "Sophea", None, None, "woman",
                             "Head of Training", "Riverside Centre", "Cambodia", "speaker", "", "+855 12 000 111"),
                             strict=True):  # fmt: skip
        book["Participants"][f"{column}5"] = value
    book["Agenda"]["B5"], book["Agenda"]["C5"], book["Agenda"]["D5"] = date(2026, 3, 3), time(9, 0), time(10, 30)
    book["Agenda"]["E5"], book["Agenda"]["F5"], book["Agenda"]["G5"] = "Welcome", "opening", "Chan Sophea"
    book["Actions"]["B5"], book["Actions"]["C5"] = "Send the plan", "Chan Sophea"
    book["Actions"]["E5"] = date(2026, 4, 30)
    book.save(path)
    event = gather.read(gather.fetch(path.parent), register.Register()).event
    (person,), (session,), (action,) = event.people, event.sessions, event.actions
    assert (event.start, event.city) == (date(2026, 3, 3), "Kampot")
    assert (person.display, person.family, person.sex.value) == ("Chan Sophea", "Chan", "woman")
    assert person.phone == "+855 12 000 111"
    assert (session.day, session.start, session.end) == (date(2026, 3, 3), time(9, 0), time(10, 30))
    assert session.speakers == (action.owner,) == (person.id,)
    assert action.due == date(2026, 4, 30)


def test_the_same_form_gives_the_same_bytes() -> None:
    sheets = form.load(FORM)
    assert form.workbook(sheets, "Title") == form.workbook(form.load(FORM), "Title")
    assert form.workbook(sheets, "Title") != form.workbook(sheets, "Another title")


def test_a_workspace_may_describe_its_own_workbook(workspace: Path) -> None:
    own = workspace / "templates" / "workspace" / "event-form.toml"
    own.parent.mkdir(parents=True)
    own.write_text(
        '[[sheet]]\nname = "Event"\ntitle = "T"\ninstruction = "I"\nlayout = "fields"\n'
        '[[sheet.column]]\nheader = "Title"\nnote = "N"\n',
        encoding="utf-8",
    )
    scaffold.new_event(workspace, "short", "Kurz")
    book = openpyxl.load_workbook(workspace / "events" / "short" / "event.xlsx")
    assert book.sheetnames == ["Event"]
    assert book["Event"]["B4"].value == "Kurz"


SHEET = '[[sheet]]\nname = "A"\ntitle = "A"\ninstruction = ""\n[[sheet.column]]\nheader = "X"\nnote = ""\n'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[sheet]", "can't be used"),
        ('[[sheet]]\nname = "Event"', "“column” is missing"),
        (SHEET + 'kind = "colour"', "unknown kind “colour”"),
        (SHEET + 'choices_from = "B.Y"', "the column “B.Y”, which no sheet has"),
        (SHEET + 'colour = "red"', "colour"),
    ],
)
def test_a_description_that_can_not_be_used_makes_no_event(workspace: Path, text: str, reason: str) -> None:
    own = workspace / "templates" / "workspace" / "event-form.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=reason):
        scaffold.new_event(workspace, "short")
    assert not (workspace / "events" / "short").exists()
