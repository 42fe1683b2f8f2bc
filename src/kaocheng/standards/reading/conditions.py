"""What the grammar's conditions mean: the methods are named after the rules of grammar.lark."""

# ruff: noqa: D102 - the methods are described by the rules of grammar.lark that they are named after

import re
from fractions import Fraction
from typing import Any

from kaocheng.numbers import read_number
from kaocheng.standards import names
from kaocheng.standards.reading.clauses import Condition
from kaocheng.standards.reading.figures import LEADING, figure, kind, ratio
from kaocheng.standards.rules import POINTS, Interval, Limit

FILLERS = ("IN", "REACH", "EQ", "KEEP")


class Conditions:
    """Limits and the intervals that they bound, with what was said about their ends."""

    def condition(self, core: Condition, *_ends: Any) -> Condition:
        return core

    def interval(self, text: str) -> Condition:
        first, second = re.split("[,、]", text[1:-1])
        low, high = _paired(number_limit(first), number_limit(second))
        return Condition(Interval(low, high, text[0] == "[", text[-1] == "]"), text[0] == "[", text[-1] == "]", "range")

    def filler(self, token: object) -> str:
        return kind(token)

    def sign(self, token: object) -> str:
        return kind(token)

    def bound(self, token: object) -> str:
        return kind(token)

    def name(self, *tokens: object) -> tuple[str]:
        return ("".join(str(token) for token in tokens),)

    def limit(self, token: Any) -> Limit:
        return number_limit(str(token))

    def target(self, _token: object) -> Limit:
        return Limit(Fraction(1), of_target=True)

    def target_share(self, target: object, share: str) -> tuple[Limit, bool]:
        # 目标值60% without 的 could also mean the value 60%: marked as unclear.
        said = str(target).removesuffix("的")
        name = "" if names.is_plain_target(said) else said  # 计划的80%
        return (Limit(ratio(str(share)), of_target=True, name=name), kind(target) == "TARGET")

    def bare(self, *parts: Any) -> Condition:
        filler, limits, said, unclear = _sorted(parts)
        limit = limits[0]
        sign = filler[0] if filler else ""
        plainly = not any(isinstance(part, tuple) for part in parts)  # 目标值, not 目标值的100%
        if limit.of_target and limit.value == 1 and plainly and sign in {"REACH", "", "IN"}:
            return Condition(Interval(meets_target=True), sign=sign)
        if sign == "REACH":
            return Condition(Interval(low=limit), low_said=said, sign=sign, target_share=unclear)
        if sign == "KEEP":
            return Condition(Interval(high=limit), high_said=said, sign=sign, target_share=unclear)
        return Condition(Interval(limit, limit), sign=sign or "bare", target_share=unclear)

    def compared(self, *parts: Any) -> Condition:
        words, limits, said, unclear = _sorted(parts)
        return _one_sided(words[0], limits[0], said, unclear)

    def bounded(self, *parts: Any) -> Condition:
        words, limits, said, unclear = _sorted(parts)
        filler = words[0] if len(words) > 1 else ""
        bound = "WITHIN" if filler == "KEEP" and words[-1] == "BELOW" else words[-1]
        return _one_sided(bound, limits[0], said, unclear)

    def compared_twice(self, *parts: Any) -> Condition:
        return _both(_split(parts))

    def bounded_twice(self, *parts: Any) -> Condition:
        parts = parts[1:] if parts[0] in FILLERS else parts
        parts = tuple(part for part in parts if kind(part) not in {"JOIN", "LISTED"})
        at = [index for index, part in enumerate(parts) if isinstance(part, Limit | tuple)][1]
        return _both((self.bounded(*parts[:at]), self.bounded(*parts[at:])))

    def compared_bounded(self, *parts: Any) -> Condition:
        at = next(index for index, part in enumerate(parts) if kind(part) == "JOIN")
        return _both((self.compared(*parts[:at]), self.bounded(*parts[at + 1 :])))

    def compared_reached(self, *parts: Any) -> Condition:
        """低于95%但达到90%."""
        at = next(index for index, part in enumerate(parts) if kind(part) == "REACH")
        first = tuple(part for part in parts[:at] if kind(part) != "JOIN")
        return _both((self.compared(*first), self.compared("GE", *parts[at + 1 :])))

    def bounded_compared(self, *parts: Any) -> Condition:
        """95%及以上不足98%."""
        at = next(index for index, part in enumerate(parts) if part in ("GE", "LE", "GT", "LT", "NOTREACH"))
        first = tuple(part for part in parts[:at] if kind(part) != "JOIN")
        return _both((self.bounded(*first), self.compared(*parts[at:])))

    def plus_minus(self, *parts: Any) -> Condition:
        """±5%以内: from -5% to 5%."""
        if "ABOVE" in parts:
            raise ValueError(parts)
        high = number_limit(next(str(part) for part in parts if kind(part) == "PLUSMINUS")[1:])
        low = Limit(-high.value, high.mark, high.unit)
        closed = next((part for part in parts if isinstance(part, bool)), None)
        return Condition(Interval(low, high, closed is not False, closed is not False), closed, closed, "range")

    def between(self, *parts: Any) -> Condition:
        if any(kind(part) == "JOIN" for part in parts) and parts[0] != "IN":
            raise ValueError(parts)
        parts = tuple(part for part in parts if part not in (*FILLERS, "WITHIN"))
        parts = tuple(part for part in parts if kind(part) not in {"RANKED", "IN"})
        at = next(index for index, part in enumerate(parts) if kind(part) in {"DASH", "JOIN"})
        first, second = parts[:at], parts[at + 1 :]
        if any(part in {"ABOVE", "BELOW"} for part in second if isinstance(part, str)):
            raise ValueError(parts)
        return _ranged(first, second)

    def between_bounds(self, *parts: Any) -> Condition:
        at = next(index for index, part in enumerate(parts) if kind(part) == "DASH")
        strip = (*FILLERS, "ABOVE", "BELOW", "WITHIN")
        first = tuple(part for part in parts[:at] if part not in strip)
        return _ranged(first, tuple(part for part in parts[at + 1 :] if part not in strip))

    def beyond(self, *parts: Any) -> Condition:
        """第10名以后."""
        limit = next(part for part in parts if isinstance(part, Limit))
        return Condition(Interval(low=limit, low_in=False), sign="GT")

    def chained(self, *parts: Any) -> Condition:
        name = next((part[0] for part in parts if isinstance(part, tuple) and isinstance(part[0], str)), "")
        low, first, second, high = (
            part for part in parts if not (isinstance(part, tuple) and isinstance(part[0], str))
        )
        low, high = (part[0] if isinstance(part, tuple) else part for part in (low, high))
        if first in {"GE", "GT"} and second in {"GE", "GT"}:
            low, high, first, second = high, low, second.replace("G", "L"), first.replace("G", "L")
        if first not in {"LE", "LT"} or second not in {"LE", "LT"}:
            raise ValueError(parts)
        low, high = _paired(low, high)
        return Condition(
            Interval(low, high, first == "LE", second == "LE"), first == "LE", second == "LE", "range", name=name
        )


