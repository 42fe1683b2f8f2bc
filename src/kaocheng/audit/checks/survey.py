"""Surveys: option tables against their number of answers, shares and satisfaction against the counts.

Counts are whole and exact, so a share or a satisfaction rate can be told to its last digit; one that was worked out
from shares already rounded shows. A percentage that no whole number of answers gives is found as well (GRIM).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Ratio, Weighted, added
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import BY_ROUNDING, Against, Confidence, Result, fails, holds
from kaocheng.numbers import half_up

TOTAL, TEXT, RATE, GRIM = "survey-total", "frequency-text", "satisfaction", "grim"
_ANSWERS = re.compile(r"(?:回答人数|答题人数|总人数|合计|样本数|有效份数)[：:]?\s*(\d+)\s*(?:人|份)?$")
_SAMPLE = re.compile(r"(?:有效问卷|回收问卷|样本|调查对象)[^，。；%]{0,8}?(\d+)\s*(?:份|人)")
_OPTION = re.compile(r"^[A-Za-z]?\s*[.、．]?\s*")
_PHRASE = re.compile(
    r"(?P<rate>\d+(?:\.\d+)?)%\s*的?(?:调查对象|受访者|受访居民|居民|群众|人|被调查者)?(?:表示|认为|选择|为|是)?\s*(?P<option>[^，。；%]{1,30})"
)
_SURVEY = re.compile(r"问卷|调查对象|受访|满意")


@dataclass(frozen=True)
class Question:
    """A table of options and counts: what is asked, the counts with their names, the printed number of answers."""

    grid: Grid
    text: str
    options: tuple[tuple[str, Printed], ...]
    answers: Printed | None

    @property
    def total(self) -> Fraction:
        """How many answered."""
        return sum((count.value for _, count in self.options), Fraction(0))


def survey(book: Book) -> Iterator[Equation | Result]:
    """Every relation of the surveys in a report."""
    questions = [question for grid in book.data_grids if (question := _question(grid))]
    for question in questions:
        counts = tuple(count for _, count in question.options)
        if question.answers is not None:
            subject = f"{question.text} 回答人数"
            yield Equation(TOTAL, question.answers, counts, added(counts), subject, len(counts))
        yield from _text_before(book, question)
    for grid in book.data_grids:
        yield from _summary(grid, _between(book, questions, grid))
    yield from _grim(book)


def plain(text: str) -> str:
    """A question without number and punctuation, so that its printings can be compared."""
    return re.sub(r"^附?表\s*[\d-]+|^\d+[.、]|[\s？?。，：:“”\"、]", "", text)


def _question(grid: Grid) -> Question | None:
    rows = grid.data_rows
    if len(rows) < 2 or len(rows) > 12 or not re.search("选项|答案", "".join(grid.titles)):
        return None
    column = next(
        (
            place
            for place in grid.number_columns
            if not any(figure is not None and figure.is_percent for figure in grid.columns[place])
        ),
        None,
    )
    if column is None:
        return None
    options = tuple(
        (_OPTION.sub("", grid.table.text(row, 0)), figure)
        for row in rows
        if (figure := grid.figures[row][column]) and not grid.is_total(row)
    )
    if len(options) < 2 or any(count.digits for _, count in options):
        return None
    return Question(grid, plain(grid.table.caption), options, _answers(grid, column))


def _answers(grid: Grid, column: int) -> Printed | None:
    for row in range(grid.head, len(grid.table.grid)):
        for cell in grid.table.grid[row]:
            found = _ANSWERS.search(cell.text)
            if found:
                return printed(found[1], Spot(grid.block, cell.row, cell.column, found.start(1), found.end(1)))
        if grid.is_total(row) and (figure := grid.figures[row][column]):
            return figure
    return None


def _text_before(book: Book, question: Question) -> Iterator[Equation]:
    """The sentence above an option table that repeats its shares."""
    for passage in book.passages:
        if not question.grid.block - 4 <= passage.spot.block < question.grid.block or passage.spot.row >= 0:
            continue
        for found in _PHRASE.finditer(passage.text):
            rate = printed(f"{found['rate']}%", passage.at(found.start("rate"), found.end("rate") + 1))
            count = _option(question, found["option"])
            if rate is not None and count is not None:
                yield _share(TEXT, rate, count, question, f"{question.text} {found['option']} 占比")


def _option(question: Question, text: str) -> Printed | None:
    fits = [
        (name, count)
        for name, count in question.options
        if name and (name == text or text.endswith(name) or text.startswith(name))
    ]
    fits.sort(key=lambda one: (one[0] != text, -len(one[0])))
    return fits[0][1] if fits else None


def _share(kind: str, rate: Printed, count: Printed, question: Question, subject: str) -> Equation:
    whole = question.answers
    if whole is None or whole.value != question.total:
        shown = "+".join(option.text for _, option in question.options)
        whole = Printed(question.total, Fraction(0), f"({shown})", Spot(question.grid.block, question.grid.head, 0))
    return Equation(kind, rate, (count, whole), Ratio(), subject, 2)


def _between(book: Book, questions: list[Question], grid: Grid) -> list[Question]:
    """The questions that a summary table may be about: those printed since the last summary."""
    blocks = [other.block for other in book.data_grids if other.block < grid.block and _weights(other)]
    start = max(blocks, default=-1)
    return [question for question in questions if start < question.grid.block < grid.block]


def _weights(grid: Grid) -> list[tuple[int, int]]:
    """The pairs of columns (share, weight) of a satisfaction table."""
    return [
        (column - 1, column)
        for column in range(1, grid.table.width)
        if grid.titles[column].endswith("权重") and grid.titles[column - 1].endswith(("满意度", "占比", "比例"))
    ]


def _summary(grid: Grid, questions: list[Question]) -> Iterator[Equation | Result]:
    pairs = _weights(grid)
    last = grid.number_columns[-1] if grid.number_columns else -1
    if len(pairs) < 2 or last <= pairs[-1][1]:
        return
    everything: list[Question] = []
    for row in grid.data_rows:
        cells = [(grid.figures[row][share], grid.figures[row][weight]) for share, weight in pairs]
        target = grid.figures[row][last]
        if target is None or any(share is None or weight is None for share, weight in cells):
            continue
        shares = tuple(share for share, _ in cells if share is not None)
        factors = tuple(weight.value for _, weight in cells if weight is not None)
        asked = plain(grid.labels[row])
        question = next((one for one in questions if one.text == asked and len(one.options) == len(pairs)), None)
        if question is not None:
            everything.append(question)
            yield from _by_counts(question, (shares, target, factors))
        elif grid.is_mean(row) and len(everything) >= 2:
            yield from _overall(grid, row, everything, (shares, target, factors))
        else:
            yield Equation(RATE, target, shares, Weighted(factors), grid.name(row, last), len(shares))


Row = tuple[tuple[Printed, ...], Printed, tuple[Fraction, ...]]


def _by_counts(question: Question, cells: Row) -> Iterator[Equation | Result]:
    shares, target, factors = cells
    counts = tuple(count for _, count in question.options)
    by_counts = Equation(RATE, target, counts, Weighted(factors, of_total=True), f"{question.text} 满意度", 3)
    yield _unless_rounded(by_counts, Weighted(factors), shares)
    for (name, count), share in zip(question.options, shares, strict=True):
        yield _share("share", share, count, question, f"{question.text} {name} 占比")


def _unless_rounded(by_counts: Equation, form: Weighted, rounded: tuple[Printed, ...]) -> Equation | Result:
    """What follows from the printed, already rounded percentages exactly is no mistake: rounding on the way explains it."""
    exact = replace(by_counts, terms=tuple(replace(one, half=Fraction(0)) for one in rounded), form=form)
    if by_counts.holds or not rounded or not exact.holds:
        return by_counts
    spots = (by_counts.target.spot, *(one.spot for one in rounded))
    return holds(by_counts.kind, *spots, subject=by_counts.subject, why=BY_ROUNDING)


def _overall(grid: Grid, row: int, questions: list[Question], cells: Row) -> Iterator[Equation | Result]:
    shares, target, factors = cells
    sums = []
    for place in range(len(shares)):
        counts = [question.options[place][1] for question in questions]
        total = sum((count.value for count in counts), Fraction(0))
        sums.append(replace(counts[0], value=total, text=str(total), spot=Spot(grid.block, row, -2 - place)))
    whole = sum((one.value for one in sums), Fraction(0))
    answers = Printed(whole, Fraction(0), str(whole), Spot(grid.block, row, -1))
    overall = Equation(
        RATE, target, tuple(sums), Weighted(factors, of_total=True), f"{grid.table.caption} 综合满意度", 3
    )
    rows = [other for other in grid.data_rows if other < row]
    yield _unless_rounded(overall, Weighted(factors), shares)
    for (name, _), share, one in zip(questions[0].options, shares, sums, strict=True):
        equation = Equation("share", share, (one, answers), Ratio(), f"{grid.table.caption} {name} 占比", 2)
        above = [cell for other in rows if (cell := grid.figures[other][share.spot.column])]
        yield _unless_rounded(equation, Weighted((Fraction(1, len(above)),) * len(above)), tuple(above))


def _grim(book: Book) -> Iterator[Result]:
    """Shares of respondents, in passages that name the sample, that no whole number of respondents gives."""
    sample: tuple[int, Passage] | None = None
    for passage in book.passages:
        if passage.spot.row >= 0 or not _SURVEY.search(passage.text):
            continue
        stated = re.search(r"总数为?\s*(\d+)\s*的样本|有效问卷(?:为|共)?\s*(\d+)\s*份", passage.text)
        if stated:
            sample = int(stated[1] or stated[2]), passage
        elif re.match(r"^[（(][一二三四五六七八九十]+[）)]", passage.text) and _SAMPLE.search(passage.text):
            sample = None
        if sample is None or not 20 <= sample[0] <= 2000:
            continue
        for found in _PHRASE.finditer(passage.text):
            if "的" in passage.text[found.end("rate") : found.start("option")] or re.search(
                r"占\s*$", passage.text[: found.start()]
            ):
                rate = printed(f"{found['rate']}%", passage.at(found.start("rate"), found.end("rate") + 1))
                if rate is not None and rate.digits:
                    yield _possible(rate, sample[0], found["option"])
        for found in re.finditer(r"占\s*(\d+\.\d+)%", passage.text):
            rate = printed(f"{found[1]}%", passage.at(found.start(1), found.end(1) + 1))
            if rate is not None and sample[1].spot.block <= passage.spot.block:
                yield _possible(rate, sample[0], passage.said_before(found.start()))


def _possible(rate: Printed, sample: int, about: str) -> Result:
    subject = f"{about} 占比（样本{sample}）"
    nearest = int(half_up(rate.value * sample, 0))
    if any(rate.agrees(Fraction(count, sample)) for count in range(max(nearest - 1, 0), nearest + 2)):
        return holds(GRIM, rate.spot, subject=subject)
    right = rate.shown(Fraction(nearest, sample))
    return fails(
        GRIM,
        rate.spot,
        subject=subject,
        printed=rate.text,
        expected=right,
        computation=f"{sample}人中没有一个整数人数的占比是{rate.text}；最近的是{nearest} ÷ {sample} = {right}",
        against=Against.POSSIBLE,
        confidence=Confidence.LIKELY,
    )
