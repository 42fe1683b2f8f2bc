"""任务完成率: the mean of the sub-tasks' completion rates."""

from dataclasses import field
from fractions import Fraction

from kaocheng.places import InSentence
from kaocheng.values import frozen


@frozen
class Completion:
    """The mean of the completion rates of ``tasks``, each at most 1, times the weight; weighed with ``shares`` if said."""

    tasks: tuple[str, ...]
    shares: tuple[Fraction, ...] = ()
    span: InSentence | None = field(default=None, compare=False)

    kind = "completion"
