"""公式: an arithmetic formula over named items."""

from dataclasses import field
from fractions import Fraction

from kaocheng.places import InSentence
from kaocheng.standards.formula import Expression
from kaocheng.standards.rules.limits import Interval
from kaocheng.values import frozen


@frozen
class FormulaRule:
    """The share of the weight that ``expression`` gives; in ``expression`` the weight is the name 权重分.

    Inside ``full`` it is the whole weight instead. A metric above ``cap`` counts as ``cap`` (超过100%按100%计).
    """

    expression: Expression
    metric: str = ""
    full: Interval | None = None
    cap: Fraction | None = None
    span: InSentence | None = field(default=None, compare=False)

    kind = "formula"
