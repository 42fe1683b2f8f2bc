"""How far an evaluation is: counted, not judged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone

from kaocheng.diagnostics import errors
from kaocheng.domain import Indicator, Stage
from kaocheng.scoring import ScoredIndicator
from kaocheng.web.own_rows import Filled, filled
from kaocheng.web.workspace import Workspace


@dataclass(frozen=True)
class Part:
    """How many of what there should be are there."""

    name: str
    done: int
    whole: int
    address: str

    @property
    def share(self) -> Fraction:
        """Done ÷ whole, a ratio; 0 where what there is to do has not been laid out yet."""
        return Fraction(self.done, self.whole) if self.whole else Fraction(0)


@dataclass(frozen=True)
class Progress:
    """The parts of the work."""

    parts: tuple[Part, ...]

    @property
    def share(self) -> Fraction:
        """The mean of the parts, a ratio."""
        return sum((part.share for part in self.parts), Fraction(0)) / len(self.parts)


@dataclass(frozen=True)
class Totals:
    """A score sheet's totals for a template, whose dots would ask the sheet itself for indicators."""

    total: Fraction
    complete: bool
    grade: str
    to_higher: Fraction | None
    to_lower: Fraction | None
    without_readings: Fraction
    unread: int


def totals(space: Workspace) -> Totals:
    """The totals of an evaluation."""
    sheet = space.sheet
    grade = sheet.grade.name if sheet.grade else ""
    higher, lower = sheet.to_higher, sheet.to_lower
    return Totals(sheet.total, sheet.complete, grade, higher, lower, sheet.without_readings, len(sheet.unread))


@dataclass(frozen=True)
class Gap:
    """A leaf indicator without a score, and why: what is missing, or what its standard cannot do with what is there."""

    indicator: Indicator
    why: str


def gaps(space: Workspace) -> list[Gap]:
    """The leaf indicators that have no score. Every page counts what is missing by this list."""
    return [Gap(leaf.indicator, _why(leaf)) for leaf in space.sheet.leaves if leaf.score is None]


def _why(leaf: ScoredIndicator) -> str:
    if leaf.missing:
        return "缺" + "；".join(leaf.missing)
    wrong = errors(leaf.problems) or list(leaf.problems)
    return wrong[0].text() if wrong else "评分标准用在现有的数据上得不出分"


def progress(space: Workspace) -> Progress:
    """Indicators with a score, cells filled in, working papers and report sections written."""
    evaluation, leaves = space.evaluation, space.sheet.leaves
    cells = sum((filled(space, table) for table in evaluation.tables), Filled())
    written = sum(bool(evaluation.papers.get(leaf.indicator.code, "").strip()) for leaf in leaves)
    scores = Part("指标得分", sum(leaf.score is not None for leaf in leaves), len(leaves), "papers/")
    data = [Part("基础数据", cells.done, cells.whole, "data/")] if evaluation.tables else []
    return Progress((scores, *data, Part("底稿分析", written, len(leaves), "papers/")))


def present_stage(schedule: Iterable[Stage]) -> Stage | None:
    """The stage that runs today, or the next one, or the last; None without a schedule that has dates."""
    today, last = str(timezone.localdate()), None
    for stage in schedule:
        if stage.end:
            last = stage
            if stage.end >= today:
                return stage
    return last


# By what a stage of the schedule is known to be the one in which a step of the work is done.
_PHASES = {
    "方案": r"准备|方案|启动",
    "数据": r"实施|调研|收集|数据|填报|核查|问卷",
    "评分": r"打分|评分|分析|评价实施",
    "报告": r"报告|撰写|总结|成果",
    "审核": r"审核|评审|定稿|提交|成果|报告",
}


def phase(schedule: Iterable[Stage], step: str) -> Stage | None:
    """The stage of the schedule in which a step of the work is done: the last that is called so, or whose work says so.

    Where the schedule does not tell, the present stage.
    """
    dated = [stage for stage in schedule if stage.end]
    known = re.compile(_PHASES[step])
    named = [stage for stage in dated if known.search(stage.stage)] or [
        stage for stage in dated if known.search(stage.work)
    ]
    return named[-1] if named else present_stage(dated)


def days_left(stage: Stage | None) -> int | None:
    """Days until the stage ends, negative when it is over; None without an end."""
    return (date.fromisoformat(stage.end) - timezone.localdate()).days if stage and stage.end else None
