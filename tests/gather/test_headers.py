"""Headers under titles, in two rows, merged, in three languages; rows that only dress a table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gather.sheets import LEFT, UP, table

from communique.gather.table import Table
from communique.gather.tables.headers import find_header, recognise
from communique.gather.tables.kinds import by_headers, kind_of, named_kind
from communique.gather.tables.said import event_entries
from communique.gather.tables.sheet import laid_open
from communique.gather.tables.vocabulary import KINDS, headers

CANONICAL = {
    "event": "Title · Kind of event · Name of the event · Start date · End date · Number of days · "
    "Arrival day · Departure day "
    "· Time zone · City · Country · Venue · Programme · Framework · Background · Summary · "
    "Objectives · Look ahead · Headline "
    "· Standfirst · Embargo · Published on · Source name · Source address · Notes to editors · "
    "Participants in total · Women "
    "· Men · Reference · Prepared by · Addressees · Hosts · Partners · Guests · Contact name · Contact function "
    "· Contact organisation · Contact e-mail · Contact telephone",
    "agenda": "Id · Date · Start · End · Time · Session · Kind · Speakers · Room · Summary · Purpose · Key points",
    "participants": "No. · Id · Honorific · Name · Family name · Given name · Sex · Function · Organisation · "
    "Country · Role "
    "· E-mail · Telephone · Attended · Notes",
    "visits": "Id · Date · Place · Host · What was shown · Summary · Relevance",
    "quotes": "Id · Speaker · Quotation · Language · Translated from · Clearance · Cleared by · Cleared for · Context",
    "outcomes": "Id · Outcome · Status · By · With · Session",
    "actions": "Id · Action · Owner · Organisation · Due · Priority · Done when · Status · From outcome · "
    "Raised in · Notes",
    "photos": "File · Caption · Credit · Alt text · Consent · Site visit · Date",
}


@pytest.mark.parametrize("kind", CANONICAL)
def test_every_canonical_header_has_a_field_of_its_own(kind: str) -> None:
    listed = CANONICAL[kind].split(" · ")
    fields = [recognise(header, kind) for header in listed]
    assert None not in fields
    named = [field[0] for field in fields if field]
    assert len(set(named)) == len(listed), named
    assert all(field and field[1:] == ("", True) for field in fields)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("姓名", "participants", ("name", "", True)),
        ("单位/部门", "participants", ("organisation", "", True)),
        ("职务", "participants", ("function", "", True)),
        ("性 别", "participants", ("sex", "", True)),
        ("គោត្តនាម-នាម", "participants", ("name", "", True)),
        ("ភេទ", "participants", ("sex", "", True)),
        ("តួនាទី", "participants", ("function", "", True)),
        ("ស្ថាប័ន", "participants", ("organisation", "", True)),
        ("ល.រ", "participants", ("number", "", True)),
        ("日期", "agenda", ("day", "", True)),
        ("时间", "agenda", ("time", "", True)),
        ("上午/下午", "agenda", ("half_day", "", True)),
        ("议程", "agenda", ("title", "", True)),
        ("  NAME * ", "participants", ("name", "", True)),
        ("Organization", "participants", ("organisation", "", True)),
        ("E–mail", "participants", ("email", "", True)),
        ("Name (zh)", "participants", ("name", "zh", True)),
        ("name.km", "participants", ("name", "km", True)),
        ("Name_zh", "participants", ("name", "zh", True)),
        ("Name in Chinese", "participants", ("name", "zh", True)),
        ("Chinese name", "participants", ("name", "zh", True)),
        ("中文姓名", "participants", ("name", "zh", True)),
        ("姓名（拼音）", "participants", ("name", "en", True)),
        ("label::Name (en)", "participants", ("name", "en", True)),
        ("Name::English (en)", "participants", ("name", "en", True)),
        ("Name::ខ្មែរ (km)", "participants", ("name", "km", True)),
        ("participant/sex", "participants", ("sex", "", True)),
        ("group_a/details/organisation", "participants", ("organisation", "", True)),
        ("Name / 姓名", "participants", ("name", "", False)),
        ("姓名 Name", "participants", ("name", "", False)),
        ("Sex (tick one)", "participants", ("sex", "", False)),
        ("Summary (km)", "visits", ("summary", "km", True)),
        ("start_date", "event", ("start", "", True)),
        ("days_stated", "event", ("days_stated", "", True)),
        ("Shoe size", "participants", None),
        ("", "participants", None),
        ("x" * 500, "participants", None),
    ],
)
def test_headers_in_three_languages(text: str, kind: str, expected: tuple[str, str, bool] | None) -> None:
    assert recognise(text, kind) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Event", "event"),
        ("Agenda", "agenda"),
        ("Participants", "participants"),
        ("Site visits", "visits"),
        ("site-visits", "visits"),
        ("Quotations", "quotes"),
        ("quotes", "quotes"),
        ("Outcomes", "outcomes"),
        ("Actions", "actions"),
        ("captions", "photos"),
        ("visit", "visits"),
        ("quote", "quotes"),
        ("outcome", "outcomes"),
        ("action", "actions"),
        ("1. Participants (final)", "participants"),
        ("event_participants_2023", "participants"),
        ("参会人员名单（最终版）", "participants"),
        ("日程安排", "agenda"),
        ("បញ្ជីអ្នកចូលរួម", "participants"),
        ("Lists", "ignored"),
        ("Sheet1", None),
        ("", None),
    ],
)
def test_what_names_say_a_table_is_about(name: str, kind: str | None) -> None:
    assert named_kind(name) == kind


def test_title_rows_above_the_header_are_stepped_over() -> None:
    header = find_header(
        table(
            "P",
            [
                ["List of participants", LEFT, LEFT],
                [],
                ["as of 8 December"],
                ["No.", "Name", "Sex"],
                [1, "Enn Vuthy", "M"],
            ],
        ),
        "participants",
    )
    assert header is not None
    assert (header.top, header.bottom) == (3, 3)
    assert [(column.index, column.field) for column in header.columns] == [(0, "number"), (1, "name"), (2, "sex")]


MERGED: list[list[Any]] = [
    ["No.", "Name", "Sex", LEFT, "Organisation", "Contact", LEFT],
    [UP, UP, "M", "F", UP, "E-mail", "Telephone"],
    [1, "Ann Example", "✓", None, "Institute", "a@example.org", "012"],
]


def test_a_merged_header_of_two_rows_is_flattened() -> None:
    header = find_header(table("P", MERGED), "participants")
    assert header is not None
    assert (header.top, header.bottom) == (0, 1)
    fields = ["number", "name", "man", "woman", "organisation", "email", "phone"]
    assert [column.field for column in header.columns] == fields
    assert header.unknown == ()


def test_a_merged_header_saved_as_csv_leaves_the_spanned_cells_empty() -> None:
    rows: list[list[Any]] = [[None if cell in (LEFT, UP) else cell for cell in row] for row in MERGED]
    header = find_header(table("P", rows), "participants")
    assert header is not None
    assert [column.field for column in header.columns] == [
        "number",
        "name",
        "man",
        "woman",
        "organisation",
        "email",
        "phone",
    ]


@pytest.mark.parametrize(
    ("upper", "left", "right"),
    [
        ("性别", "男", "女"),
        ("ភេទ", "ប្រុស", "ស្រី"),
        ("ភេទ", "ប", "ស"),
        ("Sex 性别", "Male 男", "Female 女"),
        ("Gender", "Men", "Women"),
    ],
)
def test_tick_columns_in_three_languages(upper: str, left: str, right: str) -> None:
    header = find_header(
        table("P", [["Name", upper, LEFT, "Function"], [UP, left, right, UP], ["Ann", None, "✓", "Dean"]]),
        "participants",
    )
    assert header is not None
    assert [column.field for column in header.columns] == ["name", "man", "woman", "function"]
    assert header.bottom == 1


def test_a_first_person_who_is_a_woman_is_not_taken_for_a_second_header_row() -> None:
    header = find_header(table("P", [["Name", "Sex", "Function"], ["Ann Example", "F", "Dean"]]), "participants")
    assert header is not None
    assert header.bottom == 0


def test_group_headings_above_the_header_are_harmless() -> None:
    rows: list[list[Any]] = [
        ["Personal details", LEFT, LEFT, "Contact", LEFT],
        ["Name", "Sex", "Country", "E-mail", "Telephone"],
        ["A B", "F", "Laos"],
    ]
    header = find_header(table("P", rows), "participants")
    assert header is not None
    assert [column.field for column in header.columns] == ["name", "sex", "country", "email", "phone"]


def test_language_rows_under_a_merged_name() -> None:
    rows: list[list[Any]] = [
        ["No.", "Name", LEFT, LEFT, "Function"],
        [UP, "English", "中文", "ខ្មែរ", UP],
        [1, "Enn Vuthy", None, "អេន វុទ្ធី", "Director"],
    ]
    header = find_header(table("P", rows), "participants")
    assert header is not None
    assert [(c.field, c.language) for c in header.columns] == [
        ("number", ""),
        ("name", ""),
        ("name", "zh"),
        ("name", "km"),
        ("function", ""),
    ]


def test_the_five_header_rows_of_a_form() -> None:
    rows: list[list[Any]] = [
        ["姓名", "性别", "单位", "职务"],
        ["必填", "必填", "必填", "选填"],
        ["文本", "文本", "文本", "文本"],
        ["例：张三", "女", "学院", "院长"],
        ["李四", "男", "研究所", "主任"],
    ]
    source = table("名单", rows)
    header = find_header(source, "participants")
    assert header is not None
    assert [row.text("name") for row in laid_open(source, header).rows] == ["李四"]


def test_a_second_column_of_one_field_is_told_by_its_script() -> None:
    source = table("P", [["Name", "姓名", "Function"], ["Zhang Lifang", "张丽芳", "Dean"]])
    header = find_header(source, "participants")
    assert header is not None
    row = laid_open(source, header).rows[0]
    assert (row.text("name"), row.translations["name"]["zh"].text) == ("Zhang Lifang", "张丽芳")


def test_a_pinyin_column_is_the_name_and_the_other_its_chinese_form() -> None:
    source = table("P", [["姓名", "姓名（拼音）", "职务"], ["张丽芳", "Zhang Lifang", "院长"]])
    header = find_header(source, "participants")
    assert header is not None
    row = laid_open(source, header).rows[0]
    assert (row.text("name"), row.translations["name"]["zh"].text) == ("Zhang Lifang", "张丽芳")


def test_rows_that_only_dress_the_table_are_left_out() -> None:
    source = table(
        "Participants",
        [
            ["No.", "Id", "Name", "Function"],
            [1, 2, 3, 4],
            ["Example", None, "Jane Sample", "Director"],
            [None, "example-1", "Joe Sample", "Director"],
            [1, None, "Ann Example", "Dean"],
            [],
            ["No.", "Id", "Name", "Function"],
            [2, None, "Bo Example", "Expert"],
            [3, None, None, None],
            ["Subtotal", None, 2, None],
            ["Total", None, None, 2],
        ],
    )
    header = find_header(source, "participants")
    assert header is not None
    sheet = laid_open(source, header)
    assert [row.text("name") for row in sheet.rows] == ["Ann Example", "Bo Example"]
    assert len(sheet.totals) == 1


@pytest.mark.parametrize("mark", ["Example", "例", "ឧទាហរណ៍", "示例", "Example – delete this row"])
def test_the_example_row_is_marked_in_three_languages(mark: str) -> None:
    source = table("Actions", [["Id", "Action", "Owner"], [mark, "Do it", "Ann"], ["a1", "Do more", "Bo"]])
    header = find_header(source, "actions")
    assert header is not None
    assert [row.text("title") for row in laid_open(source, header).rows] == ["Do more"]


def test_an_unknown_column_is_a_note_that_names_its_cell() -> None:
    source = table("Participants", [["Name", "Sex", "Shoe size"], ["Ann Example", "F", 38]])
    header = find_header(source, "participants")
    assert header is not None
    (finding,) = laid_open(source, header).findings
    assert finding.code == "INPUT-37"
    assert finding.message == (
        "event.xlsx, sheet “Participants”, cell C1: the column “Shoe size” is not used; rename it if it should be."
    )


def test_the_head_of_a_sign_in_sheet_says_things_about_the_event() -> None:
    source = table(
        "签到表",
        [
            ["会议名称：技能发展交流活动", LEFT, LEFT],
            ["会议时间", "2023年12月10日至13日", "会议地点：广州"],
            ["姓名", "单位", "职务"],
            ["张三", "学院", "院长"],
        ],
    )
    header = find_header(source, "participants")
    assert header is not None
    entries = [(entry.field, entry.cell.text, entry.cell.origin.cell) for entry in laid_open(source, header).entries]
    assert entries == [
        ("title", "技能发展交流活动", "A1"),
        ("dates", "2023年12月10日至13日", "B2"),
        ("city", "广州", "C2"),
    ]


def test_event_tables_are_read_down_or_across() -> None:
    down = table(
        "Event",
        [
            ["Field", "Value"],
            ["Title", "A"],
            ["Title (zh)", "甲"],
            ["Objectives", "one"],
            [None, "two"],
            ["Shoe", "38"],
        ],
    )
    entries, findings = event_entries(down)
    assert [(entry.field, entry.language, entry.cell.text) for entry in entries] == [
        ("title", "", "A"),
        ("title", "zh", "甲"),
        ("objectives", "", "one"),
        ("objectives", "", "two"),
    ]
    assert [finding.code for finding in findings] == ["INPUT-37"]
    across = table(
        "Event", [["Title", "Start date", "End date", "City"], ["A", "2023-12-10", "2023-12-13", "Guangzhou"]]
    )
    entries, _ = event_entries(across)
    assert [(entry.field, entry.cell.text) for entry in entries] == [
        ("title", "A"),
        ("start", "2023-12-10"),
        ("end", "2023-12-13"),
        ("city", "Guangzhou"),
    ]


def test_a_table_without_a_telling_name_is_known_by_its_headers() -> None:
    people = table("Sheet1", [["姓名", "性别", "单位", "职务"], ["张三", "女", "学院", "院长"]], file="最终.xlsx")
    assert by_headers(people) == kind_of(people, alone=True) == "participants"
    actions = table(
        "Sheet1", [["Action", "Owner", "Due date", "Priority"], ["Do", "Ann", "2024-01-01", "high"]], file="x.xlsx"
    )
    assert by_headers(actions) == "actions"
    assert by_headers(table("Sheet1", [["a", "b"], ["c", "d"]])) is None


def test_the_file_names_its_only_table_and_a_sheet_name_goes_before_it() -> None:
    rows: list[list[Any]] = [["Name", "Function"], ["Ann Example", "Dean"]]
    assert kind_of(table("Sheet1", rows, file="participants.xlsx"), alone=True) == "participants"
    assert kind_of(table("Participants", rows, file="event.xlsx"), alone=False) == "participants"
    assert kind_of(table("Lists", [["yes", "no"]], file="event.xlsx"), alone=False) == "ignored"
    assert (
        kind_of(table("captions", [["File", "Caption"], ["a.jpg", "x"]], file="photos/captions.csv"), alone=True)
        == "photos"
    )


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.sampled_from(["Name", "Sex", "M", "F", "姓名", "Date", "Total", LEFT, "Id", "Action", "label::x (en)"]),
)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from([*KINDS, "event"]))
def test_no_table_raises(rows: list[list[Any]], kind: str) -> None:
    safe = [[None if cell == LEFT and not column else cell for column, cell in enumerate(row)] for row in rows]
    source: Table = table("Sheet1", safe)
    kind_of(source, alone=True)
    if kind == "event":
        event_entries(source)
    elif header := find_header(source, kind):
        assert {column.field for column in header.columns} <= set(headers(kind).values())
        laid_open(source, header)


def test_an_unknown_heading_over_two_columns_is_said_once() -> None:
    source = table("List", [["NAME", "Shoes", None], [None, None, "43"], ["Ann Example", "44", "45"]])
    header = find_header(source, "participants")
    assert header is not None
    assert [finding.place.cell for finding in laid_open(source, header).findings] == ["B1"]
