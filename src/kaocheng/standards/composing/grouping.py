"""分项: which clauses belong to which sub-score. Parts are told by their sum: their best awards make up the weight."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

from kaocheng.standards import names
from kaocheng.standards.composing.desk import Desk, Linked
from kaocheng.standards.composing.worded import told_by_numbers
from kaocheng.standards.composing.wordings import is_graded, sum_of
from kaocheng.standards.rules import Worth

Groups = list[list[Linked]]
MOST_PARTS = 40  # awards of one sentence; real ones have some ten


def best_award(desk: Desk, linked: Sequence[Linked]) -> Worth | None:
    """The most that a group of clauses can earn."""
    worths = [mark.worth for one in linked if one.kind == "award" for mark in one.consequence.marks]
    if not worths:
        return None
    if any(worth.is_share for worth in worths) and desk.weight is None:
        return next(worth for worth in worths if worth.is_share)
    return max(worths, key=lambda worth: worth.share_of(desk.weight or Fraction(1)))


def groups_of(desk: Desk, linked: Sequence[Linked]) -> Groups | None:
    """The groups of a sentence in parts, each with its own award; None where it is one rule."""
    if desk.weight is None and not _plainly_parts(linked):
        return None
    if any(one.kind in {"formula", "ratio", "each"} and one.outer is None and not one.head.kind for one in linked):
        return None
    for splitting in (_by_stop, _by_award):
        groups = splitting(linked)
        if len(groups) < 2 or not _has_awards(groups):
            continue
        if desk.weight is None:
            return groups
        if _total(desk, groups) == 1 and not _one_scale(groups):
            return groups
    return _by_scale(desk, linked) if desk.weight is not None else None


def _has_awards(groups: Groups) -> bool:
    awards = [[one for one in group if one.kind == "award"] for group in groups]
    return all(awards) and all(len(one.consequence.marks) == 1 for group in awards for one in group)


def _total(desk: Desk, groups: Groups) -> Fraction | None:
    return sum_of([top for group in groups if (top := best_award(desk, group)) is not None], desk.weight)


def _by_scale(desk: Desk, linked: Sequence[Linked]) -> Groups | None:
    """制度健全得2分，基本健全得1分，执行到位得2分: the only cutting into degrees of one thing whose best sum to the weight."""
    weight = desk.weight or Fraction(1)
    units = _by_award(linked)
    awards = [[one for one in unit if one.kind == "award"] for unit in units]
    if not 3 <= len(units) <= MOST_PARTS or not all(
        len(part) == 1 and len(part[0].consequence.marks) == 1 for part in awards
    ):
        return None
    heads = [part[0] for part in awards]
    ways: list[dict[Fraction, list[list[int]]]] = [{Fraction(0): [[]]}]
    for end in range(1, len(units) + 1):
        found: dict[Fraction, list[list[int]]] = {}
        for begin in range(end):
            top = heads[begin].worth.share_of(weight)
            if not top or not _degrees(desk, heads[begin:end]):
                continue
            for total, cuts in ways[begin].items():
                if total + top <= 1:
                    found.setdefault(total + top, []).extend([*cut, begin] for cut in cuts[:2])
        ways.append({total: cuts[:2] for total, cuts in found.items()})
    whole = [cut for cut in ways[-1].get(Fraction(1), []) if len(cut) > 1]
    if len(whole) != 1:
        return None
    bounds = [*whole[0], len(units)]
    return [[one for unit in units[begin:end] for one in unit] for begin, end in itertools.pairwise(bounds)]


def _degrees(desk: Desk, awards: Sequence[Linked]) -> bool:
    """Whether awards are falling degrees of one thing: limits of one metric, or graded wordings with a word in common."""
    if len(awards) == 1:
        return True
    shares = [one.worth.share_of(desk.weight or Fraction(1)) for one in awards]
    if shares != sorted(shares, reverse=True) or len(set(shares)) < len(shares):
        return False
    told = told_by_numbers(awards)
    if all(one.head.kind == "number" for one in told):
        return _one_metric([one.head.name or next(iter(one.context), "") for one in told])
    texts = [one.head.text for one in awards]
    if any(one.head.kind != "text" for one in awards) or not all(is_graded(text) for text in texts):
        return False
    return all(_kin(texts[0], text) or len(text) <= 4 for text in texts[1:])


def _one_metric(said: Sequence[str]) -> bool:
    known = [names.plain(name) for name in said if name]
    return all(_alike(known[0], other) for other in known[1:])


def _alike(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first)


def _kin(first: str, second: str) -> bool:
    """Whether two wordings have two characters in a row in common."""
    return any(first[at : at + 2] in second for at in range(len(first) - 1))


def _plainly_parts(linked: Sequence[Linked]) -> bool:
    awards = [one for one in linked if one.kind == "award"]
    return (
        len(awards) > 1
        and all(one.head.kind == "text" and not one.worth.is_share and not is_graded(one.head.text) for one in awards)
        and len({one.worth for one in awards}) < len(awards)
    )


def _one_scale(groups: Groups) -> bool:
    """Whether the groups are degrees of one thing after all, whose points sum to the weight by chance."""
    firsts = [next(one for one in group if one.kind == "award") for group in groups]
    named = [names.plain(one.head.name) for one in firsts if one.head.kind == "number" and one.head.name]
    if len(named) == len(groups) and not any(
        _alike(first, second) for at, first in enumerate(named) for second in named[at + 1 :]
    ):
        return False
    awards = [one for group in groups for one in group if one.kind == "award"]
    numbers = [one for one in awards if one.head.kind == "number"]
    if len(numbers) == len(awards):
        said = [names.plain(one.head.name or (one.context[-1] if one.context else "")) for one in awards]
        return len({name for name in said if name}) < len(awards)
    texts = [one.head.text for one in awards if one.head.kind == "text"]
    stems = {text.rstrip("的")[:2] for text in texts}
    return (
        len(texts) == len(awards)
        and all(is_graded(text) for text in texts)
        and (len(stems) == 1 or all(len(text) <= 6 for text in texts))
        and len({one.worth for one in awards}) == len(awards)
    )


def _by_stop(linked: Sequence[Linked]) -> Groups:
    groups: Groups = [[]]
    for one in linked:
        groups[-1].append(one)
        if one.stop in set(";。"):
            groups.append([])
    return _merged([group for group in groups if group])


def _by_award(linked: Sequence[Linked]) -> Groups:
    groups: Groups = []
    for one in linked:
        if one.kind == "award" or not groups:
            groups.append([])
        groups[-1].append(one)
    return _merged(groups)


def _merged(groups: Groups) -> Groups:
    """A group without an award (扣完为止, 每发现一处扣…) belongs to the group before it, a heading to the first."""
    out: Groups = []
    for group in groups:
        headed = len(out) == 1 and not any(one.kind == "award" for one in out[0])
        if out and (headed or not any(one.kind == "award" for one in group)):
            out[-1].extend(group)
        else:
            out.append(group)
    return out
