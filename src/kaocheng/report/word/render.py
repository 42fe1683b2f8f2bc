"""A Document as a Word file."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from kaocheng.report.archive import repacked
from kaocheng.report.document import Chart, Document
from kaocheng.report.word.body import Body
from kaocheng.report.word.charts import NO_DATE, chart_parts, drawing
from kaocheng.report.word.footnotes import footnotes_xml
from kaocheng.report.word.numbering import number_headings
from kaocheng.report.word.sections import EVEN, ODD, Sections, footer_xml
from kaocheng.report.word.styles import install, restyled
from kaocheng.report.word.template import Template, cover_elements, cover_xml, open_template, sections_of
from kaocheng.report.word.xml import NAMESPACES

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# In the order of the schema.
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
)


def word(document: Document, *, pages: Mapping[int, int] | None = None, template: Template | None = None) -> bytes:
    """``document`` (numbered) as the bytes of a .docx.

    ``pages`` fills the page numbers of the contents: heading, counted from 0, to page. ``template`` is an office's own
    .docx: its styles, page and letterhead stand in place of ours, and so does its cover.

    Raises :class:`~kaocheng.diagnostics.Refusal` where the template cannot be read.
    """
    file = open_template(template) if template else docx.Document()
    part = file.part
    package = part.package
    renamed = install(file.styles.element, replace=template is None)
    _replace_children(file.settings.element, _SETTINGS)
    number_headings(file.styles.element, part.numbering_part.element, renamed)
    charts: list[str] = []

    def add_chart(chart: Chart) -> str:
        number = len(charts) + 1
        relation = part.relate_to(chart_parts(chart, number, package), RELATIONSHIP_TYPE.CHART)
        charts.append(relation)
        return drawing(chart, number, relation)

    def add_link(address: str) -> str:
        return str(part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    footers = {
        kind: _relate(part, f"/word/footer_{kind}.xml", "footer", restyled(footer_xml(kind).decode(), renamed))
        for kind in (ODD, EVEN)
    }
    sections = sections_of(file, footers) if template else Sections(footers=tuple(footers.items()))
    own = cover_elements(file) if template else []
    body = Body(
        document, add_chart, add_link, sections, pages or {}, (lambda cover: cover_xml(own, cover)) if own else None
    )
    parsed = parse_xml(f"<w:body {NAMESPACES}>{restyled(body.xml(), renamed)}</w:body>")
    element = file.element.body
    element.getparent().replace(element, parsed)
    for relation in [key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.FOOTNOTES]:
        del part.rels[relation]
    _relate(part, "/word/footnotes.xml", "footnotes", restyled(footnotes_xml(body.footnotes).decode(), renamed))
    _describe(file, document)
    buffer = io.BytesIO()
    file.save(buffer)
    return repacked(buffer.getvalue())


def _replace_children(element: Any, inner: str) -> None:
    fresh = parse_xml(f"<w:x {NAMESPACES}>{inner}</w:x>")
    for old in list(element):
        element.remove(old)
    for child in list(fresh):
        element.append(child)


def _relate(part: Any, name: str, kind: str, text: str) -> str:
    added = Part(PackURI(name), f"{_WML}.{kind}+xml", text.encode(), part.package)
    return str(part.relate_to(added, getattr(RELATIONSHIP_TYPE, kind.upper())))


def _describe(file: Any, document: Document) -> None:
    """The file's properties, from the document alone."""
    when = datetime.fromisoformat(document.date) if document.date else NO_DATE
    properties = file.core_properties
    properties.title, properties.subject, properties.author = document.title, document.subject, document.author
    properties.last_modified_by = document.author
    properties.comments = properties.keywords = properties.category = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = when
    properties.revision = 1
    # A picture of the template's page and the styles of Word 2010 say nothing about this document.
    for relations, kind in ((file.part.package.rels, "/thumbnail"), (file.part.rels, "/stylesWithEffects")):
        for relation in [key for key, rel in relations.items() if rel.reltype.endswith(kind)]:
            del relations[relation]
