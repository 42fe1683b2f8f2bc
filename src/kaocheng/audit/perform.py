"""Re-performing a finished report: every check over one document, and the account of what held, failed, could not be told."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kaocheng.audit.checks import CHECKS, Source
from kaocheng.audit.checks.blame import blamed
from kaocheng.audit.checks.statements import TOTAL_NAME
from kaocheng.audit.claims.book import Book, bare
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.document import Document
from kaocheng.audit.result import BY_ROUNDING, Dependent, Result, Verdict, unchecked
from kaocheng.diagnostics import Severity

# Parts of a figure's name that do not tell which one it is.
_GENERAL = {"指标", "数据", "计算", "问卷", "合计", "全市", "权重", "目标值", "业绩值", "得分", "得分率", "占比"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Audit:
    """The outcome of re-performing one document."""

    document: Document
    results: tuple[Result, ...]
    combined: tuple[Dependent, ...] = ()
    proved: tuple[Dependent, ...] = ()

    @property
    def total(self) -> Dependent | None:
        """What the total score becomes when all that the report itself proves is put right; None where it stays."""
        return _total(self.proved)

    @property
    def likely_total(self) -> Dependent | None:
        """What it becomes when all that is likely is put right as well; None where it stays."""
        return _total(self.combined)

    @property
    def to_be_scored_again(self) -> int:
        """How many scores the printed standards cannot give: which they should be only an evaluator can say."""
        return sum(one.kind == "unattainable-score" for one in self.discrepancies)

    @property
    def rounded(self) -> int:
        """How many relations hold only because a figure was rounded on the way."""
        return sum(one.verdict is Verdict.HOLDS and one.why == BY_ROUNDING for one in self.results)

    @property
    def discrepancies(self) -> tuple[Result, ...]:
        """What does not hold, in reading order, the gravest of a place first."""
        found = [result for result in self.results if result.verdict is Verdict.FAILS]
        return tuple(
            sorted(
                found, key=lambda one: (one.spots[0].block, one.spots[0].row, one.spots[0].column, _ORDER[one.severity])
            )
        )

    @property
    def checked(self) -> int:
        """How many relations were re-performed to an end."""
        return sum(result.verdict is not Verdict.UNCHECKED for result in self.results)

    @property
    def coverage(self) -> dict[str, Counter[Verdict]]:
        """Per check how often it held, failed, or could not be told."""
        table: dict[str, Counter[Verdict]] = {check.name: Counter() for check in CHECKS.values()}
        for result in self.results:
            table.setdefault(result.kind, Counter())[result.verdict] += 1
        return table

    @property
    def unchecked(self) -> tuple[Result, ...]:
        """What was tried and could not be told, with the reason."""
        return tuple(result for result in self.results if result.verdict is Verdict.UNCHECKED)


def perform(document: Document) -> Audit:
    """Re-performs the whole document. Pure: the same document gives the same audit."""
    book = Book(document)
    equations: list[Equation] = []
    results: list[Result] = []
    for source in _sources():
        for found in source(book):
            if isinstance(found, Equation):
                equations.append(found)
            else:
                results.append(found)
    blame = blamed(equations, book.values)
    results = [*blame.results, *results]
    kept = _once(_without_idle([_admitted(result, book) for result in results]))
    return Audit(document, tuple(kept), blame.combined, blame.proved)


def _total(changes: tuple[Dependent, ...]) -> Dependent | None:
    return next((one for one in changes if one.what.startswith(TOTAL_NAME)), None)


def _admitted(result: Result, book: Book) -> Result:
    """A difference that the report itself lists is no discovery."""
    if result.verdict is not Verdict.FAILS:
        return result
    printed, expected = bare(result.printed), bare(result.expected)
    if any(_is_listed(result.subject, (printed, expected), entry) for entry in book.admitted):
        return unchecked(result.kind, *result.spots, subject=result.subject, why="报告自己列出了这一差异")
    return result


def _without_idle(results: list[Result]) -> list[Result]:
    """A figure that one check could not decide and another did is decided."""
    decided = {spot for result in results if result.verdict is not Verdict.UNCHECKED for spot in result.spots}
    return [one for one in results if one.verdict is not Verdict.UNCHECKED or one.spots[0] not in decided]


def _is_listed(subject: str, figures: tuple[str, str], entry: tuple[str, str, str]) -> bool:
    """Whether an entry of such a list is about these figures: by both values, or by the wrong one and the name."""
    name, wrong, right = entry
    parts = [part for part in name.split(".") if len(part) >= 2 and part not in _GENERAL]
    named = any(re.search(rf"{re.escape(part)}(?!\d)", subject) for part in parts)
    if set(figures) == {wrong, right}:
        return named or len(wrong) >= 4
    return figures[0] == wrong and (named or (wrong.isdigit() and len(wrong) >= 4))


def _sources() -> list[Source]:
    return list(dict.fromkeys(check.source for check in CHECKS.values()))


def _once(results: Iterable[Result]) -> list[Result]:
    """Each discrepancy once: a figure found wrong by two checks in the same way, or printed again in a row of its column.

    A column may print one wrong amount twice, as the whole and as its only part (项目支出, 行政事业类项目).
    """
    kept: dict[tuple[object, ...], Result] = {}
    for number, result in enumerate(results):
        spot = result.spots[0]
        key: tuple[object, ...] = (number,)
        if result.verdict is Verdict.FAILS:
            key = (spot, result.expected)
            if result.kind == "part-sum":
                key = (spot.block, spot.column, result.printed, result.expected)
        known = kept.setdefault(key, result)
        if known is not result and spot not in known.spots:
            kept[key] = replace(known, spots=(*known.spots, spot))
    return list(kept.values())
