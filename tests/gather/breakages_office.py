"""Archives, worksheets and Word documents that are broken inside: case, file name, bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.gather.office_files import MAIN, XML, agenda, raw_parts, raw_workbook, replaced, sheet, unzipped, zipped

SHEET = sheet([["No.", "Name", "Organisation"], [1, "Sok Dara", "Ministry"], [2, "Li Na", "College"]])
WORD = agenda()
CELL = '<row r="1"><c r="A1"{}><v>{}</v></c></row>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archives() -> Iterator[tuple[str, str, bytes]]:
    parts = unzipped(SHEET)
    yield "bomb-ratio", "p.xlsx", zipped({**parts, "xl/worksheets/sheet9.xml": b" " * 60_000_000})
    yield "bomb-many", "p.xlsx", zipped({**parts, **{f"xl/worksheets/s{n}.xml": b"" for n in range(6_000)}})
    yield "bomb-media", "a.docx", zipped({**unzipped(WORD), "word/media/image1.png": b"\x00" * 60_000_000})
    yield "bomb-lying-size", "p.xlsx", _lying(zipped({"xl/workbook.xml": b"<a/>" + b" " * 5_000_000}))
    yield "recursive", "p.xlsx", zipped({**parts, "xl/inner.zip": zipped({"xl/inner.zip": SHEET})})
    yield "traversal", "p.xlsx", zipped({**parts, "../../outside.xml": b"<a/>", "/etc/outside.xml": b"<a/>"})
    yield "backslashes", "p.xlsx", zipped({name.replace("/", "\\"): part for name, part in parts.items()})
    yield "duplicates", "p.xlsx", _doubled(SHEET)
    yield "nameless", "p.xlsx", SHEET.replace(b"xl/styles.xml", b"\x00" * 13)
    yield "bzip2", "p.xlsx", zipped(parts, zipfile.ZIP_BZIP2)
    yield "lzma", "a.docx", zipped(unzipped(WORD), zipfile.ZIP_LZMA)
    yield "entry-locked", "p.xlsx", _locked(SHEET)
    yield (
        "wrong-checksum",
        "p.xlsx",
        SHEET.replace(struct.pack("<I", zlib.crc32(parts["xl/workbook.xml"])), b"\x00" * 4),
    )
    yield "junk-before", "p.xlsx", b"junk" * 10 + SHEET
    yield "junk-after", "p.xlsx", SHEET + b"junk" * 10
    yield "no-workbook", "p.xlsx", zipped({"[Content_Types].xml": "<Types/>"})
    yield "no-sheet", "p.xlsx", zipped({name: part for name, part in parts.items() if "sheet1" not in name})
    yield "no-relations", "p.xlsx", zipped({name: part for name, part in parts.items() if ".rels" not in name})
    yield "no-document", "a.docx", zipped({n: p for n, p in unzipped(WORD).items() if n != "word/document.xml"})
    yield "no-styles", "a.docx", zipped({n: p for n, p in unzipped(WORD).items() if n != "word/styles.xml"})
    yield "no-types", "a.docx", zipped({n: p for n, p in unzipped(WORD).items() if n != "[Content_Types].xml"})
    yield "empty-parts", "p.xlsx", zipped(dict.fromkeys(parts, b""))
    yield "empty-word-parts", "a.docx", zipped(dict.fromkeys(unzipped(WORD), b""))
    for name in parts:
        yield f"garbage-{name}", "p.xlsx", zipped({**parts, name: b"<a><b></a>"})
    for name in unzipped(WORD):
        yield f"garbage-word-{name}", "a.docx", zipped({**unzipped(WORD), name: b"<a><b></a>"})


def _lying(content: bytes) -> bytes:
    """Every stated size becomes 10 bytes."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = changed.find(mark)
        changed[at + offset : at + offset + 4] = struct.pack("<I", 10)
    return bytes(changed)


