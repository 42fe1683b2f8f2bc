"""The footnotes part."""

from collections.abc import Iterable

from kaocheng.report.word.xml import NAMESPACES, paragraph, run

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def reference(number: int) -> str:
    """The mark in the text of footnote ``number``, from 1."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes_xml(texts: Iterable[str]) -> bytes:
    """The part that holds the footnotes, numbered from 1."""
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(mark + run(" " + text), "FootnoteText")}</w:footnote>'
        for number, text in enumerate(texts, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {NAMESPACES}>{_SEPARATORS}{notes}'
        "</w:footnotes>"
    ).encode()
