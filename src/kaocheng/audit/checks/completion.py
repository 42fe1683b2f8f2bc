"""完成率 of several tasks: can the printed overall rate come from the task rates that the analysis quotes?

The standard names N tasks; the overall rate is the mean of their completion rates. A task is wholly done, not done, or
done to a quoted rate; quoted rates may also be parts of one task. If no arrangement gives the printed rate, it is wrong;
a full mark beside a quoted 98.78% is.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from kaocheng.audit.checks.scores import exact
from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Known, Product
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.claims.scoring import ScoreLine
from kaocheng.audit.result import Against, Confidence, Result, holds, unchecked
from kaocheng.numbers import chinese_integer, half_up, percent_text

KIND, SCORE = "completion-rate", "score-by-standard"
_STANDARD = re.compile(r"以上\s*(\d+|[一二三四五六七八九十]+)\s*项[，,]?\s*(?:任务)?完成率(?:达到)?\s*100%")
_QUOTED = re.compile(r"(?:完成率|完成比例|完成任务|扶助覆盖)(?:为|达到?|是)?\s*$")
_PARTS_AT_MOST = 12  # sub-tasks that one task may be made of
MOST_QUOTED = 4


def completion_rates(book: Book) -> Iterator[Equation | Result]:
    """Every indicator whose standard is the completion of several tasks."""
    for code, lines in book.indicators.items():
        standard = book.standard_of(code)
        found = _STANDARD.search(standard[0]) if standard else None
        line = next(
            (one for one in lines if {"score", "weight"} <= one.numbers.keys() and one.numbers["weight"].value), None
        )
        if found and line:
            tasks = int(found[1]) if found[1].isdigit() else chinese_integer(found[1])
            listed = len([piece for piece in re.split(r"[；;]", found.string[: found.start()]) if piece.strip()])
            parts = any("子任务" in passage.text for passage in book.analyses(code))
            yield _checked(book, code, line, tasks, nested=listed > tasks or parts)
            if "actual" in line.numbers and line.numbers["actual"].is_percent:
                terms = (line.numbers["actual"], exact(line.numbers["weight"]))
                yield Equation(SCORE, line.numbers["score"], terms, Product(), f"{line.label} 得分", 2)


def _checked(book: Book, code: str, line: ScoreLine, tasks: int, *, nested: bool) -> Equation | Result:
    claimed = line.numbers.get("actual")
    name = f"{line.label} {'完成率' if claimed else '得分'}"
    shown = claimed or line.numbers["score"]
    rate = claimed.value if claimed else line.numbers["score"].value / line.numbers["weight"].value
    slack = claimed.half if claimed else line.numbers["score"].half / line.numbers["weight"].value
    quoted = _quoted(book, code, rate)
    standard = book.standard_of(code)
    if standard and "全覆盖" not in standard[0]:
        quoted = [
            one
            for one in quoted
            if "覆盖" not in book.document.text_at(one.spot)[max(one.spot.start - 4, 0) : one.spot.start]
        ]
    if not quoted or len(quoted) > MOST_QUOTED or not 2 <= tasks <= 20:
        return unchecked(KIND, shown.spot, subject=name, why="各项任务的完成率没有逐项列出")
    possible = achievable(tasks, [one.value for one in quoted], nested=nested)
    error = slack + sum((one.half for one in quoted), Fraction(0)) / tasks
    if any(abs(value - rate) <= error for value in possible):
        return holds(KIND, shown.spot, subject=name)
    said = f"{tasks}项任务，文中有未完成的：{'、'.join(one.text for one in quoted)}"
    if claimed is None and rate > max(possible):
        right = max(possible) * line.numbers["weight"].value
        said += f"；其余都算完成，平均也只有{percent_text(max(possible))}，乘以{line.texts['weight']}分"
        return Equation(KIND, shown, tuple(quoted), Known(right, right, said), name, 2, Confidence.LIKELY)
    if claimed is None:
        return unchecked(KIND, shown.spot, subject=name, why="其余各项完成与否没有列出")
    counted = _counted_as_done(standard[0] if standard else "", quoted, rate * tasks)
    against = Against.RIGHT
    if nested and counted is not None:
        right = counted / tasks
        said += f"；{percent_text(rate)}是把这一项当作完成，按它的各个子任务平均，{tasks}项平均为{percent_text(right)}"
    else:
        right = min(sorted(possible), key=lambda value: abs(value - rate))
        said += f"；平均得不出{percent_text(rate)}，最近的是{percent_text(right)}"
        against = Against.POSSIBLE
    known = Known(right, right, said)
    return Equation(KIND, shown, tuple(quoted), known, name, 2, Confidence.LIKELY, against=against)


def _counted_as_done(standard: str, quoted: list[Printed], total: Fraction) -> Fraction | None:
    """The sum of the tasks' rates where a task with unfinished parts was counted as done; None where it was not so."""
    whole = half_up(total, 0)
    parts = [len(re.split(r"[；;]", item.rstrip("；;。"))) for item in re.split(r"[①-⑳]", standard)[1:]]
    most = max(parts, default=0)
    if whole < 1 or abs(total - whole) > Fraction(1, 1000) or most < len(quoted):
        return None
    mean = (sum((one.value for one in quoted), Fraction(0)) + most - len(quoted)) / most
    return whole - 1 + mean


def _quoted(book: Book, code: str, overall: Fraction) -> list[Printed]:
    """The completion rates below 100 % that the fullest analysis quotes, without the overall one at its end."""
    best: list[Printed] = []
    for passage in book.analyses(code):
        if not passage.role:
            found = [number for number in passage.numbers if _is_quoted(passage, number)]
            found = [number for number in found if not (number.value == overall or _is_overall(passage, number))]
            best = max(best, found, key=len)
    return list({number.value: number for number in best}.values())


def _is_quoted(passage: Passage, number: Printed) -> bool:
    before = passage.text[: number.spot.start]
    return (
        number.mark == "%" and 0 < number.value < 1 and bool(_QUOTED.search(before) or re.search(r"覆盖率?$", before))
    )


def _is_overall(passage: Passage, number: Printed) -> bool:
    clause = re.split(r"[，,；;。]", passage.text[: number.spot.start])[-1]
    return bool(re.search(r"工作(?:完成)?率$", clause))


def achievable(tasks: int, quoted: list[Fraction], *, nested: bool) -> set[Fraction]:
    """The overall rates that the quoted rates allow; other tasks are 0 or 1.

    Each quoted rate is a task of its own or, where the standard shows that tasks have parts (``nested``), a part of one.
    """
    sums: set[tuple[int, Fraction]] = set()
    for groups in _partitions(quoted) if nested else [[[value] for value in quoted]]:
        values: set[Fraction] = {Fraction(0)}
        for group in groups:
            base = sum(group, Fraction(0))
            means = (
                {(base + full) / (len(group) + full) for full in range(_PARTS_AT_MOST)} if len(group) > 1 else {base}
            )
            values = {value + mean for value in values for mean in means}
        sums |= {(len(groups), value) for value in values}
    return {(value + full) / tasks for used, value in sums if used <= tasks for full in range(tasks - used + 1)}


def _partitions(items: list[Fraction]) -> Iterator[list[list[Fraction]]]:
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for size in range(len(rest) + 1):
        for chosen in combinations(range(len(rest)), size):
            group = [first, *(rest[place] for place in chosen)]
            left = [value for place, value in enumerate(rest) if place not in chosen]
            for others in _partitions(left):
                yield [group, *others]
