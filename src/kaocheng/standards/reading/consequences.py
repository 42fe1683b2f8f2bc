"""What the grammar's consequences mean: the methods are named after the rules of grammar.lark."""

# ruff: noqa: D102 - the methods are described by the rules of grammar.lark that they are named after

import re
from typing import Any

from kaocheng.standards.reading.clauses import Consequence, Mark
from kaocheng.standards.reading.figures import figure, kind, ratio
from kaocheng.standards.rules import FULL, NOTHING, Worth


class Consequences:
    """得, 扣, 加, 占: worths and what is done with them."""

    def award(self, *parts: Any) -> Consequence:
        return self._plain("award", parts)

    def each(self, *parts: Any) -> Consequence:
        return self._plain("each", parts)

    def deduct(self, *parts: Any) -> Consequence:
        return self._plain("deduct", parts)

    def add(self, *parts: Any) -> Consequence:
        return self._plain("add", parts)

    def most(self, *parts: Any) -> Consequence:
        return self._plain("most", parts)

    def line(self, *parts: Any) -> Consequence:
        """得6分线性插值至10分: from the low end of an interval to its high end."""
        first, last = (part for part in parts if isinstance(part, Mark))
        return Consequence("line", (first, last))

    def within(self, *parts: Any) -> Consequence:
        """按插值法得3-5分."""
        return Consequence("within", tuple(part for part in parts if isinstance(part, Mark)))

    def linear(self, *_parts: Any) -> Consequence:
        """按线性插值法计分: between what the neighbours earn."""
        return Consequence("linear")

    def zero(self, *_parts: Any) -> Consequence:
        return Consequence("zero", (Mark(NOTHING),))

    def veto(self, *_parts: Any) -> Consequence:
        return Consequence("veto", (Mark(NOTHING),))

    def bracketed(self, text: str) -> Consequence:
        """(2分), (1/3), (30%) behind a wording."""
        inside = re.sub(r"[^\d./%]", "", text)
        mark = self.share(inside) if "/" in inside or "%" in inside else self.points(inside)
        return Consequence("award", (mark,))

    def full_mark(self, *_parts: Any) -> Consequence:
        """不扣分 is the whole weight."""
        return Consequence("award", (Mark(FULL),))

    def floor(self, *_parts: Any) -> Consequence:
        return Consequence("floor")

    def _plain(self, what: str, parts: tuple[Any, ...]) -> Consequence:
        marks: list[Mark] = []
        for part in parts:
            if isinstance(part, Mark):
                marks.append(part)
            elif isinstance(part, tuple):
                marks.extend(part)
        return Consequence(
            what, tuple(marks), any(kind(part) == "RESPECTIVELY" or "分别" in str(part) for part in parts if kind(part))
        )

    def more(self, *parts: Any) -> tuple[Mark, ...]:
        marks = (Mark(NOTHING) if kind(part) == "ZERO" else part for part in parts)
        return tuple(mark for mark in marks if isinstance(mark, Mark))

    def worth_range(self, first: Mark, _dash: object, second: Mark) -> Mark:
        # 100%—90%（含）, 8-10分, 权重分的60%-80%: the better end first.
        least, best = sorted(
            (self._scaled(first, second), self._scaled(second, first)), key=lambda mark: mark.worth.amount
        )
        return Mark(best.worth, least.worth, best.worth_in, least.worth_in)

    @staticmethod
    def _scaled(mark: Mark, other: Mark) -> Mark:
        worth = mark.worth
        if worth.is_share == other.worth.is_share or worth.amount == 0 or other.worth.amount == 0:
            return Mark(Worth(worth.amount, other.worth.is_share) if worth.amount == 0 else worth, None, mark.worth_in)
        if not worth.is_share and other.worth.is_share and not mark.in_points:  # 80-100%
            return Mark(Worth(worth.amount / 100, is_share=True), None, mark.worth_in)
        if worth == FULL:
            return mark
        raise ValueError(mark)

    def points(self, text: str, included: bool = True) -> Mark:  # noqa: FBT001, FBT002
        value = figure(text)
        return Mark(Worth(value) if value else NOTHING, worth_in=included, in_points=True)

    def bare_points(self, text: str) -> Mark:
        value = figure(text)
        return Mark(Worth(value) if value else NOTHING)

    def whole(self, _text: str) -> Mark:
        return Mark(FULL)

    def whole_points(self, _whole: str, text: str) -> Mark:
        """得满分6分."""
        return self.points(text)

    def share_of(self, *parts: Any) -> Mark:
        return next(part for part in parts if isinstance(part, Mark))

    def share_only(self, mark: Mark) -> Mark:
        return mark

    def of_whole(self, mark: Mark, *_rest: Any) -> Mark:
        return mark

    def share(self, text: str, included: bool = True) -> Mark:  # noqa: FBT001, FBT002
        return Mark(Worth(ratio(text), is_share=True), worth_in=included)

    def mark(self, token: object) -> bool:
        return kind(token) == "INCL"
