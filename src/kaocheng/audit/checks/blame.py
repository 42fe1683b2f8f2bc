"""From relations that fail to mistakes: which figure is at fault, what it should be, and what else follows from it.

One wrong figure makes several relations fail. The figure that repairs most of them with one and the same value, and
that the fewest other relations support, is named first; the others of its relations are named beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.audit.claims.equations import Equation, middle
from kaocheng.audit.claims.forms import Interval, Sum
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Dependent, Result, Verdict
from kaocheng.numbers import read_figure

DEEPEST = 6
MOST_DIGITS = 4
# Rates and scores that somebody worked out from figures that stand beside them: the result is the likelier slip.
DERIVED = {
    "score-rate",
    "stated-rate",
    "rate-in-text",
    "listed-rate",
    "survey-return",
    "formula",
    "share",
    "score-by-standard",
    "completion-rate",
    "satisfaction",
    "frequency-text",
}


@dataclass
class Network:
    """All relations of a document by the figures that take part in them, and how often each value is printed."""

    equations: list[Equation]
    values: Mapping[Fraction, int]

    def __post_init__(self) -> None:
        self.by_spot: dict[Spot, list[Equation]] = defaultdict(list)
        self.state: dict[int, bool | None] = {}
        self.corrected: dict[Spot, Printed] = {}
        for equation in self.equations:
            self.state[id(equation)] = equation.holds
            for number in equation.numbers:
                self.by_spot[number.spot].append(equation)

    @property
    def failing(self) -> list[Equation]:
        """The relations that do not hold as printed."""
        return [equation for equation in self.equations if self.state[id(equation)] is False]

    def support(self, number: Printed) -> int:
        """How much of the document agrees with this figure as it is printed."""
        held = [equation for equation in self.by_spot[number.spot] if self.state[id(equation)]]
        points = sum(_testimony(number, equation) for equation in held)
        return min(points, 20) + 3 * min(self.values.get(number.value, 1) - 1, 2)

    def amended(self, equation: Equation) -> Equation:
        """The relation with the corrections made so far."""
        if not self.corrected:
            return equation
        terms = tuple(self.corrected.get(term.spot, term) for term in equation.terms)
        return replace(equation, target=self.corrected.get(equation.target.spot, equation.target), terms=terms)

    def repair(self, number: Printed, equation: Equation) -> Interval | None:
        """What ``number`` would have to be, given the corrections made so far."""
        return self.amended(equation).repair(number)

    def bonus(self, value: Interval | None) -> int:
        """A repaired value that is printed elsewhere speaks for the repair."""
        if value is None:
            return 0
        middle_value = middle(value)
        return 8 if middle_value and self.values.get(middle_value) else 0


def _testimony(number: Printed, equation: Equation) -> int:
    """How much a relation that holds says for one of its figures: sums most, equal printings and inputs of rates little."""
    if len(equation.terms) == 1:
        return 1
    is_target = equation.target.spot == number.spot
    if isinstance(equation.form, Sum) and is_target:
        return 10
    if isinstance(equation.form, Sum) or is_target:
        return 6
    return 1


def unique(equations: Iterable[Equation]) -> list[Equation]:
    """Each relation once: the same figures related in the same way by two checks count once."""
    kept: dict[tuple[object, ...], Equation] = {}
    for equation in equations:
        spots = frozenset(number.spot for number in equation.numbers)
        if len(spots) < len(equation.numbers) and len(equation.numbers) > 1:
            continue
        key = (spots, type(equation.form).__name__)
        if key not in kept or _slack(equation) < _slack(kept[key]):
            kept[key] = equation
    return list(kept.values())


def _slack(equation: Equation) -> Fraction:
    """How much rounding a relation leaves to its terms: a rate of scores none, the same rate found in a table some."""
    return sum((term.half for term in equation.terms), Fraction(0))


def blamed(equations: Sequence[Equation], values: Mapping[Fraction, int]) -> tuple[list[Result], tuple[Dependent, ...]]:
    """The results of all relations: those that hold, and for those that fail one discrepancy per figure at fault.

    The second value is what becomes of the other figures when all of these are put right together.
    """
    network = Network(unique(equations), values)
    results = [
        Result(equation.kind, Verdict.HOLDS, tuple(number.spot for number in equation.numbers), equation.subject)
        for equation in network.equations
        if network.state[id(equation)]
    ]
    results += [
        Result(
            equation.kind,
            Verdict.UNCHECKED,
            (equation.target.spot,),
            equation.subject,
            why="分母为零或不明，比率不适用",
        )
        for equation in network.equations
        if network.state[id(equation)] is None
    ]
    open_ = network.failing
    while open_:
        number, explained, value = _suspect(open_, network)
        results.append(_discrepancy(number, explained, value, network))
        if value is not None:
            network.corrected[number.spot] = _corrected(number, value)
        taken = {id(equation) for equation in explained}
        open_ = [one for one in open_ if id(one) not in taken and network.amended(one).holds is not True]
    return results, _following(network.corrected, network)


def _suspect(open_: list[Equation], network: Network) -> tuple[Printed, list[Equation], Interval | None]:
    """The figure that explains most open relations; ties go to the one with the least support, then to a target."""
    by_spot: dict[Spot, list[tuple[Printed, Equation]]] = defaultdict(list)
    for equation in open_:
        for number in equation.numbers:
            if number.spot not in network.corrected:
                by_spot[number.spot].append((number, equation))
    best: tuple[tuple[int, int], Printed, list[Equation], Interval | None] | None = None
    suspects = [
        (entries[0][0], *_agreeing(entries[0][0], [equation for _, equation in entries], network))
        for entries in by_spot.values()
    ]
    settled = [{id(equation) for equation in explained} for _, explained, value in suspects if value is not None]
    for number, explained, value in suspects:
        is_target = any(equation.target.spot == number.spot for equation in explained)
        weight = _explained(explained) + network.bonus(value) - network.support(number)
        own = {id(equation) for equation in explained}
        derived = is_target and any(equation.kind in DERIVED for equation in explained)
        derived = derived and not any(own < wider for wider in settled)
        like = _likeness(number, value)
        worked_out = is_target and any(len(equation.terms) != 1 for equation in explained)
        computed = sum(len(equation.terms) != 1 for equation in explained)
        far = like == 0 and not is_target and computed <= 1
        rank = (weight + 4 * worked_out + 30 * derived + like - 8 * far, int(is_target))
        if best is None or rank > best[0]:
            best = (rank, number, explained, value)
    if best is None:  # every figure was corrected already: the last relation names its target
        return open_[0].target, open_[:1], open_[0].bounds
    return best[1], best[2], best[3]


def _explained(equations: list[Equation]) -> int:
    """What it counts that one repair settles several relations: much for computed ones, little for equal printings."""
    computed = sum(len(equation.terms) != 1 for equation in equations)
    equal = len(equations) - computed
    return 6 * max(computed - 1, 0) + (6 if computed and equal else 0) + 2 * max(equal - 1, 0)


def _likeness(number: Printed, value: Interval | None) -> int:
    """How easily the figure could be written for the repaired one: a slip of a digit or a sign, or quite another number."""
    if value is None:
        return -50
    shown, plain = number.shown(middle(value)), number.shown(number.value)
    if shown == plain:
        return -50  # no figure of these digits repairs it
    if shown.startswith("-") is not plain.startswith("-"):
        return 4 if shown.lstrip("-") == plain.lstrip("-") else -8
    differing = sum(one != other for one, other in zip(shown, plain, strict=False)) if len(shown) == len(plain) else 9
    return {1: 6, 2: 4}.get(differing, 0) if len(plain) >= 3 else 0


def _agreeing(number: Printed, equations: list[Equation], network: Network) -> tuple[list[Equation], Interval | None]:
    """The largest set of relations that one value of ``number`` repairs, with that value."""
    repairs = [(equation, network.repair(number, equation)) for equation in equations]
    best: tuple[list[Equation], Interval | None] = (equations[:1], repairs[0][1])
    for first, own in repairs:
        if own is None:
            continue
        chosen, common = [first], own
        for other, repair in repairs:
            if repair is None or other is first:
                continue
            low, high = max(common[0], repair[0]), min(common[1], repair[1])
            if low <= high + 2 * number.half:
                chosen.append(other)
                common = (min(low, high), max(low, high))
        better = (len(chosen), _likeness(number, common)) > (len(best[0]), _likeness(number, best[1]))
        if better or best[1] is None:
            best = (chosen, common)
    return best


def _discrepancy(number: Printed, explained: list[Equation], value: Interval | None, network: Network) -> Result:
    own = [equation for equation in explained if equation.target.spot == number.spot]
    main = network.amended((own or explained)[0])
    main = replace(main, target=number) if own else main
    right = main.right if own and len(explained) == 1 else None
    expected = _told_apart(number, middle(value) if right is None else right) if value else ""
    if own and _is_equality(main):
        expected = main.terms[0].text
        computation = f"一处印{number.text}，另一处印{expected}"
    else:
        computation = main.computation() if own else _as_repair(number, main, expected)
    others = [other.spot for equation in explained for other in equation.numbers]
    spots = tuple(dict.fromkeys([number.spot, *others]))
    subject = main.subject if own else f"{main.subject} 所用的{number.text}"
    result = Result(
        main.kind,
        Verdict.FAILS,
        spots,
        subject,
        number.text,
        expected,
        computation,
        _with_corrected(main, network),
        main.severity,
        main.confidence,
    )
    return replace(result, dependents=_dependents(number, value, network)) if value else result


def _with_corrected(main: Equation, network: Network) -> str:
    """The remark, with the terms that were put right before they were used here."""
    taken = [term.text for term in main.terms if term.spot in network.corrected]
    return "；".join(part for part in (main.remark, f"其中{'、'.join(taken)}是改正后的数" if taken else "") if part)


def _told_apart(number: Printed, right: Fraction) -> str:
    """The right value with as many decimals as it takes to differ from the printed one, two at least for scores."""
    printed = number
    for digits in range(number.digits, MOST_DIGITS + 1):
        printed = replace(number, digits=digits)
        if printed.shown(right) != printed.shown(number.value):
            wider = replace(number, digits=max(digits, 2)) if digits > number.digits else printed
            return wider.shown(right)
    return printed.shown(right)


def _as_repair(number: Printed, equation: Equation, expected: str) -> str:
    if _is_equality(equation):
        return f"一处印{number.text}，另一处印{equation.target.text}"
    printed = f"{equation.form.text(equation.terms)} = {equation.expected()}，而印作{equation.target.text}"
    return f"{printed}；若{number.text}应为{expected}则相符"


def _dependents(number: Printed, value: Interval, network: Network) -> tuple[Dependent, ...]:
    """The printed figures that were right only because this one is wrong, with what they become."""
    return _following({number.spot: _corrected(number, value)}, network)


def _corrected(number: Printed, value: Interval) -> Printed:
    """The figure as it should have been printed."""
    shown = read_figure(_told_apart(number, middle(value)))
    text = _told_apart(number, middle(value))
    return replace(number, value=shown.value, digits=max(number.digits, shown.digits), text=text)


def _following(corrections: Mapping[Spot, Printed], network: Network) -> tuple[Dependent, ...]:
    """The figures that change with corrected ones, through the relations that held before."""
    changed: dict[Spot, Printed] = dict(corrections)
    found: dict[Spot, Dependent] = {}
    wave = list(corrections)
    for _ in range(DEEPEST):
        following: list[Spot] = []
        for spot in wave:
            for equation in network.by_spot[spot]:
                becomes = _becomes(equation, spot, changed) if network.state[id(equation)] else None
                if becomes is not None and becomes.spot not in corrections:
                    changed[becomes.spot] = becomes
                    shown = becomes.shown(becomes.value)
                    found[becomes.spot] = Dependent(equation.subject, becomes.text, shown, becomes.spot)
                    following.append(becomes.spot)
        wave = following
    return tuple(found.values())


def _becomes(equation: Equation, spot: Spot, changed: Mapping[Spot, Printed]) -> Printed | None:
    """What the other figure of a relation becomes when that at ``spot`` has changed; None where it stays."""
    if _is_equality(equation):
        other = equation.target if equation.target.spot != spot else equation.terms[0]
        now = changed[spot]
        stays = changed.get(other.spot, other).value == now.value or other.is_percent is not now.is_percent
        return None if stays else replace(other, value=now.value, digits=max(other.digits, now.digits))
    target = changed.get(equation.target.spot, equation.target)
    terms = tuple(changed.get(term.spot, term) for term in equation.terms)
    bounds = equation.form.bounds(terms)
    if bounds is None or target.agrees(*bounds):
        return None
    digits = 2 if target.mark else max(target.digits, *(term.digits for term in terms), 0)
    return _rounded(replace(target, digits=max(digits, target.digits)), middle(bounds))


def _rounded(number: Printed, value: Fraction) -> Printed:
    """``number`` with a new value, as it is printed: what follows is computed from the printed figure."""
    return replace(number, value=read_figure(number.shown(value)).value)


def _is_equality(equation: Equation) -> bool:
    return len(equation.terms) == 1 and isinstance(equation.form, Sum)
