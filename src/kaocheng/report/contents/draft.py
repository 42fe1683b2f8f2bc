"""The report while its texts are being written: one chapter at once as it will print, and what is wrong in its text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.places import InFile
from kaocheng.report.contents.bare_numbers import TypedNumbers
from kaocheng.report.contents.build import Report, build
from kaocheng.report.contents.markdown import blocks, unknown_figure
from kaocheng.report.contents.material import Material
from kaocheng.report.contents.outline import chapter_of
from kaocheng.report.document import Block, Chart, Table, walk
from kaocheng.report.numbering import numbered_as
from kaocheng.report.plan import Plan
from kaocheng.scoring import Figures, ScoreSheet
from kaocheng.survey import SurveyResult


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the report or a passage of one, numbered as in the whole, and what is wrong in the text that was given for it."""

    blocks: tuple[Block, ...]
    problems: tuple[Diagnostic, ...]


class Draft:
    """The report of an evaluation; the whole is made once, a chapter with a new text whenever it is asked for."""

    def __init__(
        self,
        evaluation: Evaluation,
        sheet: ScoreSheet,
        surveys: Mapping[str, SurveyResult],
        plan: Plan,
        figures: Figures | None = None,
    ) -> None:
        self._evaluation, self._sheet, self._surveys, self._plan = evaluation, sheet, surveys, plan
        self._figures = figures or Figures(evaluation, sheet)

    @cached_property
    def report(self) -> Report:
        """The whole report with the texts as they are."""
        return build(self._evaluation, self._sheet, self._surveys, self._plan, self._figures)

    @cached_property
    def _typed(self) -> TypedNumbers:
        return TypedNumbers(self._material())

    @cached_property
    def labels(self) -> dict[str, str]:
        """The tables and charts that a text may refer to: label (图.一级指标得分) → number and caption."""
        blocks = walk(self.report.document.blocks)
        return {block.label: block.title for block in blocks if isinstance(block, Table | Chart) and block.label}

    def chapter(self, name: str, text: str) -> Chapter:
        """The section in which report/``name``.md stands, with ``text`` in the place of that file."""
        path = f"report/{name}.md"
        narrative = {**self._evaluation.narrative, name: text}
        material = Material(replace(self._evaluation, narrative=narrative), self._sheet, self._surveys, self._figures)
        blocks = numbered_as(tuple(chapter_of(name, material, self._plan)), self.report.document)
        found = [*material.problems, *self._dangling(material), *self._typed.unknown(path, text)]
        own = [p for p in found if any(isinstance(place, InFile) and place.path == path for place in p.places)]
        return Chapter(blocks, tuple(dict.fromkeys(own)))

    def passage(self, path: str, text: str) -> Chapter:
        """A ``text`` that stands inside a section (an analysis, a finding), which messages call ``path``."""
        material = self._material()
        made = blocks(text, path, material, level=4)
        problems = (*material.problems, *self._dangling(material))
        if material.references:  # only tables and charts need the whole report for their numbers
            made = numbered_as(made, self.report.document)
        return Chapter(made, tuple(dict.fromkeys(problems)))

    def _material(self) -> Material:
        return Material(self._evaluation, self._sheet, self._surveys, self._figures)

    def _dangling(self, material: Material) -> list[Diagnostic]:
        """References to tables and charts that the report does not hold."""
        return [
            unknown_figure(reference, place, list(self.labels))
            for reference, place in material.references
            if reference not in self.labels
        ]
