"""Sections: the cover and contents without page numbers, the body with 「— 1 —」, crosswise pages in between."""

from dataclasses import dataclass

from kaocheng.report.word.measures import OFFICIAL, PITCH, Page
from kaocheng.report.word.xml import NAMESPACES, field, paragraph, run

ODD, EVEN = "default", "even"


@dataclass(frozen=True, slots=True)
class Sections:
    """What all sections of a file share: the page, and its headers and footers as ``(type, relation)``."""

    page: Page = OFFICIAL
    headers: tuple[tuple[str, str], ...] = ()
    footers: tuple[tuple[str, str], ...] = ()

    def xml(self, *, landscape: bool = False, restart: bool = False, numbered: bool = True) -> str:
        """A section's properties. ``restart`` counts pages from 1 again; unless ``numbered`` it has no footer."""
        references = "".join(
            f'<w:headerReference w:type="{kind}" r:id="{relation}"/>' for kind, relation in self.headers
        )
        if numbered:
            references += "".join(
                f'<w:footerReference w:type="{kind}" r:id="{relation}"/>' for kind, relation in self.footers
            )
        page = self.page.turned if landscape else self.page
        turned = ' w:orient="landscape"' if landscape else ""
        start = '<w:pgNumType w:start="1"/>' if restart else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
            f'w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{start}'
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
