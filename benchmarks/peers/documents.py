"""The example's three documents with openpyxl, python-docx, docxtpl, Jinja2, Pillow and icalendar, as a script.

It reads the same files, applies the same register and writes documents with the same sections and the same photos.
It checks nothing, traces nothing and knows this one event's layout by heart: it does less than what it is compared to.

    python benchmarks/peers/documents.py --make-template TEMPLATE
    python benchmarks/peers/documents.py EVENT TEMPLATE OUT
"""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

Table = list[dict[str, Any]]


def workbook(path: Path, header: int) -> Table:
    """The rows below the header row (counted from 1) of the first sheet."""
    import openpyxl

    lines = list(openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(lines[header - 1], line, strict=True)) for line in lines[header:] if any(line)]


def delimited(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> Table:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding=encoding)), delimiter=delimiter))


def agenda(path: Path) -> Table:
    import docx

    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def visits(path: Path) -> Table:
    found = []
    for block in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        title, _, rest = block.partition("\n")
        found.append({"Place": title.strip(), **dict(re.findall(r"(?m)^- ([^:\n]+): (.*)$", rest))})
    return found


def gathered(folder: Path) -> dict[str, Any]:
    """Everything the templates print."""
    import openpyxl

    sheet = openpyxl.load_workbook(folder / "event.xlsx", data_only=True).worksheets[0]
    event = {str(key): value or "" for key, value, *_ in sheet.iter_rows(min_row=3, values_only=True) if key}
    official: dict[str, str] = {}
    for row in delimited(folder.parents[1] / "register" / "organisations.csv"):
        names = (row["name_en"], row["name_zh"], row["acronym"], *row["aliases"].split(";"))
        official |= {name: row["name_en"] for name in names if name}
    people = [row for row in workbook(folder / "participants.xlsx", 4) if isinstance(row["No."], int | float)]
    for person in people:
        person["Organisation"] = official.get(person["Organisation"], person["Organisation"])
    outcomes = delimited(folder / "outcomes.csv", "gb18030", ";")
    return {
        "event": {re.sub("[^a-z]", "_", key.lower()): value for key, value in event.items()},
        "objectives": str(event["Objectives"]).splitlines(),
        "agenda": agenda(folder / "agenda.docx"),
        "people": people,
        "visits": visits(folder / "site-visits.md"),
        "quotations": delimited(folder / "quotations.csv"),
        "outcomes": [
            {"text": list(row.values())[1], "by": official.get(list(row.values())[3], "")} for row in outcomes
        ],
        "actions": workbook(folder / "actions.xlsx", 4),
        "photos": delimited(folder / "photos" / "captions.csv"),
    }


TEXTS = {
    "html": """
<h1>{{ event.headline }}</h1><p><b>{{ event.standfirst }}</b></p><p>{{ event.city|upper }},
{{ event.country }} – {{ event.summary }}</p>{% for v in visits %}<p>Participants visited {{ v.Place }}.</p>{% endfor %}
{% for o in outcomes %}<p>{{ o.by }} {{ o.text }}.</p>{% endfor %}
{% for q in quotations %}<blockquote>“{{ q.Quotation }}” said {{ q.Speaker }}.</blockquote>{% endfor %}
<p>{{ event.background }}</p><p>{{ event.look_ahead }}</p>
<p>{{ event.contact_name }}, {{ event.contact_e_mail }}</p><p>###</p>""",
    "md": """# {{ event.headline }}

**{{ event.standfirst }}**

{{ event.city|upper }}, {{ event.country }} – {{ event.summary }}
{% for v in visits %}
Participants visited {{ v.Place }}.
{% endfor %}{% for o in outcomes %}
{{ o.by }} {{ o.text }}.
{% endfor %}{% for q in quotations %}
> “{{ q.Quotation }}” said {{ q.Speaker }}.
{% endfor %}
{{ event.background }}

{{ event.look_ahead }}

{{ event.contact_name }}, {{ event.contact_e_mail }}

###
""",
}


def save_release(data: dict[str, Any], out: Path) -> None:
    import textwrap

    import jinja2

    for kind, text in TEXTS.items():
        environment = jinja2.Environment(autoescape=kind == "html", undefined=jinja2.StrictUndefined)
        made = environment.from_string(text).render(data)
        (out / f"news-release.{kind}").write_text(made, encoding="utf-8")
        if kind == "md":
            plain = "\n".join(textwrap.fill(line, 78) for line in re.sub("[#*>] ?", "", made).splitlines())
            (out / "news-release.txt").write_text(plain, encoding="utf-8")