def _locked(content: bytes) -> bytes:
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _doubled(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(zipfile.ZipInfo("xl/Worksheets/Sheet1.xml"), b"<a/>")
        archive.filelist[-1].filename = "xl/worksheets/sheet1.xml"
    return target.getvalue()


def worksheets() -> Iterator[tuple[str, str, bytes]]:
    values = {
        "nan": ("", "NaN"),
        "infinite": ("", "inf"),
        "letters": ("", "abc"),
        "huge": ("", "1e308"),
        "date-huge": (' s="1"', "1e300"),
        "date-negative": (' s="1"', "-5"),
        "date-zero": (' s="1"', "0"),
        "date-leap": (' s="1"', "60"),
        "date-nan": (' s="1"', "NaN"),
        "date-after": (' s="1"', "2958466"),
        "duration-huge": (' s="4"', "1e300"),
        "duration-minus": (' s="4"', "-1.25"),
        "style-out": (' s="999"', "5"),
        "style-minus": (' s="-1"', "5"),
        "text-out": (' t="s"', "99"),
        "text-minus": (' t="s"', "-1"),
        "error": (' t="e"', "#REF!"),
        "error-new": (' t="e"', "#SPILL!"),
        "error-odd": (' t="e"', "whatever"),
        "bool-odd": (' t="b"', "x"),
        "type-odd": (' t="zz"', "1"),
        "date-text": (' t="d"', "junk"),
        "long-text": (' t="str"', "x" * 32_767),
    }
    for case, (attributes, value) in values.items():
        yield f"cell-{case}", "p.xlsx", raw_workbook(CELL.format(attributes, value))
    one = CELL.format("", "1")
    for number, reference in enumerate(
        ("1A", "A0", "", "A99999999999", "AAAAAAA1", "XFE1", "A1048577", "&#88;1", "A1:B2")
    ):
        yield f"reference-{number}", "p.xlsx", raw_workbook(f'<row r="1"><c r="{reference}"><v>1</v></c></row>')
    for number, reference in enumerate(("A1:XFD1048576", "ZZZZ9:B", "", ":", "A1:", "XFD1048576:A1")):
        yield f"dimension-{number}", "p.xlsx", raw_workbook(one, before=f'<dimension ref="{reference}"/>')
        merged = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
        yield f"merged-{number}", "p.xlsx", raw_workbook(one, after=merged)
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield "far-out", "p.xlsx", raw_workbook(one + far)
    yield "far-out-only", "p.xlsx", raw_workbook(far)
    yield "far-out-rows", "p.xlsx", raw_workbook('<row r="4294967295"><c><v>1</v></c></row><row><c><v>1</v></c></row>')
    masked = '<x r="A1"/>' * 20_000 + f'<row r="500000">{"<c><v>1</v></c>" * 16_000}</row>'
    yield "far-out-masked", "p.xlsx", raw_workbook(one + masked)
    yield "far-out-upwards", "p.xlsx", raw_workbook(far + one)
    yield "far-out-quotes", "p.xlsx", raw_workbook(one + far.replace('"', "'").replace("r=", " r = "))
    yield "texts-counted", "p.xlsx", raw_workbook(one, extra={"xl/sharedStrings.xml": _shared("99999999999")})
    yield (
        "texts-counted-odd",
        "p.xlsx",
        raw_workbook(one, extra={"xl/sharedStrings.xml": _shared("1", " count='9999999999'")}),
    )
    yield "utf-16-sheet", "p.xlsx", _sheet_part(raw_parts(one)["xl/worksheets/sheet1.xml"].encode("utf-16"))
    yield "laughs", "p.xlsx", _sheet_part(_laughs("worksheet"))
    yield "outside", "p.xlsx", _sheet_part(_outside("worksheet"))
    yield "deep", "p.xlsx", raw_workbook(one + "<a>" * 200_000)
    yield "sheet-target-root", "p.xlsx", _retargeted("/sheet1.xml")
    yield "sheet-target-up", "p.xlsx", _retargeted("../../../sheet1.xml")
    yield "sheet-target-none", "p.xlsx", _retargeted("")
    yield "formats", "p.xlsx", raw_workbook(one, extra={"xl/styles.xml": _formats("[h]" * 5_000)})
    yield "formats-open", "p.xlsx", raw_workbook(one, extra={"xl/styles.xml": _formats("[\\&quot;")})
    yield "same-titles", "p.xlsx", _titles('<sheet name="S" sheetId="1" r:id="rId1"/>' * 3)
    yield (
        "many-sheets",
        "p.xlsx",
        _titles("".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(50))),
    )
    yield "no-sheets", "p.xlsx", _titles("")
    yield "hidden-only", "p.xlsx", _titles('<sheet name="S" state="hidden" sheetId="1" r:id="rId1"/>')
    yield "no-cells", "p.xlsx", sheet([])
    yield "spaces-only", "p.xlsx", sheet([[" ", "\u200b", "\xa0"]])
    yield "control-characters", "p.xlsx", sheet([["Name\x07", "\u202eevil", "\ufdd0"]])