def number_limit(text: str) -> Limit:
    """The limit that a sign writes: 80%, 5.5‰, 500人, 3."""
    found = LEADING.match(text)
    if numeral := re.fullmatch(r"([一二两三四五六七八九十]+)(?!分之)([^一二两三四五六七八九十及或以].*)", text):
        return Limit(figure(numeral[1]), "", numeral[2])  # 四次
    if found is None or re.fullmatch(r"\d+/\d+", text):
        return Limit(ratio(text), "%")
    number, rest = found[0], text[found.end() :]
    if rest in {"个百分点", "百分点"}:
        return Limit(read_number(number) / 100, "%", POINTS)
    if rest in {"%", "‰", "/万", "/10万"}:
        return Limit(read_number(text), rest)
    return Limit(read_number(number), "", rest)


def _sorted(parts: tuple[Any, ...]) -> tuple[list[str], list[Limit], bool | None, bool]:
    words = [part for part in parts if isinstance(part, str)]
    limits = [part[0] if isinstance(part, tuple) else part for part in parts if isinstance(part, Limit | tuple)]
    said = next((part for part in parts if isinstance(part, bool)), None)
    return words, limits, said, any(isinstance(part, tuple) and part[1] for part in parts)


def _one_sided(word: str, limit: Limit, said: bool | None, unclear: bool) -> Condition:  # noqa: FBT001
    match word:
        case "GE" | "ABOVE" | "REACH":
            return Condition(
                Interval(low=limit, low_in=said is not False), low_said=said, sign=word, target_share=unclear
            )
        case "LE" | "BELOW" | "WITHIN" | "KEEP":
            return Condition(
                Interval(high=limit, high_in=said is not False), high_said=said, sign=word, target_share=unclear
            )
        case "GT":
            return Condition(Interval(low=limit, low_in=said is True), low_said=said, sign=word, target_share=unclear)
        case _:
            return Condition(
                Interval(high=limit, high_in=said is True), high_said=said, sign=word, target_share=unclear
            )


