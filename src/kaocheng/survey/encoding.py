"""Cells of one column → what is kept of them: one byte an answer for options, values for the rest.

Code 0 is no answer; option k (from 0) is code k + 1. A cell that is nothing known is kept as a :class:`Fault`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from kaocheng.numbers import NotANumber, read_number
from kaocheng.survey.headers import bare_option, option_index, plain
from kaocheng.survey.questionnaire import Question

MISSING = frozenset({"", "-2", "-3", "(空)", "(跳过)", "na", "n/a", "#n/a", "null", "none", "nan", "-oth-"})
_YES = frozenset({"1", "y", "yes", "true", "是", "选中", "已选", "√", "✓"})
_NO = frozenset({"0", "n", "no", "false", "否", "未选中", "未选"})
_SPLITS = (r"[┋|;；\n]", r"[,，、]", r"\s+")
_FEW = 5


@dataclass(slots=True)
class Fault:
    """Cells that could not be read: how many there are and the first rows (counted from 0)."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """One more of them."""
        self.count += 1
        if len(self.rows) < _FEW:
            self.rows.append(row)


class ChoiceColumn:
    """A single choice or a scale: one code a respondent. ``letters`` are the codes of one-byte cells met so far."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.faults: dict[str, Fault] = {}
        self.by_number = self.by_label = ""
        self.letters = {0: 0}
        self._codes: dict[str, int] = {}
        self._parts: list[bytes] = []
        self._named: dict[str, int] = {}
        for code, option in enumerate(question.options, 1):
            for name in (plain(option.text), plain(option.code), bare_option(option.text)):
                self._named.setdefault(name, code)
        self._named.pop("", None)
        # Where the options are themselves numbers (5, 4, 3 …), a number is the option, never its position.
        self._numeric = any(name.isdigit() for name in self._named)

    def feed(self, cells: Sequence[str], first: int) -> None:
        """The next cells; ``first`` is the row of the first of them."""
        codes = self._codes
        for cell in dict.fromkeys(cells):
            if cell not in codes:
                codes[cell] = self.code(cell)
        coded = bytes([codes[cell] for cell in cells])
        if any(codes[cell] == 0 and is_unknown(cell) for cell in set(cells)):
            for row, cell in enumerate(cells, first):
                if not codes[cell] and is_unknown(cell):
                    self.fault(cell, row)
        self._parts.append(coded)

    def feed_codes(self, codes: bytes) -> None:
        """The next answers, already as codes."""
        self._parts.append(codes)

    def fault(self, cell: str, row: int) -> None:
        """Records a cell that is no option."""
        self.faults.setdefault(cell, Fault()).add(row)

    def code(self, cell: str) -> int:
        """The code of a cell; 0 for no answer and for what is no option."""
        name = re.sub(r"^(\d+)\.0+$", r"\1", plain(cell))
        if found := self._named.get(name):
            self.by_label = self.by_label or cell
            return found
        if name in MISSING or (name.isdigit() and self._numeric):
            return 0
        if name.isdigit():
            self.by_number = self.by_number or cell
            return int(name) if 1 <= int(name) <= len(self.question.options) else 0
        self.by_label = self.by_label or cell
        index = option_index(self.question, cell)
        return 0 if index is None else index + 1

    def result(self) -> bytes:
        """All the codes."""
        return b"".join(self._parts)


def is_unknown(cell: str) -> bool:
    """Whether a cell without a code holds something after all."""
    return plain(cell) not in MISSING


