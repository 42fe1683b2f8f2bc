"""扣分法 and 区间目标: a deduction for every step beyond the limit."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval, Limit
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen

# Things that are counted: their steps are whole even where the sentence does not say so (STANDARDS, reading rule 3).
COUNTED = frozenset(
    [
        "天",
        "日",
        "个工作日",
        "工作日",
        "个",
        "项",
        "例",
        "处",
        "次",
        "条",
        "家",
        "起",
        "件",
        "份",
        "人",
        "人次",
        "名",
        "户",
        "场",
        "期",
        "台",
        "辆",
        "套",
        "所",
        "座",
        "篇",
        "批",
        "宗",
        "笔",
        "张",
        "部",
        "只",
        "头",
        "株",
    ]
)


@frozen
class Step:
    """每下降1%扣5%: ``side`` is below, above or both; ``rounding`` of steps is up, down, half, or empty (continuous)."""

    side: str
    size: Limit
    worth: Worth
    rounding: str = ""
    cap: Worth | None = None
    start: Limit | None = None
    span: InSentence | None = field(default=None, compare=False)


@frozen
class PerStep:
    """The whole weight inside ``full``; outside, less the step's worth for every step from the nearer end.

    ``condition`` is set where the sentence states no limit but a condition in words (按期完成): the metric is then the
    deviation itself (延期月数), and ``full`` is at most 0.
    """

    metric: str
    full: Interval
    steps: tuple[Step, ...]
    condition: str = ""
    span: InSentence | None = field(default=None, compare=False)

    @property
    def kind(self) -> str:
        """``range`` where steps lie on both sides or the target may be a range, else ``per_step``."""
        sides = {step.side for step in self.steps}
        return "range" if "both" in sides or len(sides) > 1 else "per_step"
