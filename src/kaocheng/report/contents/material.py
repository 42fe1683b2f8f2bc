"""What a report is made from: the evaluation, its score sheet and surveys, and every figure by reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import DataTable, Evaluation, Indicator
from kaocheng.numbers import percent_text, score_text
from kaocheng.places import InFile
from kaocheng.report.contents.telling import points_met
from kaocheng.report.document import Quantity, Run, Text
from kaocheng.scoring import Figures, Ledger, ScoredIndicator, ScoreSheet
from kaocheng.scoring.formulas import is_not_applicable
from kaocheng.survey import SurveyResult

ABSENT = "（缺）"


@dataclass
class Material:
    """The sources of one report.

    ``known`` are the figures of this evaluation where they were asked before. ``problems`` collects what is wrong with
    its narrative, ``references`` the tables and charts that it names, which are known only when the whole report stands.
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    surveys: Mapping[str, SurveyResult] = field(default_factory=dict)
    known: Figures | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    references: list[tuple[str, InFile]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.figures = self.known or Figures(self.evaluation, self.sheet)
        self._scored = {scored.indicator.code: scored for scored in self.sheet.indicators}

    @property
    def ledger(self) -> Ledger:
        """Every cell and total."""
        return self.figures.ledger

    def table_label(self, table: DataTable) -> str:
        """The label of a data table: by its number, or by its name where that number is absent or stands twice."""
        return f"表.{table.number if len(self.tables_numbered(table.number)) == 1 else table.name}"

    def tables_numbered(self, number: str) -> tuple[DataTable, ...]:
        """The data tables that carry the printed ``number``."""
        return tuple(table for table in self.evaluation.tables if number and table.number == number)

    def label_of(self, reference: str) -> str:
        """The label that ``reference`` (表.4-4, 表.资金到位, 图.一级指标得分) means; itself where it is no data table."""
        table = self.evaluation.table(reference.partition(".")[2])
        return self.table_label(table) if table and reference.startswith("表.") else reference

    def scored(self, indicator: Indicator) -> ScoredIndicator:
        """The score of an indicator."""
        return self._scored[indicator.code]

    def figure(self, reference: str) -> Run:
        """The figure of that reference as a run; 「（缺）」 where it has no value."""
        found = self.figures.resolve(reference)
        return Text(ABSENT) if found is None else Quantity(found.text, found.derivation, reference)

    def total(self) -> Run:
        """The total in points."""
        return Quantity(score_text(self.sheet.total), self.sheet.derivation, "总分")

    def score(self, scored: ScoredIndicator) -> Run:
        """The score of an indicator in points."""
        if scored.score is None:
            return Text(ABSENT)
        return Quantity(score_text(scored.score), scored.derivation, f"指标.{scored.indicator.code}.得分")

    def rate(self, scored: ScoredIndicator) -> Run:
        """The score rate of an indicator."""
        return Text(ABSENT) if scored.rate is None else self.figure(f"指标.{scored.indicator.code}.得分率")

    def actual(self, scored: ScoredIndicator) -> Run:
        """The actual of an indicator with its unit; where points are judged, how many of them were met."""
        if scored.actual:
            return value(scored.actual, f"指标.{scored.indicator.code}.业绩值")
        return Text(points_met(scored.derivation) or "—")


def value(node: Derivation, reference: str = "") -> Run:
    """A derivation's value with its unit, as a run."""
    if node.value is None:
        return Text("不适用" if is_not_applicable(node) else ABSENT)
    return Quantity(node.form.full_text(node.value), node, reference)


def points(weight: Fraction) -> str:
    """A weight in points without needless zeros: ``3``, ``2.5``."""
    text = score_text(weight)
    return text.rstrip("0").rstrip(".")


def share(part: Fraction | None) -> str:
    """A ratio as a percentage, a dash where there is none."""
    return "—" if part is None else percent_text(part)
