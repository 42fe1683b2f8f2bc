"""How a number came about: the typed tree behind every figure, and its renderings."""

from kaocheng.derivation.json import as_json
from kaocheng.derivation.tree import (
    AMOUNT,
    COUNT,
    PERCENT,
    SCORE,
    WORDS,
    Chosen,
    Computed,
    Derivation,
    Form,
    Given,
    Judged,
    Missing,
    Rejected,
    Rounded,
    Source,
    Value,
    leaves,
    walk,
)
from kaocheng.derivation.words import in_words, lines, sentence

__all__ = [
    "AMOUNT",
    "COUNT",
    "PERCENT",
    "SCORE",
    "WORDS",
    "Chosen",
    "Computed",
    "Derivation",
    "Form",
    "Given",
    "Judged",
    "Missing",
    "Rejected",
    "Rounded",
    "Source",
    "Value",
    "as_json",
    "in_words",
    "leaves",
    "lines",
    "sentence",
    "walk",
]
