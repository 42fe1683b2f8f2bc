"""The numbers of headings (一、 （一） 1. （1）; GB/T 9704-2012, 7.3.3) as a list that belongs to the heading styles."""

from collections.abc import Mapping
from typing import Any

from docx.oxml import parse_xml

from kaocheng.report.word.xml import NAMESPACES

_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
# What the schema puts before numPr in a paragraph's properties.
_BEFORE = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def number_headings(styles: Any, numbering: Any, used: Mapping[str, str]) -> None:
    """Link 标题 1–4 to a list of four levels; a heading style that an office has numbered itself stays as it is.

    ``styles`` and ``numbering`` are the roots of their parts, ``used`` maps our style ids to those in the file.
    """
    name = numbering.nsmap["w"]
    taken = [int(value) for value in numbering.xpath(".//@w:abstractNumId | .//@w:numId") if value.isdigit()]
    number = max(taken, default=0) + 1
    ids = [used[f"Heading{level}"] for level in range(1, len(_LEVELS) + 1)]
    found = {style.get(f"{{{name}}}styleId"): style for style in styles.findall(f"{{{name}}}style")}
    own = [_is_numbered(found[identity], name) for identity in ids]
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + ("" if own[level] else f'<w:pStyle w:val="{ids[level]}"/>')
        + f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(_LEVELS)
    )
    abstract = parse_xml(
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    last = numbering.findall(f"{{{name}}}abstractNum")
    if last:
        last[-1].addnext(abstract)
    else:
        numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    for level, identity in enumerate(ids):
        if not own[level]:
            _link(found[identity], name, number, level)


def _is_numbered(style: Any, name: str) -> bool:
    return style.find(f"{{{name}}}pPr/{{{name}}}numPr") is not None


def _link(style: Any, name: str, number: int, level: int) -> None:
    properties = style.find(f"{{{name}}}pPr")
    if properties is None:
        properties = parse_xml(f"<w:pPr {NAMESPACES}/>")
        run = style.find(f"{{{name}}}rPr")
        style.append(properties) if run is None else run.addprevious(properties)
    link = parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    place = sum(child.tag in {f"{{{name}}}{tag}" for tag in _BEFORE} for child in properties)
    properties.insert(place, link)
