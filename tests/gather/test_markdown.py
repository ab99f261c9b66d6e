"""Notes in Markdown: headings are rows."""

from __future__ import annotations

import textwrap

from communique.gather.files import markdown
from communique.gather.table import Table
from communique.model import Origin


def read(text: str, name: str = "site-visits.md") -> tuple[Table, ...]:
    return markdown.read(name, textwrap.dedent(text).strip().encode())


def rows(table: Table) -> list[dict[str, object]]:
    header, *rest = table.rows
    return [
        {str(title.value): cell.value for title, cell in zip(header, row, strict=True) if cell.value is not None}
        for row in rest
    ]


def test_one_row_per_heading() -> None:
    (table,) = read(
        """
        # Site visits

        ## Mobile robotics training base
        **Date:** 11 December 2023
        Host: GZITTC
        What was shown:

        - an *assembly* line
        - mobile robots,
          two of them

        The host explained the
        “school-enterprise dual system”.

        It was new to most.

        ## High Genius Dynamics
        - Date: 12 December 2023
        - What was shown:
          - a test track
          - an archive
        """
    )
    assert table.name == "Site visits"
    assert rows(table) == [
        {
            "Heading": "Mobile robotics training base",
            "Date": "11 December 2023",
            "Host": "GZITTC",
            "What was shown": "an assembly line\nmobile robots, two of them",
            "Summary": "The host explained the “school-enterprise dual system”.\nIt was new to most.",
        },
        {"Heading": "High Genius Dynamics", "Date": "12 December 2023", "What was shown": "a test track\nan archive"},
    ]
    places = {cell.origin.text: cell.origin for cell in table.rows[1]}
    assert places["Mobile robotics training base"] == Origin(
        "site-visits.md", line=3, text="Mobile robotics training base"
    )
    assert places["11 December 2023"].line == 4
    assert [cell.origin.line for cell in table.rows[1]][3:5] == [6, 12]
    assert str(table.rows[2][1].origin) == "site-visits.md, line 18"


def test_quotations_with_attribution() -> None:
    (table,) = read(
        """
        ## Closing remarks
        Clearance: cleared

        > Thanks to the college
        > for fully active participating.
        >
        > We look forward to more.
        > — Ms. Keovanlay Phanthavong
        """,
        "quotes.md",
    )
    assert table.name == "quotes"
    assert rows(table) == [
        {
            "Heading": "Closing remarks",
            "Clearance": "cleared",
            "Quotation": "Thanks to the college for fully active participating.\nWe look forward to more.",
            "Speaker": "Ms. Keovanlay Phanthavong",
        }
    ]


def test_each_further_quotation_is_a_row_of_its_own() -> None:
    (table,) = read("# Ms. Sok\nClearance: cleared\n\n> One.\n\n> Two.\n", "quotes.md")
    assert rows(table) == [
        {"Heading": "Ms. Sok", "Clearance": "cleared", "Quotation": "One."},
        {"Heading": "Ms. Sok", "Clearance": "cleared", "Quotation": "Two."},
    ]
    assert table.rows[2][table.rows[0].index(next(c for c in table.rows[0] if c.value == "Quotation"))].origin.line == 6


def test_lines_before_the_first_heading_hold_for_all() -> None:
    (table,) = read("---\nLanguage: zh\n---\n\n# A\nStatus: agreed\n\n# B\nLanguage: en\n", "outcomes.md")
    assert rows(table) == [
        {"Heading": "A", "Status": "agreed", "Language": "zh"},
        {"Heading": "B", "Language": "en"},
    ]


def test_text_before_the_first_entry_is_reported() -> None:
    (table,) = read("# Site visits\n\nWe went by bus.\n\n## A\nHost: x\n")
    (finding,) = table.findings
    assert (finding.code, finding.message) == (
        "INPUT-16",
        "site-visits.md, line 3: the text before the first entry is not used.",
    )


def test_headings_below_a_row_name_columns() -> None:
    (table,) = read(
        """
        # College
        Host: GZITTC
        ## What was shown
        - a
        - b
        ## Relevance
        It matters.
        It really does.
        """
    )
    assert rows(table) == [
        {"Heading": "College", "Host": "GZITTC", "What was shown": "a\nb", "Relevance": "It matters. It really does."}
    ]


def test_groups_of_headings_are_tables() -> None:
    tables = read("# Site visits\n## A\nHost: x\n## B\nHost: y\n# Outcomes\n## C\nStatus: agreed\n", "notes.md")
    assert [(table.name, len(table.rows)) for table in tables] == [("Site visits", 3), ("Outcomes", 2)]


def test_pipe_tables_are_tables() -> None:
    (table,) = read("# Participants\n\n| Name | Sex |\n|---|---|\n| Sok Dara | F |\n| Li **Na** | |\n", "list.md")
    assert table.name == "Participants"
    assert [[cell.value for cell in row] for row in table.rows] == [["Name", "Sex"], ["Sok Dara", "F"], ["Li Na", None]]
    assert table.rows[2][0].origin.line == 6


def test_prose_with_colons_is_prose() -> None:
    said = "We saw three things: robots and presses, at 10:30. See https://example.org for “the list: all of it”."
    (table,) = read(f"# A\n{said}\n")
    assert rows(table) == [{"Heading": "A", "Summary": said}]


def test_chinese_and_khmer_keys() -> None:
    (table,) = read("## 广州\n日期：2023年12月11日\nម្ចាស់ផ្ទះ: GZITTC\n")
    assert rows(table) == [{"Heading": "广州", "日期": "2023年12月11日", "ម្ចាស់ផ្ទះ": "GZITTC"}]


def test_a_file_without_headings_is_one_row() -> None:
    (table,) = read("Title: Exchange\nCity: Guangzhou\n", "event.md")
    assert (table.name, rows(table)) == ("event", [{"Title": "Exchange", "City": "Guangzhou"}])


def test_nothing_is_no_table() -> None:
    assert read("\n\n<!-- note to self -->\n") == ()
