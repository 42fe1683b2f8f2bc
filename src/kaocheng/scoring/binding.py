"""Whether the metric that is scored is the one that the standard and the target speak of."""

import re
from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic, Message, Severity
from kaocheng.domain import Indicator
from kaocheng.standards import Need, names, smaller_is_better

OTHER_METRIC = Message(
    "other-metric",
    Severity.WARNING,
    "说的是“{said}”，用来打分的却是计算指标“{metric}”，得分可能不是这个指标的。",
    'This speaks of "{said}", yet the metric "{metric}" is scored: the score may be of something else.',
    "请在指标的“计算指标”里换成对的，或删去它、直接填业绩值。",
    "Name the right metric, or remove it and enter the actual.",
)
COMPLETION_AGAINST_TARGET = Message(
    "completion-against-target",
    Severity.WARNING,
    "目标值“{target}”越小越好，用来打分的“{metric}”却是完成率（实际÷目标），越大越好。",
    'The target {target} is met from below, yet "{metric}" is a completion rate, the higher the better.',
    "请删去指标的计算指标，直接填业绩值，用“达到目标值得满分，否则按比例计分”。",
    "Remove the metric and enter the actual itself.",
)
_COMPLETION = re.compile(r"(?:完成|达成|实现)(?:率|比例)$")


def doubts(indicator: Indicator, actual: Need | None, metric: str) -> Iterator[Diagnostic]:
    """What speaks against scoring ``metric`` for the indicator, whose standard asks for ``actual``."""
    said = [label for label in actual.labels if label and not names.is_actual(label)] if actual else []
    said = said or [indicator.name]
    if names.is_rate(metric) and all(names.is_rate(name) and not _may_be(name, metric) for name in said):
        yield OTHER_METRIC.at(indicator.where, said=said[0], metric=metric)
    if smaller_is_better(indicator.target) and _COMPLETION.search(metric):
        yield COMPLETION_AGAINST_TARGET.at(indicator.where, target=indicator.target, metric=metric)


def _may_be(name: str, metric: str) -> bool:
    """Whether one name is the other shortened: 满意度 of 服务对象满意度, 老年人管理率 of 老年人健康管理率."""
    short, long = sorted((names.plain(name), names.plain(metric)), key=len)
    rest = iter(long)
    return all(letter in rest for letter in short)
