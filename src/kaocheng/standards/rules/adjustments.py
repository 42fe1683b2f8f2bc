"""What stands beside the main rule: floors, vetoes, exemptions, deductions, bonuses, in the order of the sentence."""

from dataclasses import field
from fractions import Fraction

from kaocheng.places import InSentence
from kaocheng.standards.rules.limits import Interval, Limit
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Gate:
    """低于60%不得分: no score where the metric lies in ``interval``."""

    metric: str
    interval: Interval
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Veto:
    """有截留挪用的，不得分: no score where ``text`` holds. ``counted`` vetoes (发现1例不得分) are told by a count."""

    text: str
    counted: str = ""
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Exemption:
    """无新增项目的，按满分计: the whole weight where ``text`` holds. Not asked for; used when told."""

    text: str
    span: InSentence | None = field(default=None, compare=False)


@frozen
class CaseDeduction:
    """每发现2例…扣1分: ``worth`` is taken away for every ``size`` of ``counter``, whole steps only, at most ``cap``.

    From ``bar`` on (超过3次不得分; with ``bar_in`` from that number itself) nothing is left of the whole weight.
    ``by_unit``: what is counted are units (县区, 单位) that miss the target, so that data by unit will do.
    """

    text: str
    counter: str
    worth: Worth
    size: Fraction = Fraction(1)
    cap: Worth | None = None
    bar: Fraction | None = None
    bar_in: bool = True
    by_unit: bool = False
    span: InSentence | None = field(default=None, compare=False)


@frozen
class OnceDeduction:
    """总分与分项不符扣0.3分: ``worth`` is taken away once where ``text`` holds."""

    text: str
    worth: Worth
    span: InSentence | None = field(default=None, compare=False)


@frozen
class LimitDeduction:
    """低于80%扣2分: ``worth`` is taken away once where the metric lies in ``interval``."""

    metric: str
    interval: Interval
    worth: Worth
    span: InSentence | None = field(default=None, compare=False)


@frozen
class LossCap:
    """两项合计最多扣4分: the deductions before it take away at most ``worth``."""

    worth: Worth
    span: InSentence | None = field(default=None, compare=False)


@frozen
class StepBonus:
    """超过100%的，每超出1个百分点加0.2分，最多加1分: ``worth`` for every ``size`` beyond ``start``, at most ``cap``.

    ``side`` is above, or below where smaller is better. Steps are continuous, whole where the thing is counted.
    """

    metric: str
    side: str
    size: Limit
    worth: Worth
    start: Limit | None = None
    cap: Worth | None = None
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Bonus:
    """获省级表彰加1分，最多加2分. With a ``counter`` the worth is added for every case; ``cap`` limits the addition."""

    text: str
    worth: Worth
    counter: str = ""
    size: Fraction = Fraction(1)
    cap: Worth | None = None
    within_weight: bool = False
    span: InSentence | None = field(default=None, compare=False)


Adjustment = Gate | Veto | Exemption | CaseDeduction | OnceDeduction | LimitDeduction | LossCap | StepBonus | Bonus
