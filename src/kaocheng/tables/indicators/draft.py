"""An indicator in the making, and numbering those that came without a code: A, A1, A11; A01 where there are many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kaocheng.tables.sheet import SheetCell

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(slots=True)
class Draft:
    """An indicator in the making; ``misread`` tells that its weight is there but was no number."""

    cell: SheetCell
    name: str
    code: str = ""
    weight: Fraction | None = None
    misread: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    below: list["Draft"] = field(default_factory=list)


def give_codes(top: Sequence[Draft]) -> list[Draft]:
    """Gives a code to all that have none, unlike any that is there; those that got one, in order."""
    taken = {draft.code for draft in _walk(top)} - {""}
    given: list[Draft] = []
    _number(top, "", taken, given)
    return given


def _number(drafts: Sequence[Draft], parent: str, taken: set[str], given: list[Draft]) -> None:
    for position, draft in enumerate(drafts):
        if not draft.code:
            draft.code = next(code for code in _codes(parent, position, len(drafts)) if code not in taken)
            taken.add(draft.code)
            given.append(draft)
        _number(draft.below, draft.code, taken, given)


def _codes(parent: str, position: int, siblings: int) -> Iterator[str]:
    if not parent:
        yield from _LETTERS[position:]
        parent = "Z"
    digits = len(str(siblings))
    number = position + 1
    while True:
        yield f"{parent}{number:0{digits}d}"
        number += 1


def _walk(drafts: Sequence[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        yield draft
        yield from _walk(draft.below)
