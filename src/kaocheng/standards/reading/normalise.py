"""Normalising a sentence: one writing for each sign, no extraction noise, with a map back to the text as given."""

# ruff: noqa: E501 - a table of signs

import re

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InSentence
from kaocheng.standards import messages
from kaocheng.values import frozen

MOST_CHARACTERS = 2000
MOST_BRACKETS = 12

_SIGNS = {
    "（": "(", "）": ")", "〔": "(", "〕": ")", "【": "[", "】": "]", "［": "[", "］": "]", "｛": "(", "｝": ")", "{": "(", "}": ")",
    "，": ",", "；": ";", "：": ":", "．": ".", "｡": "。", "﹔": ";", "︰": ":", "﹕": ":", "！": "。", "!": "。", "？": "。", "?": "。",
    "－": "-", "—": "-", "–": "-", "―": "-", "～": "-", "~": "-", "〜": "-", "−": "-", "﹣": "-", "─": "-", "‐": "-", "‑": "-",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "＞": ">", "＜": "<", "﹥": ">", "﹤": "<", "＝": "=", "﹦": "=", "＋": "+", "／": "/", "∕": "/",
    "％": "%", "﹪": "%", "✕": "×", "╳": "×", "*": "×", "＊": "×", "·": "·", "∶": ":", "｜": "|", "、": "、", "﹑": "、", "､": "、",
    "∑": "Σ", "“": "“", "＂": '"', "②": "②", "㎡": "㎡", "⒈": "①", "⒉": "②", "⒊": "③", "⒋": "④", "⒌": "⑤", "⒍": "⑥", "⒎": "⑦", "⒏": "⑧", "⒐": "⑨",
    "⑴": "①", "⑵": "②", "⑶": "③", "⑷": "④", "⑸": "⑤", "⑹": "⑥", "⑺": "⑦", "⑻": "⑧", "⑼": "⑨",
    "❶": "①", "❷": "②", "❸": "③", "❹": "④", "❺": "⑤", "❻": "⑥", "㈠": "①", "㈡": "②", "㈢": "③", "㈣": "④", "㈤": "⑤", "㈥": "⑥",
}  # fmt: skip
_TAG = re.compile(r"<\s*/?\s*(?:p|br|td|tr|div|span|b|strong)\b[^<>]{0,60}>", re.IGNORECASE)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u00a0\u3000 \t\r\n\v\f\u2028\u2029")
_PAIRS = ((">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"))


@frozen
class Normal:
    """Normalised text; ``at[i]`` is where its character ``i`` stands in the sentence as given."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> InSentence:
        """The place, in the sentence as given, of the normalised characters ``start``…``end``."""
        if not self.at:
            return InSentence(0, 0)
        first = self.at[min(start, len(self.at) - 1)]
        last = self.at[min(max(end, start + 1), len(self.at)) - 1]
        return InSentence(first, last + 1)


def normalise(sentence: str) -> tuple[Normal, tuple[Diagnostic, ...]]:
    """The sentence in one writing, and why it cannot be read at all (too long, too deep, unprintable, empty)."""
    if len(sentence) > MOST_CHARACTERS:
        facts = {"found": len(sentence), "expected": MOST_CHARACTERS}
        return Normal("", ()), (messages.TOO_LONG.at(InSentence(MOST_CHARACTERS, len(sentence)), **facts),)
    characters: list[str] = []
    at: list[int] = []
    tags = {index for found in _TAG.finditer(sentence) for index in range(*found.span())}
    blank = False
    for index, character in enumerate(sentence):
        if character in _INVISIBLE or index in tags:
            blank = True
            continue
        if ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or 0xD800 <= ord(character) < 0xF900:
            problem = messages.CONTROL.at(InSentence(index, index + 1), code=f"{ord(character):04X}")
            return Normal("", ()), (problem,)
        plain = _plain(character)
        if blank and characters and _is_digit(characters[-1]) and _is_digit(plain):
            characters.append(" ")
            at.append(index - 1)
        blank = False
        if plain == "." and _ends_clause(characters, sentence[index + 1 : index + 2]):
            plain = "。"
        characters.append(plain)
        at.append(index)
    text, places = _joined("".join(characters), at)
    if not text:
        return Normal("", ()), (messages.EMPTY.at(),)
    if _depth(text) > MOST_BRACKETS:
        return Normal("", ()), (messages.TOO_DEEP.at(InSentence(0, len(sentence))),)
    return Normal(text, tuple(places)), ()


def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    return character


def _ends_clause(before: list[str], after: str) -> bool:
    """Whether a Western full stop ends a clause: behind a Chinese character, before another or the end."""
    return bool(before) and "一" <= before[-1] <= "龥" and (not after.strip() or "一" <= after <= "龥")


def _is_digit(character: str) -> bool:
    return "0" <= character <= "9"


def _joined(text: str, at: list[int]) -> tuple[str, list[int]]:
    out: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        pair = next((sign for written, sign in _PAIRS if text.startswith(written, index)), "")
        # A stop that is written twice, or a dash of two strokes, is one sign.
        if not pair and out and text[index] == out[-1] and text[index] in "-,;。:":
            index += 1
            continue
        out.append(pair or text[index])
        places.append(at[index])
        index += 2 if pair else 1
    return "".join(out), places


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest
