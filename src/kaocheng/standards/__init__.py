"""评分标准: the kinds of rule as values, sentence → rule, rule → sentence, rule × data → score.

Importing this package loads no grammar; that happens when :func:`understand` first has to read a sentence.
"""

from kaocheng.standards.applying.context import Need
from kaocheng.standards.applying.needs import needs, options
from kaocheng.standards.applying.run import Outcome, apply
from kaocheng.standards.applying.told import told_option
from kaocheng.standards.curve import Point as CurvePoint
from kaocheng.standards.curve import full_marks, limits_of, value_curve
from kaocheng.standards.fates import Fate, clause_fates
from kaocheng.standards.inputs import Inputs, SubTask, UnitInput, inputs_from_json
from kaocheng.standards.meaning import understand
from kaocheng.standards.phrasing import phrase
from kaocheng.standards.rules import Standard
from kaocheng.standards.targets import smaller_is_better
from kaocheng.standards.understanding import Understanding, Word

__all__ = [
    "CurvePoint",
    "Fate",
    "Inputs",
    "Need",
    "Outcome",
    "Standard",
    "SubTask",
    "Understanding",
    "UnitInput",
    "Word",
    "apply",
    "clause_fates",
    "full_marks",
    "inputs_from_json",
    "limits_of",
    "needs",
    "options",
    "phrase",
    "smaller_is_better",
    "told_option",
    "understand",
    "value_curve",
]
