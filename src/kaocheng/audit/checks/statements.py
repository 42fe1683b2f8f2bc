"""Scores as sentences state them: 权重30分，实际得分26.52分，得分率88.4%; the total and its grade."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kaocheng.audit.checks.scores import FIELD_NAMES, exact, members, rate_of
from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation, same
from kaocheng.audit.claims.forms import Ratio, added
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.claims.numbers import Printed, printed
from kaocheng.audit.result import Result, fails, holds, unchecked

STATED, RATE, GROUP, GRADE, SUMMARY = "stated-score", "stated-rate", "group-score", "grade", "summary-table"
TOTAL_NAME = "评价总分"
WHOLE_SCORE = 100
_N = r"(\d+(?:\.\d+)?)"
STATEMENT = re.compile(
    rf"(?P<head>[^，。；]*?)(?:权重|满分|分值|总分)\s*(?:为)?{_N}\s*分，(?:实际)?(?:得分|得)\s*(?:为)?{_N}\s*分(?:，得分率(?:为)?\s*{_N}%)?"
)
RATE_ONLY = re.compile(rf"该?指标得分率为?\s*{_N}%")
_TOTAL = re.compile(rf"(?<![比较与])(?:评价|复评|自评|综合|总)(?:得分|得|总分)(?:为)?\s*{_N}\s*分")
_GRADE = re.compile(r"(?:属于|评级为|等级为|评价等级为|绩效等级为|评定为)\s*[“\"「]?(?P<grade>优|良|中|差)")
_PART = re.compile(rf"(?P<name>[^，。；：:]{{2,16}}?)(?:类)?(?:指标)?得(?:分)?(?:为)?\s*{_N}\s*分")
_LEVELS = (("优", Fraction(90)), ("良", Fraction(80)), ("中", Fraction(60)), ("差", Fraction(0)))


def statements(book: Book) -> Iterator[Equation | Result]:
    """What sentences and summary tables say about scores, against each other and the scoring tables."""
    groups = group_scores(book)
    for passage in book.passages:
        yield from _statement(book, passage, groups)
        yield from _total(book, passage, groups)
    yield from _summaries(book, groups)
    yield from _group_totals(groups)


def _number(passage: Passage, found: re.Match[str], place: int, *, percent: bool = False) -> Printed:
    text = found[place] + ("%" if percent else "")
    number = printed(text, passage.at(found.start(place), found.end(place) + percent))
    if number is None:
        raise AssertionError(text)  # the pattern matches only numbers
    return number


def _statement(book: Book, passage: Passage, groups: dict[str, dict[str, list[Printed]]]) -> Iterator[Equation]:
    for found in STATEMENT.finditer(passage.text):
        weight, score = _number(passage, found, 2), _number(passage, found, 3)
        group = _owner(found["head"], groups)
        owner = (
            group if group and re.search(rf"{group}(?:类)?(?:指标)?", found["head"][-12:]) else passage.code or group
        )
        subject = f"{owner or found['head'][-16:]} 正文所述"
        if found[4] and weight.value:
            rate = _number(passage, found, 4, percent=True)
            whole = owner in groups or not passage.code
            yield rate_of(
                RATE, rate, (exact(score) if whole else score, weight), f"{subject}得分率", _actual(book, passage)
            )
        yield from _of_level(book, found["head"], score, subject)
        for field, number in (("weight", weight), ("score", score)):
            for known in _known(book, groups, owner, field)[:1]:
                if known.spot != number.spot:
                    yield same(STATED, number, known, f"{subject}{FIELD_NAMES[field]}")
    for found in RATE_ONLY.finditer(passage.text):
        rate = _number(passage, found, 1, percent=True)
        scores, weights = _known(book, groups, passage.code, "score"), _known(book, groups, passage.code, "weight")
        if scores and weights and weights[0].value:
            yield rate_of(RATE, rate, (scores[0], weights[0]), f"{passage.code} 正文所述得分率", _actual(book, passage))


def _actual(book: Book, passage: Passage) -> Printed | None:
    """The actual value of the indicator that a passage is about."""
    lines = book.indicators.get(passage.code, [])
    return next((line.numbers["actual"] for line in lines if "actual" in line.numbers), None)


def _of_level(book: Book, head: str, score: Printed, subject: str) -> Iterator[Equation]:
    """The score of a level without a code against the indicators below it."""
    for table in book.scoring:
        for group in table.groups:
            if not group.code and re.search(rf"{re.escape(group.name)}(?:类)?(?:指标)?$", head):
                scores = tuple(
                    exact(line.numbers["score"]) for line in members(table, group) if "score" in line.numbers
                )
                if len(scores) > 1:
                    yield Equation(STATED, score, scores, added(scores), f"{subject}得分", len(scores))
                    return


def _known(book: Book, groups: dict[str, dict[str, list[Printed]]], owner: str, field: str) -> list[Printed]:
    if owner in groups:
        return groups[owner][field]
    return [line.numbers[field] for line in book.indicators.get(owner, []) if field in line.numbers]


def _owner(head: str, groups: dict[str, dict[str, list[Printed]]]) -> str:
    fits = [name for name in groups if len(name) >= 2 and (name in head or name.lstrip("项目") in head)]
    return max(fits, key=len) if fits else ""


def group_scores(book: Book) -> dict[str, dict[str, list[Printed]]]:
    """Weight and score of each level-1 group by its name, as the totals of its own table print them."""
    names: dict[str, str] = {}
    for table in book.scoring:
        for group in table.groups:
            if len(group.code) == 1:
                names.setdefault(group.code, group.name)
    result: dict[str, dict[str, list[Printed]]] = {}
    for table in book.scoring:
        letters = {line.code[:1] for line in table.lines}
        if table.total is None or len(letters) != 1:
            continue
        name = names.get(letters.pop(), "")
        if name:
            entry = result.setdefault(name, {"weight": [], "score": [], "rate": []})
            for field in entry:
                if field in table.total.numbers:
                    entry[field].append(table.total.numbers[field])
    return result


def _group_totals(groups: dict[str, dict[str, list[Printed]]]) -> Iterator[Equation]:
    for name, entry in groups.items():
        for field, numbers in entry.items():
            for number in numbers[1:]:
                yield same(GROUP, number, numbers[0], f"{name} {FIELD_NAMES[field]}")


def _total(book: Book, passage: Passage, groups: dict[str, dict[str, list[Printed]]]) -> Iterator[Equation | Result]:
    for found in _TOTAL.finditer(passage.text):
        total = _number(passage, found, 1)
        grade = _GRADE.search(passage.text, found.end())
        if grade and grade.start() - found.end() < 120:
            yield _graded(passage, total, grade)
        sums = [entry["score"][0] for entry in groups.values() if entry["score"]]
        letters = {line.code[:1] for table in book.scoring for line in table.lines if line.code}
        if len(sums) >= 2 and len(sums) == len(groups) == len(letters):
            terms = tuple(exact(number) for number in sums)
            yield Equation(STATED, exact(total), terms, added(terms), TOTAL_NAME, len(terms))
        else:
            for terms in _finals(book, "self" if found[0].startswith("自评") and _has_both(book) else "score")[-1:]:
                yield Equation(STATED, exact(total), terms, added(terms), TOTAL_NAME, 2)
        parts = [part for part in _PART.finditer(passage.text, found.end()) if part.start() - found.end() < 200]
        stated = [part for part in STATEMENT.finditer(passage.text, found.end()) if part.start() - found.end() < 200]
        if len(stated) > 1 and sum(Fraction(part[2]) for part in stated) == WHOLE_SCORE:
            numbers = tuple(exact(_number(passage, part, 3)) for part in stated)
            yield Equation(STATED, exact(total), numbers, added(numbers), "评价总分（其中）", len(numbers))
            continue
        numbers = tuple(exact(_number(passage, part, 2)) for part in parts)
        if len(numbers) >= 2 and "其中" in passage.text[found.end() : parts[0].end()]:
            yield Equation(STATED, exact(total), numbers, added(numbers), "评价总分（其中）", len(numbers))
            for part, number in zip(parts, numbers, strict=True):
                owner = _owner(part["name"], groups)
                for known in groups.get(owner, {}).get("score", [])[:1]:
                    yield same(STATED, number, exact(known), f"{owner} 正文所述得分")


def _has_both(book: Book) -> bool:
    """Whether a table sets the score of the self-evaluation beside that of the evaluation."""
    return any(table.total is not None and "self" in table.total.numbers for table in book.scoring)


def _finals(book: Book, field: str) -> list[tuple[Printed, ...]]:
    """What the total is, by each scoring table of the whole; a self-evaluation scores the budget in a table of its own."""
    result = []
    for table in book.scoring:
        numbers = table.total.numbers if table.total else {}
        if field not in numbers or numbers[field].value <= Fraction(WHOLE_SCORE * 2, 5):
            continue
        rest = WHOLE_SCORE - numbers["weight"].value if "weight" in numbers else Fraction(0)
        other = _budget_score(book, rest) if rest else None
        if not rest or other is not None:
            result.append(tuple(exact(one) for one in (numbers[field], other) if one is not None))
    return result


def _budget_score(book: Book, weight: Fraction) -> Printed | None:
    """The score of the line 执行率 of a self-evaluation form, told by its weight."""
    for grid in book.data_grids:
        weights = [column for column in grid.number_columns if grid.titles[column] in _ROWS["weight"]]
        scores = [column for column in grid.number_columns if grid.titles[column] in _ROWS["score"]]
        for row in grid.data_rows if weights and scores else ():
            figure = grid.figures[row][weights[0]]
            if figure is not None and figure.value == weight:
                return grid.figures[row][scores[0]]
    return None


def grade_of(total: Fraction) -> str:
    """The grade of a total on the usual scale of 90, 80, 60."""
    return next((name for name, least in _LEVELS if total >= least), "差")


def _graded(passage: Passage, total: Printed, grade: re.Match[str]) -> Result:
    spot = passage.at(grade.start("grade"), grade.end("grade"))
    right = grade_of(total.value)
    if not 0 <= total.value <= 100:
        return unchecked(GRADE, spot, subject="等级", why="总分不是百分制")
    if right == grade["grade"]:
        return holds(GRADE, spot, total.spot, subject="等级")
    floor = next(least for name, least in _LEVELS if name == right)
    return fails(
        GRADE,
        spot,
        total.spot,
        subject="等级",
        printed=grade["grade"],
        expected=right,
        computation=f"{total.text}分，不低于{floor}分" + ("" if right == "优" else "，未达到上一档"),
    )


def _summaries(book: Book, groups: dict[str, dict[str, list[Printed]]]) -> Iterator[Equation]:
    """A small table whose columns are the groups and whose rows are 权重, 得分, 得分率."""
    for grid in book.data_grids:
        rows = {field: row for row in grid.data_rows for field, words in _ROWS.items() if grid.labels[row] in words}
        if not {"weight", "score"} <= rows.keys():
            continue
        for column in grid.number_columns:
            yield from _summary_column(grid, rows, column, groups)


_ROWS = {"weight": {"权重", "总分", "分值", "满分"}, "score": {"得分", "实际得分"}, "rate": {"得分率", "占比"}}


def _summary_column(
    grid: Grid, rows: dict[str, int], column: int, groups: dict[str, dict[str, list[Printed]]]
) -> Iterator[Equation]:
    title = grid.titles[column]
    cells = {field: grid.figures[row][column] for field, row in rows.items()}
    weight, score, rate = cells.get("weight"), cells.get("score"), cells.get("rate")
    if rate is not None and weight is not None and score is not None and weight.value:
        yield Equation(
            "score-rate", rate, (exact(score), exact(weight)), Ratio(), f"{grid.name(rows['rate'], column)}", 2
        )
    for field, number in (("weight", weight), ("score", score)):
        for known in groups.get(_owner(title, groups), {}).get(field, [])[:1]:
            if number is not None:
                yield same(SUMMARY, exact(number), exact(known), grid.name(rows[field], column))
