"""The engine that fills in Word templates, with small templates made in python-docx, reopened with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from tests.draft.report_event import image

from communique.draft import pictures
from communique.draft.word import WordFile, WordTemplate
from communique.draft.word.package import Properties
from communique.errors import TemplateError
from communique.model import Organisation, Origin, Source
from communique.templating import Templates

ORGANISATION = Organisation(id="o", name="A&B <c>", origins={"": Origin("r.csv", line=2)})
PROPERTIES = Properties("Title & more", "Somebody", "en-GB", date(2023, 12, 13))
Build = Callable[[Document], object]


@dataclass
class Thing:
    """What a template sees of one picture."""

    picture: pictures.Picture | None
    alt: str


def made(tmp_path: Path, build: Build) -> WordTemplate:
    document = docx.Document()
    build(document)
    path = tmp_path / "template.docx"
    document.save(str(path))
    return WordTemplate(path, Templates())


def filled(tmp_path: Path, build: Build, **context: Any) -> Document:
    content = made(tmp_path, build).render(context, PROPERTIES).content
    return docx.Document(io.BytesIO(content))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def lines(*paragraphs: str) -> Build:
    def build(document: Document) -> None:
        for text in paragraphs:
            document.add_paragraph(text)

    return build


def refusal(tmp_path: Path, build: Build, **context: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        made(tmp_path, build).render(context, PROPERTIES)
    return str(caught.value)


def test_placeholders_are_filled_in_and_escaped(tmp_path: Path) -> None:
    assert texts(filled(tmp_path, lines("To {{ org.name }} & all <b>"), org=ORGANISATION)) == ["To A&B <c> & all <b>"]


@pytest.mark.parametrize(
    "value",
    [
        "A&B <c>",
        "{{ name }}",
        "{% if %}",
        "{#",
        "]]>",
        "<w:p/>",
        "😀👩‍🔬",
        "שלום עולם",
        "ក្រសួងការងារ",
        "职业",
        "x" * 400,
        " a ",
    ],
)
def test_any_text_arrives_as_it_is(tmp_path: Path, value: str) -> None:
    assert texts(filled(tmp_path, lines("[{{ value }}]"), value=value)) == [f"[{value}]"]


@pytest.mark.parametrize("value", ["a\nb", "a\r\nb", "a\rb", "a\vb", "a\u2028b"])
def test_line_breaks_become_those_of_word(tmp_path: Path, value: str) -> None:
    document = filled(tmp_path, lines("{{ value }}"), value=value)
    assert texts(document) == ["a\nb"]
    assert len(document.element.body.findall(f".//{qn('w:br')}")) == 1


def test_tabs_and_characters_that_xml_forbids(tmp_path: Path) -> None:
    value = "a\tb\x00\x01\x08\x0c\x1f\ufffe\uffff\ud800c"
    assert texts(filled(tmp_path, lines("{{ value }}"), value=value)) == ["a\tbc"]


def test_tags_split_over_runs_and_with_smart_quotes(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("a {", "{ val", "ue or ", "“none”", " }", "} b {% if value == ‘x’ %}", "yes", "{% en", "dif %}"):
            paragraph.add_run(piece).bold = len(piece) % 2 == 0
        paragraph.insert_paragraph_before("{{\u00a0value\u200b }}")

    assert texts(filled(tmp_path, build, value="x")) == ["x", "a x b yes"]
    assert texts(filled(tmp_path, build, value="")) == ["", "a none b "]


def test_quotes_outside_placeholders_stay(tmp_path: Path) -> None:
    assert texts(filled(tmp_path, lines("“{{ value }}” ‘x’"), value="y")) == ["“y” ‘x’"]


def test_whole_paragraphs(tmp_path: Path) -> None:
    build = lines(
        "{%p for x in items %}", "- {{ x }}", "{%p if loop.last %}", "end", "{%p endif %}", "{%p endfor %}", "z"
    )
    assert texts(filled(tmp_path, build, items=["a", "b"])) == ["- a", "- b", "end", "z"]
    assert texts(filled(tmp_path, build, items=[])) == ["z"]


def test_a_placeholder_in_what_another_one_takes_out_is_not_lost_silently(tmp_path: Path) -> None:
    build = table(("{%tr for x in items %}", "{%p if items %}"), ("a", "{%p endif %}"), ("{%tr endfor %}", ""))
    assert "would be lost. Give the placeholder a table row of its own" in refusal(tmp_path, build, items=[1])


def table(*rows: tuple[str, ...]) -> Build:
    def build(document: Document) -> None:
        made = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text

    return build


def test_whole_rows(tmp_path: Path) -> None:
    build = table(
        ("Name", "No."), ("{%tr for x in items %}", ""), ("{{ x }}", "{{ loop.index }}"), ("{%tr endfor %}", "")
    )
    rows = filled(tmp_path, build, items=["a", "b"]).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["Name", "No."], ["a", "1"], ["b", "2"]]


def test_two_rows_of_tags_in_one(tmp_path: Path) -> None:
    build = table(("{%tr for x in items %}", "{%tr if x %}"), ("{{ x }}", ""), ("{%tr endif %}", "{%tr endfor %}"))
    assert len(filled(tmp_path, build, items=["a", "", "b"]).tables[0].rows) == 2


def test_a_table_without_rows_is_not_there(tmp_path: Path) -> None:
    build = table(("{%tr for x in items %}",), ("{{ x }}",), ("{%tr endfor %}",))
    assert filled(tmp_path, build, items=[]).tables == []
    assert len(filled(tmp_path, build, items=["a"]).tables) == 1


def test_whole_cells(tmp_path: Path) -> None:
    rows = (
        filled(tmp_path, table(("{%tc for x in items %}", "{{ x }}", "{%tc endfor %}")), items=["a", "b"])
        .tables[0]
        .rows
    )
    assert [item.text for item in rows[0]._tr.iter(qn("w:t"))] == ["a", "b"]


def test_a_cell_keeps_a_paragraph(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        for text in ("{%p if value %}", "{{ value }}", "{%p endif %}"):
            cell.add_paragraph(text)
        cell._tc.remove(cell.paragraphs[0]._p)

    for value in ("", "x"):
        cell = filled(tmp_path, build, value=value).tables[0].rows[0].cells[0]
        assert [paragraph.text for paragraph in cell.paragraphs] == [value]


def test_headers_and_footers(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{ org.name }}"
        section.footer.paragraphs[0].text = "{% if org %}f{% endif %}"

    template = made(tmp_path, build)
    result = template.render({"org": ORGANISATION}, PROPERTIES)
    section = docx.Document(io.BytesIO(result.content)).sections[0]
    assert [section.header.paragraphs[0].text, section.footer.paragraphs[0].text] == ["A&B <c>", "f"]
    assert [(trace.text, trace.place) for trace in result.trace()] == [("A&B <c>", "header1, paragraph 1")]


def test_the_trace_names_paragraphs_and_sources(tmp_path: Path) -> None:
    result = made(tmp_path, lines("x", "", "{{ org.name }} {{ org.id }}", "{{ org.name }}")).render(
        {"org": ORGANISATION}, PROPERTIES
    )
    source = Source("o", "name", Origin("r.csv", line=2))
    assert [(one.text, one.place) for one in result.trace()] == [
        ("A&B <c>", "paragraph 3"),
        ("o", "paragraph 3"),
        ("A&B <c>", "paragraph 4"),
    ]
    assert result.trace()[0].sources == (source,)


def shown(tmp_path: Path, text: str, **context: Any) -> WordFile:
    return made(tmp_path, lines(text)).render(context, PROPERTIES)


def test_pictures_have_alternative_text_proportions_and_one_file_each(tmp_path: Path) -> None:
    wide, tall = pictures.prepared(image(400, 200)), pictures.prepared(image(100, 300, "PNG"))
    photos = [Thing(wide, 'A "wide"\npicture & <more>'), Thing(tall, "tall"), Thing(wide, ""), Thing(None, "none")]
    result = shown(tmp_path, "{% for x in photos %}{{ picture(x, 10, 6) }}{% endfor %}", photos=photos)
    document = docx.Document(io.BytesIO(result.content))
    assert [(round(s.width.cm, 2), round(s.height.cm, 2)) for s in document.inline_shapes] == [(10, 5), (2, 6), (10, 5)]
    properties = [shape._inline.docPr for shape in document.inline_shapes]
    assert [item.get("descr") for item in properties] == ['A "wide" picture & <more>', "tall", ""]
    assert len({item.get("id") for item in properties}) == 3
    with zipfile.ZipFile(io.BytesIO(result.content)) as archive:
        media = [info for info in archive.infolist() if "media/photo" in info.filename]
    assert [info.filename for info in media] == ["word/media/photo1.jpeg", "word/media/photo2.png"]
    assert {info.compress_type for info in media} == {zipfile.ZIP_STORED}
    blobs = [
        document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        for shape in document.inline_shapes
    ]
    assert wide is not None
    assert tall is not None
    assert blobs == [wide.content, tall.content, wide.content]


def test_pictures_stand_in_the_document_only(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ picture(photo) }}"

    message = refusal(tmp_path, build, photo=Thing(pictures.prepared(image(40, 30)), ""))
    assert "can only stand in the document itself" in message
    assert "“{{ picture(photo) }}” in the paragraph “{{ picture(photo) }}”" in message


def field(paragraph: Any, code: str, result: str) -> None:
    for kind in ("begin", "code", "separate", "result", "end"):
        run = paragraph.add_run(result if kind == "result" else "")
        if kind == "code":
            run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}> {code} </w:instrText>"))
        elif kind != "result":
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))


def test_captions_are_counted_by_name(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_paragraph("{%p for x in items %}")
        for label in ("Figure", "Table", "Figure"):
            field(document.add_paragraph(f"{label} "), f"SEQ {label} \\* ARABIC", "9")
        document.add_paragraph("{%p endfor %}")
        simple = f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        document.add_paragraph()._p.append(parse_xml(simple))

    document = filled(tmp_path, build, items=[1, 2])
    found = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in document.paragraphs]
    assert found == ["Figure 1", "Table 1", "Figure 2", "Figure 3", "Table 2", "Figure 4", "3"]


def contents(document: Document) -> None:
    """A table of contents as Word leaves it after an update: three paragraphs of old entries."""
    first = document.add_paragraph()
    field(first, 'TOC \\o "1-2" \\h', "Old entry")
    end = first.runs[-1]._r
    document.add_paragraph("Another old entry")
    document.add_paragraph()._p.append(end)


def test_the_table_of_contents_lists_the_headings_there_are(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_heading("Before", 1)
        contents(document)
        document.add_paragraph("{%p for x in items %}")
        document.add_heading("On {{ x }}", 2)
        document.add_heading("Details", 3)
        document.add_paragraph("{%p endfor %}")
        document.add_heading("{% if false %}Empty{% endif %}", 1)
        document.add_heading("End", 1)

    document = filled(tmp_path, build, items=["A&B", "C"])
    listed = [link for p in document.paragraphs for link in p._p.iter(qn("w:hyperlink"))]
    assert ["".join(t.text or "" for t in link.iter(qn("w:t"))) for link in listed] == ["On A&B", "On C", "End"]
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    titles = ["".join(t.text or "" for t in marks[link.get(qn("w:anchor"))].iter(qn("w:t"))) for link in listed]
    assert titles == ["On A&B", "On C", "End"]
    kinds = [item.get(qn("w:fldCharType")) for item in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert "Old entry" not in "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


def test_a_table_of_contents_without_headings_keeps_its_field(tmp_path: Path) -> None:
    document = filled(tmp_path, contents)
    kinds = [item.get(qn("w:fldCharType")) for item in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_word_marks_of_editing_are_not_repeated(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        lines("{%p for x in items %}", "{{ x }}", "{%p endfor %}")(document)
        for paragraph in document.paragraphs:
            paragraph._p.set(qn("w:rsidR"), "00AB12CD")

    paragraphs = filled(tmp_path, build, items=[1, 2]).paragraphs
    assert [(paragraph.text, dict(paragraph._p.attrib)) for paragraph in paragraphs] == [("1", {}), ("2", {})]


def test_alternative_texts_of_the_template_are_filled_in(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        document.add_picture(io.BytesIO(image(40, 30)))
        document.inline_shapes[0]._inline.docPr.set("descr", "Logo of {{ name }}")

    assert filled(tmp_path, build, name='"A"\n& B').inline_shapes[0]._inline.docPr.get("descr") == 'Logo of "A" & B'


@pytest.mark.parametrize(
    ("paragraphs", "part"),
    [
        (("Dear {{ nobody }},",), "“{{ nobody }}” in the paragraph “Dear {{ nobody }},” asks for “nobody”"),
        (("{{ org.nme }} x",), "“{{ org.nme }}” in the paragraph “{{ org.nme }} x” asks for “nme”"),
        (("{% if false %}{{ nobody }}{% endif %}",), "asks for “nobody”, which does not exist"),
        (
            ("a", "b {{ org.name|nofilter }}"),
            "“{{ org.name|nofilter }}” in the paragraph “b {{ org.name|nofilter }}” can't",
        ),
        (("{{ org. }}",), "“{{ org. }}” in the paragraph “{{ org. }}” can't be understood"),
        (("{{ org.name",), "A placeholder is not complete (“{{” stands alone) in the paragraph “{{ org.name”"),
        (("org.name }}",), "A placeholder is not complete (“}}” stands alone)"),
        (
            ("{%p if org %}", "x"),
            "“{%p if org %}” in the paragraph “{%p if org %}” is not closed; add one with “endif”",
        ),
        (("x", "{%p endfor %}"), "closes nothing"),
        (("{% if org %}", "x", "{% endif %}"), "in another paragraph, row or cell"),
        (("{%p if org %} x", "{%p endif %}"), "“x” would be lost. Give the placeholder a paragraph of its own"),
        (("{%tr if org %}",), "stands in no table row"),
        (("{%tc if org %}",), "stands in no table cell"),
        (("{{ org.roles }}",), "a value of kind “tuple”"),
        (("{{ nothing }}",), "a value is missing where the template prints it"),
        (("{{ ''.__class__ }}",), "is unsafe"),
    ],
)
def test_what_is_wrong_is_named_with_its_paragraph(tmp_path: Path, paragraphs: tuple[str, ...], part: str) -> None:
    message = refusal(tmp_path, lines(*paragraphs), org=ORGANISATION, nothing=None)
    assert part in message
    assert message.startswith("Template “template.docx”: ")


def test_a_condition_may_not_end_in_another_cell(tmp_path: Path) -> None:
    assert "in another paragraph, row or cell" in refusal(tmp_path, table(("{%p if x %}", "{%p endif %}")), x=1)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_template(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"The template “t\.docx” can't be opened .* save it in Word as \.docx"):
        WordTemplate(path, Templates())


def test_a_zip_file_that_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(TemplateError, match=r"“t\.docx” is not a Word document"):
        WordTemplate(path, Templates())


def test_the_properties_are_those_given(tmp_path: Path) -> None:
    core = filled(tmp_path, lines("x")).core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == (
        "Title & more",
        "Somebody",
        "Somebody",
        "en-GB",
    )
    assert core.created is not None
    assert core.created.date() == date(2023, 12, 13)
    assert core.comments == ""
    result = made(tmp_path, lines("x")).render({}, Properties("T"))
    assert "dcterms:created" not in zipfile.ZipFile(io.BytesIO(result.content)).read("docProps/core.xml").decode()


def test_a_template_can_be_used_again(tmp_path: Path) -> None:
    template = made(tmp_path, lines("{{ value }}"))
    first = template.render({"value": "a"}, PROPERTIES).content
    assert template.render({"value": "b"}, PROPERTIES).content != first
    assert template.render({"value": "a"}, PROPERTIES).content == first
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
