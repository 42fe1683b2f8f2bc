"""The styles of the report: GB/T 9704-2012 typography under the names that Word shows (标题 1–4, 正文, 表题, 图题)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

from kaocheng.report.word.measures import PITCH
from kaocheng.report.word.xml import NAMESPACES

FANGSONG, KAITI, HEITI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
_STYLED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=)"([^"]+)"')
# Sizes in half points.
SIZE_2, SIZE_3, SIZE_4, SMALL_4, SIZE_5, SMALL_5 = 44, 32, 28, 24, 21, 18


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; lengths in twips, ``line`` 0 is single spacing, ``indent`` in characters.

    ``tight`` sets letters a quarter of a point closer, so that a line of 156 mm holds 28 (GB/T 9704-2012, 5.2.3).
    """

    id: str
    name: str
    font: str
    size: int
    align: str = "left"
    line: int = 0
    before: int = 0
    after: int = 0
    indent: int = 0
    left: int = 0
    bold: bool = False
    outline: int | None = None
    keep_next: bool = False
    tab: int = 0
    tight: bool = False


BODY_STYLES = (
    Style("Normal", "Normal", FANGSONG, SIZE_3, "both", PITCH),
    Style("BodyText", "Body Text", FANGSONG, SIZE_3, "both", PITCH, indent=2, tight=True),
    Style("Heading1", "heading 1", HEITI, SIZE_3, line=PITCH, indent=2, outline=0, keep_next=True),
    Style("Heading2", "heading 2", KAITI, SIZE_3, line=PITCH, indent=2, outline=1, keep_next=True),
    Style("Heading3", "heading 3", FANGSONG, SIZE_3, line=PITCH, indent=2, bold=True, outline=2, keep_next=True),
    Style("Heading4", "heading 4", FANGSONG, SIZE_3, line=PITCH, indent=2, outline=3, keep_next=True),
    # Numbers belong to the styles above; what has none (摘要, 附件, 底稿) has styles of its own, of the same outline level.
    Style("PlainHeading1", "无编号标题1", HEITI, SIZE_3, line=PITCH, indent=2, outline=0, keep_next=True),
    Style("PlainHeading2", "无编号标题2", KAITI, SIZE_3, line=PITCH, indent=2, outline=1, keep_next=True),
    Style("PlainHeading3", "无编号标题3", FANGSONG, SIZE_3, line=PITCH, indent=2, bold=True, outline=2, keep_next=True),
    Style("PlainHeading4", "无编号标题4", FANGSONG, SIZE_3, line=PITCH, indent=2, outline=3, keep_next=True),
    Style("TableCaption", "表题", HEITI, SMALL_4, "center", 360, before=160, after=40, keep_next=True),
    Style("ChartCaption", "图题", HEITI, SMALL_4, "center", 360, before=40, after=160),
    Style("TableUnit", "表单位", SONG, SIZE_5, "right", 300, keep_next=True),
    Style("TableText", "表文字", SONG, SIZE_5, line=300),
    Style("TableSmall", "表小字", SONG, SMALL_5, line=260),
    Style("TableNote", "表注", SONG, SMALL_5, "left", 260, before=40, after=40),
    # A picture stands on a line of its own height: letters of one point add next to nothing below it.
    Style("Picture", "图", SONG, 2, "center", before=120, keep_next=True),
    Style("NoteTitle", "提示标题", HEITI, SIZE_4, line=PITCH, left=200, keep_next=True),
    Style("NoteText", "提示", KAITI, SIZE_4, "both", line=480, left=200),
    Style("ListText", "列表", FANGSONG, SIZE_3, "both", PITCH, indent=2, tight=True),
    Style("CoverNumber", "封面编号", FANGSONG, SIZE_3, line=PITCH),
    Style("CoverTitle", "封面标题", TITLE, SIZE_2, "center", line=800, before=1800, after=300),
    Style("CoverSubtitle", "封面副标题", KAITI, SIZE_3, "center", line=PITCH, after=2000),
    Style("CoverParty", "封面单位", FANGSONG, SIZE_3, line=640, left=900),
    Style("CoverDate", "封面日期", FANGSONG, SIZE_3, "center", line=PITCH, before=1600),
    Style("ContentsTitle", "目录标题", HEITI, SIZE_2, "center", line=800, after=200),
    Style("TOC1", "toc 1", HEITI, SIZE_4, line=480, tab=8800),
    Style("TOC2", "toc 2", FANGSONG, SIZE_4, line=480, left=420, tab=8800),
    Style("TOC3", "toc 3", FANGSONG, SIZE_4, line=480, left=840, tab=8800),
    Style("FootnoteText", "footnote text", SONG, SMALL_5, line=260),
    Style("Footer", "footer", SONG, SIZE_4),
)


