"""What the grammar's steps and cases mean: the methods are named after the rules of grammar.lark."""
# ruff: noqa: D102 - the methods are described by the rules of grammar.lark that they are named after

import re
from fractions import Fraction
from typing import Any

from kaocheng.standards.reading.clauses import Every, Quantity
from kaocheng.standards.reading.conditions import number_limit
from kaocheng.standards.reading.figures import figure, kind


class Cases:
    """每…, and 有一例…: verbs, quantity, and the place of the rest."""

    def every(self, *parts: Any) -> Every:
        verbs = tuple(verb for part in parts if isinstance(part, list) for verb in part)
        quantity = next(part for part in parts if isinstance(part, Quantity))
        kinds = [kind(part) for part in parts]
        if "TARGETOF" in kinds:
            quantity = Quantity(quantity.value, quantity.unit, of_target=True)
        return Every(verbs, quantity, parts[-1])

    def found(self, *parts: Any) -> Every:
        verbs = tuple(str(part) for part in parts if kind(part) in {"FIND", "LACK", "MEET"})
        counted = next(str(part) for part in parts if kind(part) in {"QTY", "ONE"})
        return Every(verbs, _counted(counted), parts[-1], each=False)

    def verb(self, *parts: Any) -> list[str]:
        return [str(part) for part in parts if kind(part) not in {"OPEN", "CLOSE"}]

    def quantity(self, token: Any) -> Quantity:
        text = str(token)
        match kind(token):
            case "NUMBER":
                return Quantity(figure(text), "")
            case "PERCENT" | "PERMILLE":
                limit = number_limit(text)
                return Quantity(limit.value, limit.mark)
            case "POINTS":
                return Quantity(figure(text) / 100, "百分点")
            case "COUNTER":
                return Quantity(Fraction(1), text)
            case _:
                return _counted(text)

    def rest(self, *parts: Any) -> tuple[int, int]:
        return (parts[0].start_pos, parts[-1].end_pos) if parts else (0, 0)

    def any(self, token: Any) -> Any:
        return token


def _counted(text: str) -> Quantity:
    numeral = re.search(r"\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]+", text)
    unit = text[numeral.end() :] if numeral else text
    return Quantity(
        figure(text[numeral.start() :]) if numeral else Fraction(1), re.sub(r"^个?(?:及|或)?以上", "", unit)
    )
