"""Indicators are named by their codes: what can be one, which is free, and what goes with an indicator."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kaocheng.web.content.items import Body, Item
from kaocheng.web.content.references import followed
from kaocheng.web.content.renaming import Renaming

KEYED = {"indicator", "judgement", "reading", "paper"}
"""The kinds of item that stand under the code of their indicator."""
_UNFIT = re.compile(r"[\s./\\:*?\"<>|{}]|^$")


def is_code(text: str) -> bool:
    """Whether a text can be a code: it names a file, and stands in references and in lists parted by blanks."""
    return not _UNFIT.search(text)


@dataclass(frozen=True)
class Leaving:
    """What goes with an indicator: items that are removed, items that only lose their link, texts that refer to it."""

    removed: tuple[Item, ...]
    loosened: tuple[tuple[Item, Body], ...]
    referring: tuple[Item, ...]


def leaving(items: Iterable[Item], codes: Iterable[str]) -> Leaving:
    """What goes with the indicators ``codes`` and all below them. A text that refers to a figure of them stays as it is."""
    items = list(items)
    gone = below(items, codes)
    removed = tuple(item for item in items if item.kind in KEYED and item.key in gone)
    staying = [item for item in items if item not in removed]
    without = Renaming(code=lambda code: "" if code in gone else code)
    loosened = tuple((item, body) for item, _, body in followed(staying, without))
    loose = {item.identity: replace(item, body=body) for item, body in loosened}
    marked = Renaming(code=lambda code: f"{code}?" if code in gone else code)
    referring = tuple(item for item, _, _ in followed((loose.get(item.identity, item) for item in staying), marked))
    return Leaving(removed, loosened, referring)


def below(items: Iterable[Item], codes: Iterable[str]) -> list[str]:
    """The codes and those of all indicators below them, parents first."""
    indicators = [item for item in items if item.kind == "indicator"]
    found = list(codes)
    for parent in found:
        found += [item.key for item in indicators if item.body.get("parent") == parent and item.key not in found]
    return found


def next_code(codes: Iterable[str], parent: str, last: str) -> str:
    """A free code behind ``last``, the last one below ``parent``; where there is none, the first one below it."""
    taken = set(codes)
    code = _after(last) if last else (f"{parent}1" if parent else "A")
    while code in taken:
        code = _after(code)
    return code


def _after(code: str) -> str:
    """``A109`` → ``A110``, ``B`` → ``C``; what cannot be counted on gets a number."""
    if digits := re.search(r"\d+$", code):
        return code[: digits.start()] + str(int(digits[0]) + 1).zfill(len(digits[0]))
    return chr(ord(code) + 1) if re.fullmatch("[A-Ya-y]", code) else f"{code}1"
