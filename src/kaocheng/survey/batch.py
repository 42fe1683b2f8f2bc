"""The columns of one source while they are being read: a reader for each that somebody asks for."""

from collections.abc import Sequence
from fractions import Fraction

from kaocheng.survey.encoding import (
    ChoiceColumn,
    Column,
    Fault,
    FlagColumn,
    NumberColumn,
    TextColumn,
    TickColumn,
    TicksColumn,
    read_seconds,
    seconds_between,
)
from kaocheng.survey.headers import plain
from kaocheng.survey.questionnaire import MULTIPLE, NUMBER, TEXT, Question, Questionnaire
from kaocheng.survey.responses import Responses
from kaocheng.survey.sheets import Sheet


class Batch:
    """One reader a column. With ``several`` sources what tells responses apart is read too, to find duplicates."""

    def __init__(self, sheet: Sheet, questionnaire: Questionnaire, *, several: bool) -> None:
        self.sheet = sheet
        self._several = several
        self.questionnaire = questionnaire
        self.columns: list[tuple[int, Column]] = []
        self.by_question: dict[str, Column] = {}
        self.ticks: dict[str, dict[int, TickColumn]] = {}
        self._identity: list[TextColumn] = []
        self._fast: FlagColumn | None = None
        self._times: tuple[TextColumn, TextColumn] | None = None
        self._unsubmitted: FlagColumn | None = None
        self.ragged = Fault()
        self.ragged_width = 0
        self.blank_headers: set[int] = set()
        layout = sheet.layout
        for question in questionnaire.questions:
            if question.id in layout.answers:
                column = _reader(question)
                self.by_question[question.id] = column
                self.columns.append((layout.answers[question.id], column))
            for index, place in layout.ticks.get(question.id, {}).items():
                tick = TickColumn(question, index)
                self.ticks.setdefault(question.id, {})[index] = tick
                self.columns.append((place, tick))
        self._add_flags()

    def _add_flags(self) -> None:
        layout, least = self.sheet.layout, self.questionnaire.validity.min_seconds
        if least is not None and layout.seconds is not None:
            self._fast = FlagColumn(lambda cell: (read_seconds(cell) or least) < least)
            self.columns.append((layout.seconds, self._fast))
        elif least is not None and layout.started is not None and layout.ended is not None:
            self._times = (TextColumn(), TextColumn())
            self.columns += [(layout.started, self._times[0]), (layout.ended, self._times[1])]
        if layout.submitted is not None:
            self._unsubmitted = FlagColumn(lambda cell: not plain(cell))
            self.columns.append((layout.submitted, self._unsubmitted))
        named = [plain(header) for header in self.sheet.header]
        wanted = [plain(name) for name in self.questionnaire.identity]
        places = [named.index(name) for name in wanted if name in named]
        if not wanted and self._several:
            own = ("_uuid", "序号", "编号", "答卷编号", "id", "responseid", "instanceid", "meta/instanceid")
            places = [place for place in (layout.submitted,) if place is not None]
            places += [named.index(name) for name in own if name in named]
        for place in places:
            column = TextColumn()
            self._identity.append(column)
            self.columns.append((place, column))

    def fits(self, line: int, cells: list[str]) -> bool:
        """Whether a row is as wide as the header, blank ends apart; one that is not is counted as a fault."""
        width = len(self.sheet.header)
        if len(cells) > width and not any(cells[width:]):
            del cells[width:]
        elif len(cells) < width and self.sheet.name:
            cells += [""] * (width - len(cells))
        if len(cells) == width:
            return True
        self.ragged_width = self.ragged_width or len(cells)
        self.ragged.add(line)
        return False

    def feed(self, cells: Sequence[Sequence[str]], first: int) -> None:
        """The next rows, by column; ``first`` is the number of the first of them."""
        for place, column in self.columns:
            column.feed(cells[place], first)
        for place, header in enumerate(self.sheet.header):
            if not plain(header) and any(cells[place]):
                self.blank_headers.add(place)

    def result(self, count: int) -> Responses:
        """What was read; a question without a column was answered by nobody."""
        choices: dict[str, bytes] = {}
        ticks: dict[str, tuple[bytes, ...]] = {}
        numbers: dict[str, tuple[Fraction | None, ...]] = {}
        texts: dict[str, tuple[str, ...]] = {}
        for question in self.questionnaire.questions:
            column = self.by_question.get(question.id)
            if question.kind == MULTIPLE:
                single = self.ticks.get(question.id, {})
                apart = tuple(single[k].result() if k in single else bytes(count) for k in range(len(question.options)))
                ticks[question.id] = column.result() if isinstance(column, TicksColumn) else apart
            elif question.kind == NUMBER:
                numbers[question.id] = column.result() if isinstance(column, NumberColumn) else (None,) * count
            elif question.kind == TEXT:
                texts[question.id] = column.result() if isinstance(column, TextColumn) else ("",) * count
            else:
                choices[question.id] = column.result() if isinstance(column, ChoiceColumn) else bytes(count)
        unsubmitted = self._unsubmitted.result() if self._unsubmitted else b""
        return Responses(count, choices, ticks, numbers, texts, unsubmitted=unsubmitted, fast=self._fast_flags())

    def _fast_flags(self) -> bytes:
        least = self.questionnaire.validity.min_seconds
        if self._times and least is not None:
            spans = map(seconds_between, self._times[0].result(), self._times[1].result())
            return bytes(span is not None and span < least for span in spans)
        return self._fast.result() if self._fast else b""

    def identity(self, count: int) -> Sequence[str]:
        """What tells each response from others; blank where nothing does."""
        if not self._identity:
            return [""] * count
        rows = zip(*(column.result() for column in self._identity), strict=True)
        return ["\x1f".join(parts) if any(parts) else "" for parts in rows]


def _reader(question: Question) -> Column:
    match question.kind:
        case "multiple":
            return TicksColumn(question)
        case "number":
            return NumberColumn(question)
        case "text":
            return TextColumn()
        case _:
            return ChoiceColumn(question)
