"""Page, fonts, styles and numbering of the report template, for the builder of this package.

Each style names fonts and sizes for Latin, East Asian and complex scripts (Khmer), because Word and LibreOffice choose
by script, and lose letters of Khmer text that has no font and language of its own.
"""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

LATIN, EAST_ASIAN, KHMER = "Calibri", "SimSun", "Khmer OS Siemreap"
INK, GREY, RULE, SHADE = "1F3A5F", "5B6675", "B9C4D2", "E9EEF4"
WIDTH = 16.0  # centimetres of text on A4 with these margins
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "Table Normal", "No List"}


def styled_document() -> Document:
    """An empty A4 document with the report's styles and nothing else in its style list."""
    document = docx.Document()
    _set_page(document)
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.name_val not in _KEPT:
            styles.remove(style)
    _set_defaults(styles)
    _set_numbering(document)
    _set_settings(document)
    for name, look in _STYLES.items():
        _add_style(document, name, look)
    styles.append(parse_xml(_TABLE_STYLE.format(ns=nsdecls("w"), ink=INK, rule=RULE)))
    return document


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(1.1)
    section.different_first_page_header_footer = True


def fonts() -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{EAST_ASIAN}" w:cs="{KHMER}"/>'


def _set_defaults(styles: Any) -> None:
    old = styles.find("{*}docDefaults")
    new = parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts()}<w:sz w:val='22'/><w:szCs w:val='22'/>"
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="km-KH"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    styles.replace(old, new)

    normal = next(style for style in styles.style_lst if style.name_val == "Normal")
    normal.append(parse_xml(f"<w:rPr {nsdecls('w')}>{fonts()}<w:sz w:val='22'/><w:szCs w:val='22'/></w:rPr>"))


def _set_settings(document: Document) -> None:
    """Today's Word, not its compatibility mode; nothing of the empty file's own history."""
    settings = document.settings.element
    for name in ("rsids", "savePreviewPicture", "proofState"):
        for child in settings.findall(f"{{*}}{name}"):
            settings.remove(child)
    for item in settings.iter(qn("w:compatSetting")):
        if item.get(qn("w:name")) == "compatibilityMode":
            item.set(qn("w:val"), "15")
    language = settings.find(qn("w:themeFontLang"))
    for kind, code in (("val", "en-GB"), ("eastAsia", "zh-CN"), ("bidi", "km-KH")):
        language.set(qn(f"w:{kind}"), code)
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in ("thumbnail", "customXml", "stylesWithEffects"):
                del part.rels[key]


def _set_numbering(document: Document) -> None:
    """Lists: 1 numbers the headings, 2 the annexes, 3 are bullets."""
    element = document.part.numbering_part.element
    for child in list(element):
        element.remove(child)
    headings = [("decimal", "%1", "Heading1"), ("decimal", "%1.%2", "Heading2"), ("decimal", "%1.%2.%3", "")]
    annexes, bullets = [("upperLetter", "Annex %1", "AnnexHeading")], [("bullet", "•", "ListBullet")]
    texts = [
        _list(1, [(*level, 567 if at == 0 else 680, 567 if at == 0 else 680) for at, level in enumerate(headings)]),
        _list(2, [(*annexes[0], 1247, 1247)]),
        _list(3, [(*bullets[0], 397, 284)]),
    ]
    for text in texts:
        element.append(parse_xml(text))
    for number in (1, 2, 3):
        element.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


def _list(number: int, levels: list[tuple[str, str, str, int, int]]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        "</w:lvl>"
        for at, (kind, text, style, left, hanging) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inner}'
        "</w:abstractNum>"
    )


def _space(before: int, after: int, line: int = 240, indent: str = "") -> str:
    """Space around a paragraph in twentieths of a point, and its lines in 240ths."""
    text = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    return text + (f"<w:ind {indent}/>" if indent else "")


