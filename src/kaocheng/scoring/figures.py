"""References to figures: 指标.A201.业绩值, 数据.表.合计.列, 计算.资金到位率, 问卷.居民.满意度, 总分, 等级."""

from fractions import Fraction

from kaocheng.derivation import PERCENT, SCORE, Computed, Derivation, Given, Missing, Source
from kaocheng.derivation.tree import WORDS
from kaocheng.diagnostics import nearest
from kaocheng.domain import Evaluation
from kaocheng.numbers import exact_text, score_text
from kaocheng.places import InTable
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.metrics import Metrics
from kaocheng.scoring.sheet import ScoredIndicator, ScoreSheet
from kaocheng.values import frozen

KINDS = ("总分", "满分", "总得分率", "等级", "指标", "数据", "计算", "问卷")
INDICATOR_PARTS = ("得分", "得分率", "业绩值", "目标值", "权重", "名称")


@frozen
class Figure:
    """A figure that a text may refer to: its text as printed, and how it came about."""

    reference: str
    derivation: Derivation

    @property
    def text(self) -> str:
        """The figure as printed, with its mark but without 计量单位."""
        return self.derivation.form.text(self.derivation.value)


class Figures:
    """All figures of an evaluation by reference.

    ``ledger`` is one of this evaluation that was asked before and remembers.
    """

    def __init__(self, evaluation: Evaluation, sheet: ScoreSheet, ledger: Ledger | None = None) -> None:
        self._evaluation = evaluation
        self._sheet = sheet
        self.ledger = ledger or Ledger(evaluation)
        self._metrics = Metrics(evaluation, self.ledger)
        self._known: dict[str, Figure | None] = {}

    def resolve(self, reference: str) -> Figure | None:
        """The figure that ``reference`` names, or None where there is none."""
        if reference not in self._known:
            kind, *rest = reference.split(".")
            derivation = self._resolve(kind, rest)
            self._known[reference] = None if derivation is None else Figure(reference, derivation)
        return self._known[reference]

    def nearest(self, reference: str) -> str:
        """A reference that is there and is most like ``reference``, or the empty string."""
        return nearest(reference, self.references())

    def references(self) -> list[str]:
        """The references to scores, metrics, surveys and totals (not to each cell)."""
        evaluation = self._evaluation
        found = ["总分", "满分", "总得分率", "等级"]
        for scored in self._sheet.indicators:
            parts = INDICATOR_PARTS if scored.indicator.is_leaf else ("得分", "得分率", "权重", "名称")
            found += [f"指标.{scored.indicator.code}.{part}" for part in parts]
        found += [f"计算.{metric.name}" for metric in evaluation.metrics]
        found += [f"问卷.{path.replace('/', '.')}" for path in evaluation.survey_figures]
        found += [f"数据.{table.name}.合计.{column.name}" for table in evaluation.tables for column in table.columns]
        return found

    def _resolve(self, kind: str, rest: list[str]) -> Derivation | None:
        sheet = self._sheet
        match kind, rest:
            case (("总分" | "总得分率"), []) if not sheet.complete:
                return Missing(kind, "完整的得分")
            case "总分", []:
                return sheet.derivation
            case "满分", []:
                return Given("满分", self._evaluation.total, SCORE)
            case "总得分率", []:
                return _rate("总得分率", sheet.derivation, sheet.total, self._evaluation.total)
            case "等级", []:
                grade = sheet.grade
                return Given("等级", grade.name, WORDS) if grade else Missing("等级", "完整的得分")
            case "指标", [code, part] if code in sheet:
                return _indicator_part(sheet[code], part)
            case "计算", [name]:
                return self._metrics.value(name) if self._metrics.knows(name) else None
            case "计算", [name, unit]:
                return self._metrics.by_units(name).get(unit)
            case "问卷", path:
                return self._evaluation.survey_figures.get("/".join(path))
            case "数据", [table, *row, column]:
                return self._cell(table, tuple(row), column)
            case _:
                return None

    def _cell(self, name: str, row: tuple[str, ...], column: str) -> Derivation | None:
        table = self.ledger.tables.get(name)
        if table is None or table.column(column) is None:
            return None
        known = table.row(row) is not None or bool(self.ledger.rows_of(table, row))
        return self.ledger.at(InTable(name, row, column)) if known else None


def _indicator_part(scored: ScoredIndicator, part: str) -> Derivation | None:
    indicator = scored.indicator
    match part:
        case "得分" | "得分率" if scored.score is None or scored.derivation is None:
            return Missing(indicator.title, part, indicator.where)
        case "得分":
            return scored.derivation
        case "得分率" if scored.score is not None and scored.derivation is not None:
            return _rate(f"{indicator.code}得分率", scored.derivation, scored.score, indicator.weight)
        case "业绩值":
            return scored.actual or Missing(indicator.title, "业绩值", indicator.where)
        case "权重":
            source = Source(indicator.place)
            return Given(f"{indicator.code}权重", exact_text(indicator.weight), WORDS, source)
        case "目标值" | "名称":
            text = indicator.target if part == "目标值" else indicator.name
            return Given(f"{indicator.code}{part}", text, WORDS, Source(indicator.place))
        case _:
            return None


def _rate(name: str, score: Derivation, value: Fraction, weight: Fraction) -> Derivation:
    shown = f"{score_text(value)} ÷ {score_text(weight)}"
    rate = value / weight if weight else None
    return Computed(name, "得分 ÷ 权重", shown, rate, PERCENT, (score,))
