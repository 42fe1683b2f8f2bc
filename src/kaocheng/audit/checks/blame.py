"""From relations that fail to mistakes: which figure is at fault, what it should be, and what else follows from it.

One wrong figure makes several relations fail. The figure that repairs most of them with one and the same value, and
that the fewest other relations support, is named first; the others of its relations are named beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kaocheng.audit.checks.network import Network, unique
from kaocheng.audit.checks.suspects import Suspect, Suspects
from kaocheng.audit.claims.equations import Equation, middle
from kaocheng.audit.claims.forms import Interval, Sum
from kaocheng.audit.claims.numbers import Printed
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Against, Confidence, Dependent, Result, Verdict, fails, holds
from kaocheng.numbers import read_figure

DEEPEST = 6
MOST_DIGITS = 4


@dataclass(frozen=True)
class Blame:
    """The results of all relations: those that hold, and for those that fail one discrepancy per figure at fault.

    ``combined`` is what becomes of the other figures when all of these are put right together, ``proved`` when only those
    are that the report itself proves.
    """

    results: list[Result]
    combined: tuple[Dependent, ...]
    proved: tuple[Dependent, ...]


def blamed(equations: Sequence[Equation], values: Mapping[Fraction, int]) -> Blame:
    """Which figures are at fault; ``values`` is how often each number is printed."""
    network = Network(unique(equations), values)
    results = [
        holds(
            equation.kind, *(number.spot for number in equation.numbers), subject=equation.subject, why=equation.remark
        )
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
    suspects = Suspects(network)
    proved: dict[Spot, Printed] = {}
    while suspects.open:
        suspect = suspects.worst()
        found = _discrepancy(suspect, network)
        results.append(found)
        if suspect.value is not None:
            right = _corrected(suspect.number, suspect.value)
            network.correct(suspect.number.spot, right)
            if found.confidence is Confidence.CERTAIN and not found.undecided:
                proved[suspect.number.spot] = right
        suspects.settle(suspect)
    return Blame(results, _following(network.corrected, network), _following(proved, network))


def _discrepancy(suspect: Suspect, network: Network) -> Result:
    number, explained, value = suspect
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
    subject = main.subject if own else network.subject(number) or f"{main.subject} 所用的{number.text}"
    against = _against(number, main, network, is_target=bool(own))
    result = fails(
        main.kind,
        *spots,
        subject=subject,
        printed=number.text,
        expected=expected,
        computation=computation,
        why=_remark(main, network, against),
        severity=main.severity,
        confidence=main.confidence,
        against=against,
    )
    return replace(result, dependents=_dependents(number, value, network)) if value else result


def _against(number: Printed, main: Equation, network: Network, *, is_target: bool) -> Against:
    """What the value is that the relations give: the right one, unless the document speaks for the printed one as well."""
    if _is_equality(main):
        return Against.ELSEWHERE if _between_places(number, main, network) else main.against
    return Against.COMPUTED if is_target and _torn(main, network) else main.against


def _between_places(number: Printed, main: Equation, network: Network) -> bool:
    """Whether two printings of one figure differ and no computation speaks for the other one."""
    other = main.terms[0] if main.target.spot == number.spot else main.target
    return not network.is_computed(other) or network.is_computed(number)


def _torn(main: Equation, network: Network) -> bool:
    """Whether a total that its column denies is borne out by its row, or the other way round."""
    if not isinstance(main.form, Sum):
        return False
    across = all(term.spot.row == main.target.spot.row for term in main.terms)
    return any(
        isinstance(one.form, Sum)
        and sum(bool(term.value) for term in one.terms) > 1
        and all(other.spot.row == main.target.spot.row for other in one.numbers) is not across
        and (across or all(other.spot.row == main.target.spot.row for other in one.numbers))
        for one in network.held(main.target)
    )


def _remark(main: Equation, network: Network, against: Against) -> str:
    """The remark, with the terms that were put right before they were used here, and what speaks for the printed figure."""
    taken = [term.text for term in main.terms if term.spot in network.corrected]
    parts = [main.remark, f"其中{'、'.join(taken)}是改正后的数" if taken else ""]
    if against is Against.COMPUTED:
        parts.append("它与同行的数相符，何处有误不能判定")
        if main.right is not None and (same := network.beside(main.target, abs(main.right - main.target.value))):
            parts.append(f"相差的{same.text}同一张表里印有")
    return "；".join(part for part in parts if part)


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
    return tuple(one for one in found.values() if one.becomes != one.printed)


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