def _numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _border(side: str, size: int, space: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{RULE}"/></w:pBdr>'


def _tabs(*lefts: int) -> str:
    """Left tab stops, and the one at the right margin; twentieths of a point."""
    dots = ' w:leader="dot"' if lefts else ""
    inner = "".join(f'<w:tab w:val="left" w:pos="{left}"/>' for left in lefts)
    return f'<w:tabs>{inner}<w:tab w:val="right"{dots} w:pos="9071"/></w:tabs>'


def _indent(left: int, right: int = 0, hanging: int = 0) -> str:
    return f'w:left="{left}" w:right="{right}" w:hanging="{hanging}"'


_KEEP, _WHOLE = "<w:keepNext/><w:keepLines/>", "<w:keepLines/>"
_QUOTED = _indent(454, 454)
# Name (Word's own where it has one) → size in half points, look of the letters, look of the paragraph.
_STYLES: dict[str, tuple[int, str, str]] = {
    "heading 1": (32, "bold ink", f'{_KEEP}{_numbered(1)}{_space(480, 160)}<w:outlineLvl w:val="0"/>'),
    "heading 2": (25, "bold ink", f'{_KEEP}{_numbered(1, 1)}{_space(320, 80)}<w:outlineLvl w:val="1"/>'),
    "heading 3": (22, "bold grey", f'{_KEEP}{_space(200, 60)}<w:outlineLvl w:val="2"/>'),
    "Annex Heading": (32, "bold ink", f'{_KEEP}{_numbered(2)}{_space(480, 160)}<w:outlineLvl w:val="0"/>'),
    "Title": (56, "bold ink", _space(0, 200, 228)),
    "Subtitle": (28, "grey", _space(0, 360, 252)),
    "Cover House": (24, "bold ink", _border("bottom", 6, 4) + _space(0, 0)),
    "Cover Label": (22, "caps grey", _space(3600, 200)),
    "Cover Date": (26, "", _space(0, 60, 276)),
    "Cover Note": (17, "grey", _space(480, 0, 276)),
    "TOC Heading": (32, "bold ink", _KEEP + _space(0, 200)),
    "toc 1": (22, "", _tabs(567, 1247) + _space(80, 30, indent=_indent(567, 567, 567))),
    "toc 2": (20, "grey", _tabs(1247) + _space(0, 20, indent=_indent(1247, 567, 680))),
    "header": (17, "grey", _border("bottom", 6, 4) + _space(0, 0)),
    "footer": (17, "grey", _tabs() + _space(0, 0)),
    "caption": (19, "bold ink", _WHOLE + _space(120, 100)),
    "List Bullet": (22, "", _WHOLE + _numbered(3) + _space(0, 60, 276)),
    "Quote": (22, "italic", _KEEP + _border("left", 18, 10) + _space(160, 0, 276, _QUOTED)),
    "Quote Source": (19, "grey", _WHOLE + _border("left", 18, 10) + _space(0, 200, 276, _QUOTED)),
    "Details": (20, "grey", "<w:keepNext/>" + _space(0, 50, 276)),
    "Figure": (22, "", "<w:keepNext/>" + _space(200, 60)),
    "Table Text": (19, "", _space(50, 50, 250)),
    "Table Note": (18, "grey", _space(100, 160, 250)),
    "Placeholder": (15, "tag", _space(0, 0)),
}
# Those that are not Word's own.
_OWN = {"Annex Heading", "Cover House", "Cover Label", "Cover Date", "Cover Note", "Quote Source", "Details", "Figure"}
_OWN |= {"Table Text", "Table Note", "Placeholder"}
_LOOKS = {
    "bold": "<w:b/><w:bCs/>",
    "italic": "<w:i/><w:iCs/>",
    "caps": "<w:caps/>",
    "ink": f'<w:color w:val="{INK}"/>',
    "grey": f'<w:color w:val="{GREY}"/>',
    "tag": '<w:color w:val="A05A00"/>',
}


def _add_style(document: Document, name: str, look: tuple[int, str, str]) -> None:
    size, letters, paragraph = look
    style_id = "".join(word[:1].upper() + word[1:] for word in name.split()).replace("Toc", "TOC")
    following = "Normal" if "eading" in name else style_id
    custom = ' w:customStyle="1"' if name in _OWN else ""
    looks = "".join(_LOOKS[word] for word in letters.split())
    spaced = '<w:spacing w:val="40"/>' if "caps" in letters else ""
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="{following}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
            f'<w:rPr>{fonts()}{looks}{spaced}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    )


_TABLE_STYLE = (
    '<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{ink}"/></w:tcPr></w:tblStylePr></w:style>'
)