def _shared(count: str, more: str = "") -> str:
    return f'{XML}<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}"{more}><si><t>Name</t></si></sst>'


def _formats(code: str) -> str:
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    )


def _sheet_part(part: bytes) -> bytes:
    return raw_workbook("", extra={"xl/worksheets/sheet1.xml": part})


def _laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 20}">' for n in range(10))
    return f"{XML}<!DOCTYPE x [{entities}]><{root}><t>&l9;</t></{root}>".encode()


def _outside(root: str) -> bytes:
    return f'{XML}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><{root}><t>&f;</t></{root}>'.encode()


def _retargeted(target: str) -> bytes:
    parts = raw_parts(CELL.format("", "1"))
    relations = parts["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", target)
    return zipped({**parts, "xl/_rels/workbook.xml.rels": relations, "sheet1.xml": parts["xl/worksheets/sheet1.xml"]})


def _titles(sheets: str) -> bytes:
    parts = raw_parts(CELL.format("", "1"))
    one = '<sheet name="S" sheetId="1" r:id="rId1"/>'
    return zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace(one, sheets)})


def documents() -> Iterator[tuple[str, str, bytes]]:
    yield "laughs-docx", "a.docx", replaced(WORD, "word/document.xml", _laughs("document"))
    yield "outside-docx", "a.docx", replaced(WORD, "word/document.xml", _outside("document"))
    bodies = {
        "no-body": "",
        "empty-body": "<w:body/>",
        "empty-table": "<w:body><w:tbl/></w:body>",
        "empty-row": "<w:body><w:tbl><w:tr/></w:tbl></w:body>",
        "span-huge": _body(_word_row("gridSpan", "999999999")),
        "span-many": _body(_word_row("gridSpan", "400") * 3_000),
        "span-minus": _body(_word_row("gridSpan", "-3")),
        "span-letters": _body(_word_row("gridSpan", "x")),
        "span-superscript": _body(_word_row("gridSpan", "²")),
        "merge-from-nothing": _body(_word_row("vMerge") * 2),
        "left-merge-from-nothing": _body(_word_row("hMerge")),
        "before-huge": '<w:body><w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr></w:tr></w:tbl></w:body>',
        "nested": "<w:body>" + "<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40 + "</w:body>",
        "nested-deep": "<w:body>" + "<w:tbl><w:tr><w:tc>" * 4_000 + "</w:tc></w:tr></w:tbl>" * 4_000 + "</w:body>",
        "controls-deep": "<w:body>" + "<w:sdt><w:sdtContent>" * 2_000 + "</w:sdtContent></w:sdt>" * 2_000 + "</w:body>",
        "columns": "<w:body><w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 10_000 + "</w:tr></w:tbl></w:body>",
        "no-close": "<w:body><w:tbl>",
        "other-root": "<w:body/></w:document><w:document>",
    }
    for case, body in bodies.items():
        made = f'{XML}<w:document xmlns:w="{W}">{body}</w:document>'.encode()
        yield f"word-{case}", "a.docx", replaced(WORD, "word/document.xml", made)
    style = '<w:style w:styleId="a"><w:name w:val="x"/><w:basedOn w:val="a"/></w:style>'
    styles = f'{XML}<w:styles xmlns:w="{W}">{style}</w:styles>'
    yield "style-circle", "a.docx", replaced(WORD, "word/styles.xml", styles.encode())


def _word_row(kind: str, value: str = "") -> str:
    attribute = f' w:val="{value}"' if value else ""
    cell = f"<w:tcPr><w:{kind}{attribute}/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    return f"<w:tr><w:tc>{cell}</w:tc></w:tr>"


def _body(rows: str) -> str:
    return f"<w:body><w:tbl>{rows}</w:tbl></w:body>"
