"""Numbered lists: ①②③, 1、2、3、, (1)(2), 一是…二是…: where the items begin and end, and what follows the list."""

import re
from collections.abc import Callable

from kaocheng.standards.numerals import CIRCLED
from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.reading.heads import SHOWN
from kaocheng.standards.reading.pieces import cut
from kaocheng.standards.reading.sentence import read_piece
from kaocheng.values import frozen

_CHINESE = "一二三四五六七八九十"
_BOUNDARY = r"(?:^|(?<=[,;:。)\]、\x01]))"
_STYLES: tuple[tuple[str, Callable[[str], int]], ...] = (
    (rf"[{CIRCLED}]", lambda text: CIRCLED.index(text) + 1),
    (r"\(\d{1,2}\)", lambda text: int(text[1:-1])),
    (r"(?<![\d.%≥≤<>=\-])\d{1,2}(?:、|\.(?!\d)|\)(?!\d))", lambda text: int(re.sub(r"\D", "", text))),
    (rf"\([{_CHINESE}]\)", lambda text: _CHINESE.index(text[1]) + 1),
    (rf"(?<![{_CHINESE}])[{_CHINESE}](?:是(?!否)|、)", lambda text: _CHINESE.index(text[0]) + 1),
    (r"(?<![a-zA-Z])[a-h](?:\.|、|\))", lambda text: ord(text[0]) - 96),
    (r"(?<![a-zA-Z])[A-H](?:\.|\))", lambda text: ord(text[0]) - 64),
    (rf"第[{_CHINESE}](?:,|、|:|,?是)", lambda text: _CHINESE.index(text[1]) + 1),
)
_RUN = re.compile(rf"[{CIRCLED}][、,和及]?[{CIRCLED}]")
AFTER_LIST = re.compile(
    rf"(?:以上|上述|前述|全部|各项(?:均|全|都)|各条|均|同时|[{CIRCLED}]|每|满足|符合|任[一何意]|有[一任]|存在[一任]|出现[一任]|发现|缺|否则|反之|扣完|"
    rf"(?:以上|共)?[{_CHINESE}两\d]+(?:个)?(?:项|条|点|者|个?要点|方面)(?:内容|指标|工作|要求|条件)*(?:均|都|全|各|中|同时|齐|满足|符合|完成)|完成率|其中[{CIRCLED}])"
)


@frozen
class Item:
    """An item: the place of its wording, the wording, and its clauses where it has a consequence of its own."""

    start: int
    end: int
    text: str
    has_rule: bool = False


@frozen
class Listing:
    """A list inside ``start``…``end``: what stands before it, its items, and where the text after it begins."""

    before: tuple[int, int]
    items: tuple[Item, ...]
    after: tuple[int, int]


def find_list(text: str, start: int, end: int) -> Listing | None:
    """The first list of ``text[start:end]``, outermost numbering first; None where there is none."""
    best: list[tuple[int, int]] = []
    for pattern, number in _STYLES:
        marks = _marks(text, start, end, pattern, number)
        if len(marks) > 1 and (not best or marks[0][0] < best[0][0]):
            best = marks
    if not best:
        return None
    bounds = [*(mark[0] for mark in best[1:]), end]
    spans = [(mark[1], bound) for mark, bound in zip(best, bounds, strict=True)]
    ruled = [_has_rule(text, *span) for span in spans[:-1]]
    last, after = _split_last(text, *spans[-1], own=any(ruled))
    spans[-1] = last
    ruled.append(_has_rule(text, *last))
    items = tuple(Item(*span, wording(text, *span), has_rule) for span, has_rule in zip(spans, ruled, strict=True))
    return Listing((start, best[0][0]), items, (after, end))


def wording(text: str, start: int, end: int) -> str:
    """The wording of an item, without stops around it."""
    return re.sub(r"\s", "", text[start:end].replace("\x01", "")).strip(",;。:、 ").translate(SHOWN)


def _marks(text: str, start: int, end: int, pattern: str, number: Callable[[str], int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first_at_boundary = re.compile(_BOUNDARY + f"(?:{pattern})")
    for mark in re.compile(pattern).finditer(text, start, end):
        if mark[0] in CIRCLED and not found and _RUN.match(text, mark.start()):
            continue  # 符合①②③的: points are referred to before they are listed
        if mark[0] in CIRCLED and not found and mark.start() > start and text[mark.start() - 1] in CIRCLED:
            continue
        value = number(mark[0])
        boundary = mark.start() == start or first_at_boundary.match(text, mark.start())
        if value == len(found) + 1 and (boundary or (found and "是" not in mark[0]) or mark[0] in CIRCLED):
            found.append((mark.start(), mark.end()))
        elif value == 1 and found and mark[0] in CIRCLED:
            break  # ①②各占…: the list is over, its points are referred to
        elif mark[0] in CIRCLED and found:
            break
    return found


def _has_rule(text: str, start: int, end: int) -> bool:
    return any(_scores(clause) for piece in cut(text, start, end) for clause in read_piece(text, piece))


def _scores(clause: Clause) -> bool:
    return clause.kind in {"formula", "ratio", "discretion"} or (
        clause.kind == "rule" and clause.consequence is not None and clause.consequence.kind != "floor"
    )


def _split_last(text: str, start: int, end: int, *, own: bool) -> tuple[tuple[int, int], int]:
    """The last item's place, and where the text after the list begins."""
    pieces = cut(text, start, end)
    scored = False
    for index, piece in enumerate(pieces):
        clauses = list(read_piece(text, piece))
        scores = any(_scores(clause) for clause in clauses)
        plain = text[piece.start : piece.end]
        before = pieces[index - 1].stop if index else ""
        if own:
            if scored and (before in ";。" or (AFTER_LIST.match(plain) and before in ";。")):
                return (start, piece.start), piece.start
            scored = scored or scores
            continue
        if index and (AFTER_LIST.match(plain) or scores):
            first = piece.start
            if (
                scores
                and index > 1
                and pieces[index - 1].stop == ","
                and not AFTER_LIST.match(plain)
                and _stands_alone(clauses)
            ):
                first = pieces[index - 1].start
            return (start, first), first
    return (start, end), end


def _stands_alone(clauses: list[Clause]) -> bool:
    return bool(clauses) and clauses[0].head is not None and clauses[0].head.kind == ""
