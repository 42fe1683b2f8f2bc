"""Indicators are named by their codes: what refers to a code, and what becomes of that when a code changes or goes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kaocheng.web.content.items import Body, Item

KEYED = {"indicator", "judgement", "reading", "paper"}
"""The kinds of item that stand under the code of their indicator."""
# The fields that hold codes: one, a list, or several parted by blanks. Other kinds of item only refer from their texts.
_FIELDS = {
    "indicator": ("code", "parent"), "judgement": ("indicator",), "reading": ("indicator",), "review": ("indicator",),
    "problem": ("indicators",), "evidence": ("指标",), "voucher": ("指标",), "asset": ("指标",),
}  # fmt: skip
_DATA = {"row", "amendment", "table", "name", "metric", "units", "file"}
_UNFIT = re.compile(r"[\s./\\:*?\"<>|{}]|^$")


def is_code(text: str) -> bool:
    """Whether a text can be a code: it names a file, and stands in references and in lists parted by blanks."""
    return not _UNFIT.search(text)


def renamed(items: Iterable[Item], old: str, new: str) -> Iterator[tuple[Item, str, Body]]:
    """Every item that changes when the code ``old`` becomes ``new``, with its key and its body after that."""
    for item in items:
        if item.kind in _DATA:
            continue
        key = new if item.kind in KEYED and item.key == old else item.key
        body = _with_code(item, old, new)
        if (key, body) != (item.key, item.body):
            yield item, key, body


@dataclass(frozen=True)
class Leaving:
    """What goes with an indicator: items that are removed, items that only lose their link, texts that refer to it."""

    removed: tuple[Item, ...]
    loosened: tuple[tuple[Item, Body], ...]
    referring: tuple[Item, ...]


def leaving(items: Iterable[Item], code: str) -> Leaving:
    """What goes with the indicator ``code`` and all below it. A text that refers to a figure of it stays as it is."""
    items = list(items)
    gone = below(items, code)
    removed = tuple(item for item in items if item.kind in KEYED and item.key in gone)
    staying = [item for item in items if item.kind not in KEYED | _DATA]
    loosened = tuple((item, body) for item in staying if (body := _without(item, gone)) != item.body)
    referring = tuple(item for item in staying if any(_refers(item, old) for old in gone))
    return Leaving(removed, loosened, referring)


def below(items: Iterable[Item], code: str) -> list[str]:
    """The code and those of all indicators below it, parents first."""
    indicators = [item for item in items if item.kind == "indicator"]
    found = [code]
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


def _with_code(item: Item, old: str, new: str) -> Body:
    body = _in_texts(item.body, old, new)
    fields = _FIELDS.get(item.kind, ())
    return body | {name: _swapped(body[name], old, new) for name in fields if name in body} if fields else body


def _swapped(value: Any, old: str, new: str) -> Any:
    if isinstance(value, list):
        return [new if code == old else code for code in value]
    return " ".join(new if code == old else code for code in str(value).split(" "))


def _without(item: Item, gone: list[str]) -> Body:
    found: dict[str, Any] = {}
    for name in _FIELDS.get(item.kind, ()):
        value = item.body.get(name)
        if isinstance(value, list):
            found[name] = [code for code in value if code not in gone]
        elif value is not None:
            found[name] = " ".join(code for code in value.split(" ") if code not in gone)
    return item.body | found if found else item.body


def _in_texts(body: Body, old: str, new: str) -> Body:
    if isinstance(body, dict):
        return {name: _in_texts(value, old, new) for name, value in body.items()}
    if isinstance(body, list):
        return [_in_texts(value, old, new) for value in body]
    return _reference(old).sub(lambda found: found[1] + new, str(body))


def _refers(item: Item, code: str) -> bool:
    return _in_texts(item.body, code, f"{code}?") != item.body


def _reference(code: str) -> re.Pattern[str]:
    """``{{指标.A101`` in a text, or a quantity of published.yaml, which is nothing but such a reference."""
    return re.compile(rf"(\{{\{{\s*指标\.|^指标\.){re.escape(code)}(?=[.\s}}]|$)")
