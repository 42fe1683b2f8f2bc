"""校验提示: what is wrong in what was given to us, as values; and refusals, as exceptions.

A :class:`Message` is declared once, in the room that finds the mistake, with its Chinese and English text. A
:class:`Diagnostic` is one occurrence: the message, its facts and its places. Diagnostics are collected and returned
beside the result; they are never raised.
"""

import enum
from collections.abc import Iterable

from kaocheng.places import InFile, InSheet, InTable, Place, place_text
from kaocheng.values import frozen


class Severity(enum.StrEnum):
    """How grave a diagnostic is. Only errors make a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@frozen
class Message:
    """What a diagnostic says: texts with ``{facts}``, and what to do about it."""

    code: str
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""

    def at(self, *places: Place, **facts: object) -> "Diagnostic":
        """One occurrence of this message, with the places concerned and the facts that its texts name."""
        return Diagnostic(self, tuple((name, str(value)) for name, value in facts.items()), places)


@frozen
class Diagnostic:
    """One occurrence of a message."""

    message: Message
    facts: tuple[tuple[str, str], ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def code(self) -> str:
        """The stable name of the mistake, such as ``weights-do-not-sum``."""
        return self.message.code

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.message.severity

    def text(self, lang: str = "zh") -> str:
        """What is wrong, in words."""
        return (self.message.en if lang == "en" else self.message.zh).format_map(dict(self.facts))

    def hint(self, lang: str = "zh") -> str:
        """What to do about it; may be empty."""
        return (self.message.hint_en if lang == "en" else self.message.hint_zh).format_map(dict(self.facts))

    def line(self, lang: str = "zh") -> str:
        """The whole diagnostic on one line: places, severity, text, hint."""
        places = (", " if lang == "en" else "、").join(place_text(place, lang) for place in self.places)
        severity = str(self.severity) if lang == "en" else SEVERITY_NAMES[self.severity]
        colon = ": " if lang == "en" else "："
        gap = " " if lang == "en" and self.hint(lang) else ""
        return f"{places + ' ' if places else ''}{severity}{colon}{self.text(lang)}{gap}{self.hint(lang)}"

    def as_json(self, lang: str = "zh") -> dict[str, object]:
        """The diagnostic as JSON-ready data."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.text(lang),
            "hint": self.hint(lang),
            "places": [place_text(place, lang) for place in self.places],
        }


class Refusal(Exception):
    """Something cannot be done at all; ``diagnostics`` says why. Commands end with exit code 2."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(diagnostic.line() for diagnostic in diagnostics))
        self.diagnostics = diagnostics


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics that are errors."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like ``name``, or the empty string."""
    import difflib

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """「您是否指“…”？」 with the nearest known name, or the empty string."""
    found = nearest(name, known)
    return f"您是否指“{found}”？" if found else ""


MORE = {
    severity: Message(
        "more-of-the-same",
        severity,
        "同一列里还有 {count} 处同类问题（{of}），最后一处在 {last}。",
        "{count} more of the same kind in this column ({of}), the last at {last}.",
        "全部列出：kaocheng check --all，或在“校验提示”页点“逐条列出”。",
        "To see all: kaocheng check --all, or 逐条列出 on the page of messages.",
    )
    for severity in Severity
}
_SHOWN, _SHOWN_DIFFERENT = 3, 8


def gathered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with those of one kind in one column of a table put together, in the order of the first.

    Of each such group the first few stand, and the first that differ from them; the others become one, which counts
    them.
    """
    groups: dict[object, list[Diagnostic]] = {}
    for number, diagnostic in enumerate(diagnostics):
        groups.setdefault(_column(diagnostic) or number, []).append(diagnostic)
    return [diagnostic for group in groups.values() for diagnostic in _some_of(group)]


def _column(diagnostic: Diagnostic) -> object:
    """The column of a table that a diagnostic is about, with its kind; None where it is about something else."""
    match diagnostic.places:
        case [InFile(path, line, column)] if line and path.endswith((".csv", ".tsv")):
            where = (path, str(column))
        case [InSheet(path, sheet, cell)]:
            where = (path, sheet + cell.rstrip("0123456789"))
        case [InTable(table, _, column)]:
            where = (table, column)
        case _:
            return None
    return diagnostic.code, where, dict(diagnostic.facts).get("column")


def _some_of(group: list[Diagnostic]) -> list[Diagnostic]:
    if len(group) <= _SHOWN_DIFFERENT:
        return group
    shown = group[:_SHOWN]
    seen = {diagnostic.facts for diagnostic in shown}
    for diagnostic in group[_SHOWN:]:
        if len(shown) == _SHOWN_DIFFERENT:
            break
        if diagnostic.facts not in seen:
            seen.add(diagnostic.facts)
            shown.append(diagnostic)
    first, last = group[0], group[-1]
    facts = {"count": f"{len(group) - len(shown):,}", "of": first.code, "last": last.places[0]}
    return [*shown, MORE[first.severity].at(**facts)]
