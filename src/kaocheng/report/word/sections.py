"""Sections: the cover and contents without page numbers, the body with 「— 1 —」, crosswise pages in between."""

from kaocheng.report.word.measures import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, PITCH, RIGHT, TOP
from kaocheng.report.word.xml import NAMESPACES, field, paragraph, run

ODD, EVEN = "default", "even"


def section_xml(footers: dict[str, str], *, landscape: bool = False, restart: bool = False) -> str:
    """The section's properties. ``footers`` maps ODD and EVEN to relations; ``restart`` counts pages from 1 again."""
    references = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{relation}"/>' for kind, relation in footers.items()
    )
    if landscape:
        size = f'<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>'
        top, right, bottom, left = LEFT, TOP, RIGHT, BOTTOM
    else:
        size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        top, right, bottom, left = TOP, RIGHT, BOTTOM, LEFT
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>{size}<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" '
        f'w:left="{left}" w:header="850" w:footer="{BOTTOM - 1134 if not landscape else RIGHT - 800}" w:gutter="0"/>{start}'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )


def closing_paragraph(section: str) -> str:
    """The paragraph that ends a section; it takes no room."""
    return paragraph(
        "",
        "",
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{section}',
    )


def footer_xml(kind: str) -> bytes:
    """Page numbers after GB/T 9704-2012, 7.5: 四号, odd pages right, even pages left, one character from the edge."""
    align = "right" if kind == ODD else "left"
    inner = run("— ") + field("PAGE", "1") + run(" —")
    text = paragraph(inner, "Footer", f'<w:ind w:left="280" w:right="280"/><w:jc w:val="{align}"/>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {NAMESPACES}>{text}</w:ftr>'.encode()
