"""Checks of an evaluation itself, each with its place. Nothing here changes a score."""

from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.scoring.checks.circles import check_circles
from kaocheng.scoring.checks.data import check_data, check_table
from kaocheng.scoring.checks.dates import check_dates
from kaocheng.scoring.checks.indicators import check_indicators
from kaocheng.scoring.checks.judgements import check_judgements
from kaocheng.scoring.checks.metrics import check_metric, check_metrics, measure_of
from kaocheng.scoring.checks.references import check_references
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.metrics import Metrics
from kaocheng.scoring.sheet import ScoreSheet

__all__ = ["check", "check_circles", "check_metric", "check_table", "measure_of"]


def check(evaluation: Evaluation, sheet: ScoreSheet, ledger: Ledger | None = None) -> list[Diagnostic]:
    """Everything that is wrong with the evaluation, gravest first within the order of the bundle's files.

    ``ledger`` is one of this evaluation that was asked before and remembers.
    """
    ledger = ledger or Ledger(evaluation)
    metrics = Metrics(evaluation, ledger)
    return list(_all(evaluation, sheet, ledger, metrics))


def _all(evaluation: Evaluation, sheet: ScoreSheet, ledger: Ledger, metrics: Metrics) -> Iterator[Diagnostic]:
    yield from check_indicators(evaluation, sheet)
    yield from check_metrics(evaluation, ledger, metrics)
    yield from check_circles(evaluation, metrics)
    yield from check_data(evaluation, ledger)
    yield from check_judgements(evaluation)
    yield from check_dates(evaluation)
    yield from check_references(evaluation, sheet, ledger)
