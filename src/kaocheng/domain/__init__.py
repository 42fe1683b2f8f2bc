"""What an evaluation is: plain immutable values. Nothing here reads files or computes scores."""

from kaocheng.domain.data import Amendment, Cell, Column, DataTable, Metric, Row
from kaocheng.domain.evaluation import (
    DEFAULT_GRADES,
    KIND_NAMES,
    Amount,
    Evaluation,
    Grade,
    Organisation,
    Profile,
    Stage,
    TeamMember,
)
from kaocheng.domain.evidence import AssetCheck, Evidence, Interview, VoucherCheck
from kaocheng.domain.findings import Experience, Findings, Problem, Recommendation, Rectification, Review
from kaocheng.domain.indicators import Indicator, leaves, walk
from kaocheng.domain.judgements import Adjustment, Judgement, Reading
from kaocheng.domain.published import Published, PublishedFigure
from kaocheng.domain.units import Unit, leaf_units, unit_names

__all__ = [
    "DEFAULT_GRADES",
    "KIND_NAMES",
    "Adjustment",
    "Amendment",
    "Amount",
    "AssetCheck",
    "Cell",
    "Column",
    "DataTable",
    "Evaluation",
    "Evidence",
    "Experience",
    "Findings",
    "Grade",
    "Indicator",
    "Interview",
    "Judgement",
    "Metric",
    "Organisation",
    "Problem",
    "Profile",
    "Published",
    "PublishedFigure",
    "Reading",
    "Recommendation",
    "Rectification",
    "Review",
    "Row",
    "Stage",
    "TeamMember",
    "Unit",
    "VoucherCheck",
    "leaf_units",
    "leaves",
    "unit_names",
    "walk",
]
