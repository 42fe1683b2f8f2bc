"""Scores against the printed standard: the sentence is understood and applied to the printed actual value, or county by county.

The actual value is known only to its printed digits, so the score is known only to an interval. What evaluators judge
(points met, 酌情扣分) is not re-judged: a score below what the standard gives holds if the text states the deduction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Known
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.claims.scoring import ScoreLine
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence, Result, unchecked
from kaocheng.derivation import PERCENT, Given, sentence
from kaocheng.derivation.tree import COUNT, Derivation
from kaocheng.diagnostics import Severity
from kaocheng.numbers import exact_text, half_up, score_text
from kaocheng.standards import Inputs, Standard, Understanding, apply, needs, understand

KIND = "score-by-standard"
BY_UNIT = re.compile(r"(?:一个?|每个?|任一)(?:县区|县|区|单位|地区|乡镇)")
_DEDUCTED = re.compile(r"扣(?:除|减)?(?:该指标|相应部分|该项)?(?:权重分?|分值)?的?\s*(\d+(?:\.\d+)?)%")
_AT_DISCRETION = re.compile(r"酌情|视情|综合(?:分析|判断|评价)|适当")
_OWN_DEDUCTION = "标准没有规定文中所述的扣分"
_NUMERIC = {"PerStep", "Bands", "Proportional", "FormulaRule", "Growth", "PerGain"}


@dataclass(frozen=True)
class PrintedStandard:
    """The standard of an indicator as it is printed, where that is, and how it is understood; ``line`` has the weight."""

    code: str
    line: ScoreLine
    sentence: str
    place: Spot
    understanding: Understanding


@dataclass(frozen=True)
class Case:
    """An indicator with a standard that was understood, its printed score, and what the text says about it."""

    book: Book
    code: str
    line: ScoreLine
    standard: Standard
    sentence: str
    place: Spot

    @property
    def score(self) -> Printed:
        """The printed score."""
        return self.line.numbers["score"]

    @property
    def weight(self) -> Fraction:
        """The printed weight in points."""
        return self.line.numbers["weight"].value

    @property
    def target(self) -> str:
        """The printed target."""
        return self.line.texts.get("target", "")

    def text(self) -> str:
        """All that is written about the indicator."""
        return "".join(
            passage.text for passage in self.book.analyses(self.code) if passage.spot.cell != self.place.cell
        )


def scores_by_standard(book: Book) -> Iterator[Equation | Result]:
    """Every indicator whose standard and score are printed."""
    for case in cases(book):
        yield _checked(case) if isinstance(case, Case) else case


def cases(book: Book) -> Iterator[Case | Result]:
    """The indicators whose standards are understood, and a remark for each that is not."""
    for one in printed_standards(book):
        standard, line = one.understanding.standard, one.line
        if "score" not in line.numbers:
            continue
        if standard is None or not one.understanding.understood:
            yield unchecked(KIND, line.spots["score"], subject=line.label, why="评分标准读不懂或自相矛盾，请人工复核")
        else:
            yield Case(book, one.code, line, standard, one.sentence, one.place)


def printed_standards(book: Book) -> Iterator[PrintedStandard]:
    """The standard of every indicator that has a weight, beside its score where one is printed."""
    for code, lines in book.indicators.items():
        weighed = [line for line in lines if "weight" in line.numbers and line.numbers["weight"].value]
        found = book.standard_of(code)
        if found is not None and weighed:
            line = next((line for line in weighed if "score" in line.numbers), weighed[0])
            weight, target = line.numbers["weight"].value, line.texts.get("target", "")
            yield PrintedStandard(
                code, line, *found, understand(found[0], name=line.name, weight=weight, target=target)
            )


def _checked(case: Case) -> Equation | Result:
    if BY_UNIT.search(case.sentence):
        return _by_units(case)
    actual = case.line.numbers.get("actual")
    if actual is None or type(case.standard.rule).__name__ not in _NUMERIC:
        return _not_told(case, "得分取决于要点是否满足等评价判断，报告没有逐项列出")
    scores = []
    said = ""
    for value in dict.fromkeys(
        (actual.value, actual.low, actual.high - actual.half / 1000 if actual.half else actual.high)
    ):
        outcome = apply(case.standard, case.weight, case.target, Inputs(actual=_given(value, actual)))
        if outcome.score is None or outcome.share is None:
            return _not_told(case, "按标准计分还需要报告没有列出的数据")
        scores.append(outcome.score)
        said = said or (sentence(outcome.derivation) if outcome.derivation else "")
    return _against(case, scores, said, (actual,))


def _given(value: Fraction, actual: Printed) -> Derivation:
    return Given("业绩值", value, PERCENT if actual.is_percent else COUNT)


def _not_told(case: Case, why: str) -> Result:
    return unchecked(KIND, case.line.spots["score"], subject=case.line.label, why=why)


def _by_units(case: Case) -> Equation | Result:
    tables = case.book.tables_for(case.code)
    columns = [(grid, column) for grid in tables for column in quoted_columns(case, grid)]
    columns = columns or [(grid, column) for grid in case.book.data_grids for column in quoted_columns(case, grid)]
    columns = columns or [(grid, column) for grid in tables for column in named_columns(case, grid)]
    if not columns:
        return _not_told(case, "标准逐县区计分，文中没有指出各县区的比率表")
    units: dict[str, dict[str, Derivation]] = {}
    cells: list[Printed] = []
    for grid, column in columns:
        for row in grid.data_rows:
            figure = grid.figures[row][column]
            if figure is not None and not grid.is_total(row):
                units.setdefault(grid.labels[row], {})[grid.titles[column] or str(column)] = _given(
                    figure.value, figure
                )
                cells.append(figure)
    if len(units) < 2 or "units" not in {need.key for need in needs(case.standard)}:
        return _not_told(case, "标准逐县区计分，各县区的比率认不全")
    outcome = apply(case.standard, case.weight, case.target, Inputs(units=units))
    if outcome.score is None:
        return _not_told(case, "标准逐县区计分，各县区的比率认不全")
    return _against(case, [outcome.score], sentence(outcome.derivation) if outcome.derivation else "", tuple(cells))


def _rates(grid: Grid) -> list[int]:
    """The columns that hold percentages."""
    cells = {column: [figure for line in grid.figures if (figure := line[column])] for column in grid.number_columns}
    return [column for column, found in cells.items() if sum(figure.is_percent for figure in found) > 1]


def quoted_columns(case: Case, grid: Grid) -> list[int]:
    """The rate columns whose total the text about the indicator quotes: those that it is about."""
    text = case.text()
    quoted = [
        column
        for column in _rates(grid)
        for row in grid.data_rows
        if grid.is_total(row) and (figure := grid.figures[row][column]) and figure.value != 1 and figure.text in text
    ]
    return [column for column in quoted if _bare(grid.titles[column])[-3:] == case.line.name[-3:]] or quoted


def named_columns(case: Case, grid: Grid) -> list[int]:
    """The rate columns of a table that end as the indicator's name does, or the only one."""
    rates = _rates(grid)
    if len(rates) <= 1:
        return rates
    name = case.line.name
    alike = [column for column in rates if _bare(grid.titles[column])[-3:] == name[-3:]]
    return alike or [column for column in rates if not grid.titles[column]][:1]