def _split(parts: tuple[Any, ...]) -> tuple[Condition, Condition]:
    at = [
        index
        for index, part in enumerate(parts)
        if isinstance(part, str) and part in {"GE", "LE", "GT", "LT", "NOTREACH"}
    ]
    halves = [
        tuple(part for part in half if kind(part) not in {"JOIN", "LISTED"})
        for half in (parts[at[0] : at[1]], parts[at[1] :])
    ]
    first, second = (Conditions().compared(*half) for half in halves)
    return first, second


def _both(halves: tuple[Condition, Condition]) -> Condition:
    low = next((half for half in halves if half.interval.low is not None and half.interval.high is None), None)
    high = next((half for half in halves if half.interval.high is not None and half.interval.low is None), None)
    if low is None or high is None or low.interval.low is None or high.interval.high is None:
        raise ValueError(halves)
    first, second = _paired(low.interval.low, high.interval.high)
    said_low = low.low_said if low.low_said is not None else True if low.sign in {"GE", "LT", "GT"} else None
    said_high = high.high_said if high.high_said is not None else True if high.sign in {"LT", "LE", "GT"} else None
    return Condition(
        Interval(first, second, low.interval.low_in, high.interval.high_in),
        said_low and low.interval.low_in,
        said_high and high.interval.high_in,
        "range",
    )


def _ranged(first: tuple[Any, ...], second: tuple[Any, ...]) -> Condition:
    _, (left,), left_said, _ = _sorted(first)
    _, (right,), right_said, _ = _sorted(second)
    left, right = _paired(left, right)
    if left.value > right.value:
        left, right, left_said, right_said = right, left, right_said, left_said
    interval = Interval(left, right, left_said is not False, right_said is not False)
    return Condition(interval, left_said, right_said, "range")


def _paired(low: Limit, high: Limit) -> tuple[Limit, Limit]:
    """0-10%, 300-400人: what is written behind one end holds for both."""
    if low.of_target and not high.of_target and high.mark == "%":  # 目标值的70%-90%
        return low, Limit(high.value, of_target=True)
    if low.of_target or high.of_target:
        return low, high
    if not low.mark and not low.unit and (high.mark or high.unit):
        return _like(low, high), high
    if not high.mark and not high.unit and (low.mark or low.unit):
        return low, _like(high, low)
    if low.mark != high.mark or low.unit != high.unit:
        raise ValueError((low, high))
    return low, high


def _like(limit: Limit, other: Limit) -> Limit:
    if other.mark:
        return Limit(
            read_number(str(limit.value) + other.mark)
            if limit.value.denominator == 1
            else limit.value * read_number("1" + other.mark),
            other.mark,
            other.unit,
        )
    return Limit(limit.value, "", other.unit)
