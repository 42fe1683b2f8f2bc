"""The report pack: one Document in the asked formats, and the workbook beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.report.contents import build
from kaocheng.report.document import Document
from kaocheng.report.office import Office
from kaocheng.scoring import ScoreSheet
from kaocheng.survey import SurveyResult

FORMATS = ("docx", "pdf", "html", "xlsx")


@dataclass(frozen=True, slots=True)
class Pack:
    """What is to be rendered, and what was wrong with the narrative or with what the office brought."""

    document: Document
    problems: tuple[Diagnostic, ...]
    _excel: Callable[[], bytes]
    _office: Office = field(default_factory=Office)

    def render(self, formats: Iterable[str] = FORMATS) -> Iterator[tuple[str, bytes]]:
        """Each of ``formats`` (keys of :data:`FORMATS`) with its bytes; the same pack gives the same bytes."""
        wanted = [form for form in FORMATS if form in set(formats)]
        if "pdf" in wanted:
            from kaocheng.report.pdf import pdf

            yield "pdf", pdf(self.document)
        if "docx" in wanted:
            from kaocheng.report.pdf import heading_pages
            from kaocheng.report.word import Template, word

            office = self._office
            template = None if office.template is None else Template(office.template, office.path)
            # Word's table of contents is filled with the pages that Typst finds when it breaks lines as Word does.
            yield "docx", word(self.document, pages=heading_pages(self.document), template=template)
        if "html" in wanted:
            from kaocheng.report.html import html

            yield "html", html(self.document).encode()
        if "xlsx" in wanted:
            yield "xlsx", self._excel()


def pack(
    evaluation: Evaluation, sheet: ScoreSheet, surveys: Mapping[str, SurveyResult], office: Office | None = None
) -> Pack:
    """The report pack of an evaluation with its score sheet and surveys, as the ``office`` wants it."""
    look = office or Office()
    report = build(evaluation, sheet, surveys, look.plan)

    def workbook() -> bytes:
        from kaocheng.report.excel import excel

        return excel(evaluation, sheet, surveys)

    return Pack(report.document, (*look.problems, *report.problems), workbook, look)