def _bare(title: str) -> str:
    return re.sub(r"[（(]%[）)]$", "", title)


def _against(case: Case, scores: Sequence[Fraction], said: str, inputs: tuple[Printed, ...]) -> Equation | Result:
    """The printed score against what the standard gives, with the deductions that the text states."""
    printed = case.score
    low, high = min(scores), max(scores)
    if half_up(low, printed.digits) <= printed.value <= half_up(high, printed.digits) or low <= printed.value <= high:
        return Equation(KIND, printed, (), Known(printed.value, printed.value, said), _subject(case), 2)
    stated = [Fraction(percent) / 100 for percent in _DEDUCTED.findall(case.text())]
    beyond = printed.value < low and _is_stated(case, scores[0], stated)
    if beyond and (_AT_DISCRETION.search(case.sentence) or "酌情" in case.text()):
        return unchecked(
            KIND, printed.spot, subject=_subject(case), why="低于标准应得的部分是文中说明的酌情扣分，属评价判断"
        )
    if beyond:
        computation = f"{said}；{exact_text(case.weight)}分的指标得{score_text(scores[0])}分"
        known = Known(scores[0], scores[0], computation)
        return Equation(
            KIND, printed, inputs, known, _subject(case), 2, Confidence.LIKELY, Severity.WARNING, _OWN_DEDUCTION
        )
    discretion = _discretion(case, scores[0], stated)
    right = max(scores[0] - discretion * case.weight, Fraction(0))
    computation = f"{said}；{exact_text(case.weight)}分的指标得{score_text(scores[0])}分"
    if discretion:
        computation += f"，再扣文中所述{exact_text(discretion * 100)}%，得{score_text(right)}分"
    remark = _OWN_DEDUCTION if discretion else ""
    return Equation(KIND, printed, inputs, Known(right, right, computation), _subject(case), 2, remark=remark)


def _is_stated(case: Case, by_rule: Fraction, stated: Sequence[Fraction]) -> bool:
    """Whether the printed score is what the deductions leave that the text states beside the rule's own."""
    lost = 1 - case.score.value / case.weight
    further = (half_up((by_rule / case.weight - one) * case.weight) == case.score.value for one in stated)
    return lost in stated or any(further)


def _discretion(case: Case, by_rule: Fraction, stated: Sequence[Fraction]) -> Fraction:
    """The stated deduction that is no part of the rule: where the printed score lost exactly that, and the rule asks for more."""
    lost = 1 - case.score.value / case.weight
    return lost if lost and lost in stated and by_rule < case.score.value and "酌情" in case.text() else Fraction(0)


def _subject(case: Case) -> str:
    return f"{case.line.label} 得分"
