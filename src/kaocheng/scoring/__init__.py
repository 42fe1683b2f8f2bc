"""Scoring: an evaluation in, a score sheet out; and what can be asked of it."""

from kaocheng.scoring.checks import check, check_circles, check_metric, check_table, measure_of
from kaocheng.scoring.comparison import compare, merged
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.figures import Figure, Figures
from kaocheng.scoring.metrics import Metrics
from kaocheng.scoring.scoring import grade_of, score
from kaocheng.scoring.sheet import Comparison, ScoredIndicator, ScoreSheet
from kaocheng.scoring.tables import ShownRow, ShownTable, show_table
from kaocheng.scoring.whatif import Change, changes, enters, suppose

__all__ = [
    "Change",
    "Comparison",
    "Figure",
    "Figures",
    "Ledger",
    "Metrics",
    "ScoreSheet",
    "ScoredIndicator",
    "ShownRow",
    "ShownTable",
    "changes",
    "check",
    "check_circles",
    "check_metric",
    "check_table",
    "compare",
    "enters",
    "grade_of",
    "measure_of",
    "merged",
    "score",
    "show_table",
    "suppose",
]