def save_report(data: dict[str, Any], folder: Path, template: Path, out: Path) -> None:
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage
    from PIL import Image, ImageOps

    document = DocxTemplate(str(template))
    pictures = []
    for row in data["photos"]:
        image = ImageOps.exif_transpose(Image.open(folder / "photos" / row["File"])).convert("RGB")
        image.thumbnail((1600, 1600))
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=85, optimize=True)
        buffer.seek(0)
        pictures.append({"image": InlineImage(document, buffer, width=Cm(14)), "caption": row["Caption"]})
    document.render({**data, "pictures": pictures}, autoescape=True)
    document.save(str(out / "report.docx"))


def save_tasks(data: dict[str, Any], out: Path) -> None:
    import icalendar
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.worksheet.datavalidation import DataValidation

    header = ("Id", "Action", "Owner", "Organisation", "Due", "Priority", "Status", "Notes")
    lines = [[row.get(name) or "not stated" for name in header] for row in data["actions"]]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(header)
    for line in lines:
        sheet.append(line)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    choices = DataValidation(type="list", formula1='"open,in progress,done"')
    sheet.add_data_validation(choices)
    choices.add(f"G2:G{len(lines) + 1}")
    book.save(out / "task-list.xlsx")
    with (out / "task-list.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//peer//")
    calendar.add("version", "2.0")
    for line in lines:
        todo = icalendar.Todo()
        todo.add("uid", f"{line[0]}@example.org")
        todo.add("dtstamp", datetime(2023, 12, 13, tzinfo=UTC))
        todo.add("summary", line[1])
        if isinstance(line[4], date):
            todo.add("due", line[4])
        calendar.add_component(todo)
    (out / "task-list.ics").write_bytes(calendar.to_ical())


def make_template(path: Path) -> None:
    """The Word template with the sections of the report."""
    import docx

    document = docx.Document()
    document.add_heading("{{ event.title }}", 0)
    document.add_paragraph("{{ event.city }}, {{ event.start_date }} – {{ event.end_date }}. {{ event.prepared_by }}")
    for title, text in (("Summary", "{{ event.summary }}"), ("Background", "{{ event.background }}")):
        document.add_heading(title, 1)
        document.add_paragraph(text)
    document.add_heading("Objectives", 1)
    for text in ("{%p for item in objectives %}", "{{ item }}", "{%p endfor %}"):
        document.add_paragraph(text)
    columns = {
        "Programme": ("agenda", ("Day", "Time", "Session", "Speakers")),
        "Participants": ("people", ("Name", "Function", "Organisation", "Country")),
        "Outcomes": ("outcomes", ("by", "text")),
        "Follow-up": ("actions", ("Id", "Action", "Owner", "Due")),
    }
    for title, (name, fields) in columns.items():
        document.add_heading(title, 1)
        table = document.add_table(rows=4, cols=len(fields), style="Table Grid")
        table.cell(1, 0).text, table.cell(3, 0).text = f"{{%tr for row in {name} %}}", "{%tr endfor %}"
        for number, field in enumerate(fields):
            table.cell(0, number).text = field
            table.cell(2, number).text = f"{{{{ row['{field}'] or 'not recorded' }}}}"
    loops = {
        "Proceedings": ("agenda", "{{ row.Session }}: {{ row.Summary }}"),
        "Quotations": ("quotations", "“{{ row.Quotation }}” {{ row.Speaker }}"),
        "Site visits": ("visits", "{{ row.Place }}. {{ row.Relevance }}"),
        "Photos": ("pictures", "{{ row.image }}"),
    }
    for title, (name, text) in loops.items():
        document.add_heading(title, 1)
        for part in (
            f"{{%p for row in {name} %}}",
            text,
            "{{ row.caption }}" if name == "pictures" else "",
            "{%p endfor %}",
        ):
            document.add_paragraph(part)
    document.save(str(path))


def main(arguments: list[str]) -> None:
    if arguments[0] == "--make-template":
        make_template(Path(arguments[1]))
        return
    folder, template, out = map(Path, arguments)
    out.mkdir(parents=True, exist_ok=True)
    data = gathered(folder)
    save_release(data, out)
    save_report(data, folder, template, out)
    save_tasks(data, out)


if __name__ == "__main__":
    main(sys.argv[1:])