class TicksColumn:
    """A multiple choice joined in one cell (「音乐┋体育」, 「a b」): a byte 0/1 an option and respondent."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.faults: dict[str, Fault] = {}
        self._cells: dict[str, tuple[frozenset[int], tuple[str, ...]]] = {}
        self._rows: list[frozenset[int]] = []

    def feed(self, cells: Sequence[str], first: int) -> None:
        """The next cells; ``first`` is the row of the first of them."""
        for row, cell in enumerate(cells, first):
            if cell not in self._cells:
                self._cells[cell] = self._read(cell)
            ticked, unknown = self._cells[cell]
            self._rows.append(ticked)
            for part in unknown:
                self.faults.setdefault(part, Fault()).add(row)

    def _read(self, cell: str) -> tuple[frozenset[int], tuple[str, ...]]:
        if plain(cell) in MISSING:
            return frozenset(), ()
        if (whole := option_index(self.question, cell)) is not None:
            return frozenset([whole]), ()
        best: tuple[frozenset[int], tuple[str, ...]] = (frozenset(), (cell,))
        for pattern in _SPLITS:
            parts = [part for part in re.split(pattern, cell.strip()) if part.strip()]
            indexes = [option_index(self.question, part) for part in parts]
            unknown = tuple(part for part, index in zip(parts, indexes, strict=True) if index is None)
            ticked = frozenset(index for index in indexes if index is not None)
            if len(ticked) > len(best[0]):
                best = (ticked, unknown)
            if parts and not unknown:
                break
        return best

    def result(self) -> tuple[bytes, ...]:
        """One column of 0/1 an option."""
        return tuple(bytes([k in row for row in self._rows]) for k in range(len(self.question.options)))


class TickColumn:
    """One option of a multiple choice in a column of its own: 1/0, 是/否, Y/blank, or the option's text."""

    def __init__(self, question: Question, index: int) -> None:
        self.question = question
        self.faults: dict[str, Fault] = {}
        self._own = {plain(question.options[index].text), plain(question.options[index].code)} - {""}
        self._parts: list[bytes] = []

    def feed(self, cells: Sequence[str], first: int) -> None:
        """The next cells; ``first`` is the row of the first of them."""
        known = {cell: self._tick(cell) for cell in set(cells)}
        self._parts.append(bytes([known[cell] == 1 for cell in cells]))
        if None in known.values():
            for row, cell in enumerate(cells, first):
                if known[cell] is None:
                    self.faults.setdefault(cell, Fault()).add(row)

    def _tick(self, cell: str) -> int | None:
        name = re.sub(r"\.0+$", "", plain(cell))
        if name in self._own or name in _YES:
            return 1
        return 0 if name in MISSING or name in _NO else None

    def result(self) -> bytes:
        """0/1 a respondent."""
        return b"".join(self._parts)


class NumberColumn:
    """Numbers: an exact value or None a respondent."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.faults: dict[str, Fault] = {}
        self._known: dict[str, Fraction | None] = {}
        self._values: list[Fraction | None] = []

    def feed(self, cells: Sequence[str], first: int) -> None:
        """The next cells; ``first`` is the row of the first of them."""
        for row, cell in enumerate(cells, first):
            if cell not in self._known:
                self._known[cell] = self._read(cell)
            value = self._known[cell]
            if value is None and is_unknown(cell):
                self.faults.setdefault(cell, Fault()).add(row)
            self._values.append(value)

    def _read(self, cell: str) -> Fraction | None:
        if not is_unknown(cell):
            return None
        try:
            return read_number(cell)
        except NotANumber:
            return None

    def result(self) -> tuple[Fraction | None, ...]:
        """All the values."""
        return tuple(self._values)


class TextColumn:
    """Open answers, stripped; the empty string is none."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def feed(self, cells: Sequence[str], first: int) -> None:  # noqa: ARG002
        """The next cells."""
        self._values.extend("" if plain(cell) in MISSING else cell.strip() for cell in cells)

    def result(self) -> tuple[str, ...]:
        """All the texts."""
        return tuple(self._values)


class FlagColumn:
    """A yes or no a respondent that is decided cell by cell: answered too fast, never submitted."""

    def __init__(self, decide: Callable[[str], bool]) -> None:
        self._decide = decide
        self._parts: list[bytes] = []

    def feed(self, cells: Sequence[str], first: int) -> None:  # noqa: ARG002
        """The next cells."""
        known = {cell: self._decide(cell) for cell in set(cells)}
        self._parts.append(bytes([known[cell] for cell in cells]))

    def result(self) -> bytes:
        """0/1 a respondent."""
        return b"".join(self._parts)


Column = ChoiceColumn | TicksColumn | TickColumn | NumberColumn | TextColumn | FlagColumn


def read_seconds(cell: str) -> Fraction | None:
    """A duration: 「97秒」, 「1分37秒」, 「1小时2分」, 「00:01:37」, 「97.5」; None for anything else."""
    name = plain(cell)
    if found := re.fullmatch(r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|m))?(?:(\d+)(?:秒|s))?", name):
        parts = [int(part or 0) for part in found.groups()]
        return Fraction(parts[0] * 3600 + parts[1] * 60 + parts[2]) if name else None
    if found := re.fullmatch(r"(\d+):(\d\d)(?::(\d\d))?", name):
        parts = [int(part or 0) for part in found.groups()]
        return Fraction(parts[0] * 3600 + parts[1] * 60 + parts[2] if found[3] else parts[0] * 60 + parts[1])
    return Fraction(name) if re.fullmatch(r"\d+(?:\.\d+)?", name) else None


def seconds_between(start: str, end: str) -> Fraction | None:
    """The seconds from one ISO time to another; None where either is no time."""
    try:
        begun, ended = (datetime.fromisoformat(text.strip()) for text in (start, end))
        return Fraction(int((ended - begun).total_seconds()))
    except (ValueError, TypeError):
        return None
