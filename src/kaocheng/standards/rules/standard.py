"""A whole standard: definitions, main rule, adjustments, notes; and 分项, standards inside a standard."""

from dataclasses import field

from kaocheng.places import InSentence
from kaocheng.standards.formula import Expression
from kaocheng.standards.rules.adjustments import Adjustment
from kaocheng.standards.rules.all_or_nothing import AllOrNothing
from kaocheng.standards.rules.bands import Bands
from kaocheng.standards.rules.cases import PerCase, PerGain
from kaocheng.standards.rules.completion import Completion
from kaocheng.standards.rules.formula import FormulaRule
from kaocheng.standards.rules.grades import Grades
from kaocheng.standards.rules.points import Points
from kaocheng.standards.rules.proportional import Proportional
from kaocheng.standards.rules.steps import PerStep
from kaocheng.standards.rules.worth import Worth
from kaocheng.values import frozen


@frozen
class Definition:
    """A formula that defines a rate: 预算完成率=决算数÷预算数×100%."""

    name: str
    expression: Expression
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Part:
    """A sub-score with its own maximum: its rule and adjustments see ``maximum`` as their weight."""

    maximum: Worth
    rule: "Rule"
    adjustments: tuple[Adjustment, ...] = ()
    span: InSentence | None = field(default=None, compare=False)


@frozen
class Parts:
    """分项: the sum of the parts; their maxima sum to the weight.."""

    parts: tuple[Part, ...]
    span: InSentence | None = field(default=None, compare=False)

    kind = "parts"


Rule = (
    Points
    | AllOrNothing
    | Proportional
    | Bands
    | PerStep
    | PerCase
    | PerGain
    | Grades
    | Completion
    | FormulaRule
    | Parts
)


@frozen
class Standard:
    """The meaning of a scoring standard. Spans and notes do not count in comparisons.

    ``target`` is the target that the sentence itself declares (目标值80%), as written; usually empty.
    """

    rule: Rule
    definitions: tuple[Definition, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    target: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def kind(self) -> str:
        """The kind of the main rule, as in STANDARDS: points, bands, per_step …"""
        return self.rule.kind
