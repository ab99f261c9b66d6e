"""Builds the default Word template of the report, ``templates/report/en.docx``.

    python -m communique.draft.report.template templates/report/en.docx

A developer runs it after changing it; ministries change the result in Word instead. What it writes is byte-identical
each time. Its sections from the programme on are in ``body``, its look in ``styles``.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document

from communique.draft.report.template.blocks import Builder
from communique.draft.report.template.body import SECTIONS
from communique.draft.report.template.styles import styled_document


def build() -> bytes:
    """The template as the bytes of a .docx file."""
    document = styled_document()
    write = Builder(document)
    for section in (_frame, _cover, _front, _opening, *SECTIONS):
        section(write)
    return _packed(document)


def _frame(write: Builder) -> None:
    write.header("{{ title }}")
    write.footer("{% if reference %}{{ reference }}{% elif house.name %}{{ house.name }}{% endif %}")


def _cover(write: Builder) -> None:
    write.p("{%p if house.name %}")
    write.p("{{ house.name }}", "Cover House")
    write.p("{%p endif %}")
    write.p("{{ house.report_label or 'Report' }}", "Cover Label")
    write.p("{{ title }}", "Title")
    write.p("{%p if name or kind %}")
    write.p("{{ capital(name or kind) }}", "Subtitle")
    write.p("{%p endif %}")
    write.when("dates", "{{ dates }}", "Cover Date")
    write.when("place", "{% if venue %}{{ venue }}, {% endif %}{{ place }}", "Cover Date")
    rows = (
        ("hosts", "Host{% if hosts|length > 1 %}s{% endif %}", "{{ hosts|join('\\n') }}"),
        ("partners", "In cooperation with", "{{ partners|join('\\n') }}"),
        ("guests", "Guests", "{{ guests|join('\\n') }}"),
        ("addressees", "Addressed to", "{{ addressees|join('\\n') }}"),
        ("prepared_by", "Prepared by", "{{ prepared_by }}"),
        ("reference", "Reference", "{{ reference }}"),
        ("published", "Date of report", "{{ published }}"),
        (
            "contact",
            "Contact",
            "{{ contact.name }}{% if contact.function %}, {{ contact.function }}{% endif %}"
            "{% if contact.organisation %}\n{{ contact.organisation }}{% endif %}"
            "{% if contact.email %}\n{{ contact.email }}{% endif %}",
        ),
    )
    write.gap(700)
    write.details(rows)
    write.when("house.disclaimer", "{{ house.disclaimer }}", "Cover Note")


def _front(write: Builder) -> None:
    write.p("Contents", "TOC Heading", page_break_before=True)
    write.contents()
    write.p("{%p if abbreviations %}")
    write.p("Abbreviations", "TOC Heading", space_before=18)
    write.table(
        (3.2, 12.8),
        (),
        [("{%tr for item in abbreviations %}",), ("{{ item.acronym }}", "{{ item.name }}"), ("{%tr endfor %}",)],
    )
    write.p("{%p endif %}")


def _opening(write: Builder) -> None:
    write.p("Summary", "Heading 1", page_break_before=True)
    write.each("text", "summary", "{{ text }}")
    write.caption("Table", "The event at a glance")
    listed = (
        "{{ participants.total }}{% if participants.women is not none and participants.men is not none %}"
        " (women {{ participants.women }}, men {{ participants.men }}"
        "{% if participants.not_stated %}, not stated {{ participants.not_stated }}{% endif %}){% endif %}"
    )
    stated = (
        "{{ participants.stated }}"
        "{% if participants.women_stated is not none and participants.men_stated is not none %}"
        " (women {{ participants.women_stated }}, men {{ participants.men_stated }})"
        "{% elif participants.women_stated is not none %} (women {{ participants.women_stated }})"
        "{% elif participants.men_stated is not none %} (men {{ participants.men_stated }}){% endif %}"
        "{% if participants.total is not none %}; the list names {{ participants.total }}{% endif %}"
    )
    facts = (
        ("dates", "Dates", "{{ dates }}"),
        ("place", "Place", "{% if venue %}{{ venue }}, {% endif %}{{ place }}"),
        ("hosts", "Host{% if hosts|length > 1 %}s{% endif %}", "{{ hosts|join('\\n') }}"),
        ("participants.stated is not none", "Participants", stated),
        ("participants.stated is none and participants.total is not none", "Participants listed", listed),
        ("visits", "Site visits", "{{ visits|length }}"),
        (
            "outcomes",
            "Outcomes",
            "{% for group in outcomes %}{{ group.count }} {% if group.status == 'not stated' %}of status not stated"
            "{% else %}{{ group.status }}{% endif %}{% if not loop.last %}, {% endif %}{% endfor %}",
        ),
        (
            "actions",
            "Follow-up actions",
            "{{ actions_count }}{% if without_owner %}, {{ without_owner }} without an owner{% endif %}"
            "{% if without_due %}, {{ without_due }} without a due date{% endif %}",
        ),
    )
    write.details(facts, style="Report Table")
    write.p("{%p if background or programme or framework %}")
    write.p("Background", "Heading 1")
    write.each("text", "background", "{{ text }}")
    write.when(
        "programme or framework",
        "{% if programme %}The event took place under {{ the(programme) }}{% if framework %}, within "
        "{{ the(framework) }}{% endif %}.{% else %}The event took place within {{ the(framework) }}.{% endif %}",
    )
    write.p("{%p endif %}")
    write.p("{%p if objectives %}")
    write.p("Objectives", "Heading 1")
    write.p("The event set out to:", keep_with_next=True)
    write.each("item", "objectives", "{{ clause(item) }}{% if loop.last %}.{% else %};{% endif %}", "List Bullet")
    write.p("{%p endif %}")


def _packed(document: Document) -> bytes:
    """The file with fixed dates: python-docx writes those of the clock."""
    core: Any = document.core_properties
    core.title, core.author, core.comments, core.keywords, core.language = "", "", "", "", "en-GB"
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()
