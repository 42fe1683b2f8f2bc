"""The kinds of rule as immutable values. Nothing here reads sentences or computes scores."""

from kaocheng.standards.rules.adjustments import (
    Adjustment,
    Bonus,
    CaseDeduction,
    Exemption,
    Gate,
    LimitDeduction,
    LossCap,
    OnceDeduction,
    StepBonus,
    Veto,
)
from kaocheng.standards.rules.all_or_nothing import AllOrNothing
from kaocheng.standards.rules.bands import Band, Bands
from kaocheng.standards.rules.cases import Demand, Gain, PerCase, PerGain
from kaocheng.standards.rules.completion import Completion
from kaocheng.standards.rules.formula import FormulaRule
from kaocheng.standards.rules.grades import Grade, Grades
from kaocheng.standards.rules.limits import AT_TARGET, POINTS, TARGET, Bounds, Interval, Limit
from kaocheng.standards.rules.points import Point, Points
from kaocheng.standards.rules.proportional import Proportional
from kaocheng.standards.rules.standard import Definition, Part, Parts, Rule, Standard
from kaocheng.standards.rules.steps import COUNTED, PerStep, Step
from kaocheng.standards.rules.worth import FULL, NOTHING, Worth

__all__ = [
    "AT_TARGET",
    "COUNTED",
    "FULL",
    "NOTHING",
    "POINTS",
    "TARGET",
    "Adjustment",
    "AllOrNothing",
    "Band",
    "Bands",
    "Bonus",
    "Bounds",
    "CaseDeduction",
    "Completion",
    "Definition",
    "Demand",
    "Exemption",
    "FormulaRule",
    "Gain",
    "Gate",
    "Grade",
    "Grades",
    "Interval",
    "Limit",
    "LimitDeduction",
    "LossCap",
    "OnceDeduction",
    "Part",
    "Parts",
    "PerCase",
    "PerGain",
    "PerStep",
    "Point",
    "Points",
    "Proportional",
    "Rule",
    "Standard",
    "Step",
    "StepBonus",
    "Veto",
    "Worth",
]