def fonts(east_asian: str) -> str:
    """The font of a run: ``east_asian`` for Chinese, Times New Roman for the rest."""
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east_asian}" w:cs="{LATIN}"/>'


def _paragraph_properties(style: Style) -> str:
    line = f'w:line="{style.line}" w:lineRule="exact"' if style.line else 'w:line="240" w:lineRule="auto"'
    indent = f'w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * style.size * 10}"'
    parts = [
        "<w:keepNext/>" if style.keep_next else "",
        '<w:widowControl w:val="0"/>' if style.outline is None else "",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{style.tab}"/></w:tabs>' if style.tab else "",
        '<w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>',
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" {line}/>',
        f'<w:ind w:left="{style.left}" w:right="0" {indent}/>',
        f'<w:jc w:val="{style.align}"/>',
        f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
    ]
    return "".join(parts)


def _style_xml(style: Style) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    custom = ' w:customStyle="1"' if not style.name.isascii() else ""
    based = "" if style.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    follows = '<w:next w:val="BodyText"/>' if style.outline is not None else ""
    bold = "<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    tight = '<w:spacing w:val="-5"/>' if style.tight else ""
    return (
        f'<w:style {NAMESPACES} w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{follows}<w:qFormat/><w:pPr>{_paragraph_properties(style)}</w:pPr>"
        f'<w:rPr>{fonts(style.font)}{bold}<w:color w:val="000000"/>{tight}<w:sz w:val="{style.size}"/>'
        f'<w:szCs w:val="{style.size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{size}" w:type="dxa"/>'
    for side, size in (("top", 40), ("left", 60), ("bottom", 40), ("right", 60))
)
# By id: kind, name, and what follows them.
_OTHERS = {
    "FootnoteReference": ("character", "footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "Hyperlink": ("character", "Hyperlink", '<w:rPr><w:color w:val="1F4E8C"/><w:u w:val="single"/></w:rPr>'),
    "ReportTable": (
        "table",
        "报告表格",
        f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>",
    ),
}


def _other_xml(identity: str) -> str:
    kind, name, rest = _OTHERS[identity]
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style {NAMESPACES} w:type="{kind}"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>{rest}</w:style>'
    )


def install(styles: Any, *, replace: bool = True) -> dict[str, str]:
    """Put the report's styles into the ``<w:styles>`` element, in place of any of the same id.

    Unless ``replace``, a style that is there under the same name stays as it is. Returns our id → the id to use.
    """
    wanted = {style.id: (style.name, _style_xml(style)) for style in BODY_STYLES}
    wanted |= {identity: (_OTHERS[identity][1], _other_xml(identity)) for identity in _OTHERS}
    namespace = styles.nsmap["w"]
    found = {_name_of(style, namespace): style for style in styles.findall(f"{{{namespace}}}style")}
    used: dict[str, str] = {}
    for identity, (name, xml) in wanted.items():
        theirs = found.get(name.casefold())
        if theirs is not None and not replace:
            used[identity] = theirs.get(f"{{{namespace}}}styleId")
            continue
        used[identity] = identity
        for old in list(styles):
            if old.get(f"{{{namespace}}}styleId") == identity:
                styles.remove(old)
        styles.append(parse_xml(xml))
    return used


def restyled(text: str, used: Mapping[str, str]) -> str:
    """WordprocessingML with our style ids replaced by those in use."""
    if all(ours == theirs for ours, theirs in used.items()):
        return text
    return _STYLED.sub(lambda found: f'{found[1]}"{escape(used.get(found[2], found[2]))}"', text)


def _name_of(style: Any, namespace: str) -> str:
    name = style.find(f"{{{namespace}}}name")
    return "" if name is None else str(name.get(f"{{{namespace}}}val")).casefold()
