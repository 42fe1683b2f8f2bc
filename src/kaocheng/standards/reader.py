"""The way from a sentence to its standard: normalise → pieces → clauses → rule → checks."""

import re
from dataclasses import replace
from fractions import Fraction

from kaocheng.diagnostics import errors
from kaocheng.numbers import exact_text
from kaocheng.standards import messages, names
from kaocheng.standards.composing.body import compose, compose_list
from kaocheng.standards.composing.checks import check
from kaocheng.standards.composing.desk import Desk
from kaocheng.standards.formula import Operation, phrase_formula
from kaocheng.standards.formula import names as names_in
from kaocheng.standards.phrasing.words import limit_text
from kaocheng.standards.reading.clauses import Clause
from kaocheng.standards.reading.formulas import read_expression
from kaocheng.standards.reading.lists import Listing, find_list
from kaocheng.standards.reading.normalise import normalise
from kaocheng.standards.reading.pieces import take_asides
from kaocheng.standards.reading.sentence import read_clauses
from kaocheng.standards.rules import Adjustment, Definition, Rule, Standard
from kaocheng.standards.understanding import Understanding, Word

_ROLES = {
    "definition": "定义",
    "formula": "公式",
    "ratio": "公式",
    "base": "目标",
    "note": "附注",
    "stated": "权重",
    "round": "取整",
    "cap_rate": "限幅",
    "award": "得分",
    "each": "各项分值",
    "deduct": "扣分",
    "add": "加分",
    "zero": "不得分",
    "veto": "否决",
    "most": "限幅",
    "floor": "限幅",
    "line": "线性插值",
    "linear": "线性插值",
    "wording": "条件",
}


def read(sentence: str, *, name: str, weight: Fraction | None, target: str) -> Understanding:
    """See :func:`kaocheng.standards.understand`."""
    if weight is not None and weight <= 0:
        return Understanding(sentence, None, (messages.BAD_WEIGHT.at(found=weight),))
    normal, problems = normalise(sentence)
    if problems:
        return Understanding(sentence, None, problems)
    text, asides = take_asides(normal.text)
    aside_clauses = [aside.clause for aside in asides]
    desk = Desk(normal, name, weight, target, text)
    listing = find_list(text, 0, len(text))
    clauses = _outside(text, listing)
    inner = [read_clauses(text, item.start, item.end) for item in listing.items] if listing else []
    everything = (
        [clause for part in inner for clause in part]
        if listing and any(item.has_rule for item in listing.items)
        else []
    )
    everything = [*clauses, *everything, *aside_clauses]
    clauses, everything = _defining(_ratios(clauses)), _defining(_ratios(everything))
    definitions = _definitions(desk, everything)
    desk.notes.extend(clause.text for clause in aside_clauses if clause.kind == "note")
    _stated(desk, everything)
    rule, adjustments = _rule(desk, listing, inner, clauses, aside_clauses)
    _roles(desk, everything, listing)
    standard: Standard | None = None
    if rule is not None:
        declared = next(
            (clause for clause in everything if clause.kind == "base" and clause.name and clause.limit), None
        )
        said = limit_text(declared.limit) if declared is not None and declared.limit is not None else ""
        standard = Standard(rule, definitions, adjustments, said, tuple(desk.notes))
        check(desk, standard)
    words = tuple(Word(span, role) for span, role in sorted(desk.words, key=lambda word: word[0].start))
    if errors(desk.problems):
        standard = None
    return Understanding(sentence, standard, tuple(desk.problems), words)


def _defining(clauses: list[Clause]) -> list[Clause]:
    """综合得分=0.6A+0.4B is a definition where another formula uses 综合得分."""
    used = {
        names.plain(name)
        for clause in clauses
        if clause.kind == "formula" and clause.expression is not None
        for name in names_in(clause.expression)
    } | {names.plain(clause.head.name) for clause in clauses if clause.kind == "rule" and clause.head is not None}
    return [
        replace(clause, kind="definition")
        if clause.kind == "formula" and clause.name and names.plain(clause.name) in used
        else clause
        for clause in clauses
    ]


def _ratios(clauses: list[Clause]) -> list[Clause]:
    """实际数量/计划数量≥1得满分: a ratio written where a name is expected is defined, and named."""
    out: list[Clause] = []
    for clause in clauses:
        head = clause.head
        written = head.name if clause.kind in {"rule", "wording"} and head is not None and head.kind == "number" else ""
        expression = read_expression(written)[0] if re.search("[÷/]", written) else None
        if head is None or not (isinstance(expression, Operation) and expression.operator == "÷"):
            out.append(clause)
            continue
        name = f"{phrase_formula(expression.left)}与{phrase_formula(expression.right)}之比"
        start, end = clause.start, clause.end
        out.append(Clause("definition", start, end, expression=expression, name=name, text=written, separator=","))
        out.append(replace(clause, head=replace(head, name=name)))
    return out


def _stated(desk: Desk, clauses: list[Clause]) -> None:
    """满分5分, said before the rule, must be the weight."""
    for clause in clauses:
        if (
            clause.kind == "stated"
            and desk.weight is not None
            and Fraction(clause.name.replace(",", "")) != desk.weight
        ):
            desk.report(
                messages.TOP_WRONG,
                (clause.start, clause.end),
                found=f"{clause.name}分",
                expected=exact_text(desk.weight),
            )


def _outside(text: str, listing: Listing | None) -> list[Clause]:
    if listing is None:
        return read_clauses(text, 0, len(text))
    return [*read_clauses(text, *listing.before), *read_clauses(text, *listing.after)]


def _rule(
    desk: Desk, listing: Listing | None, inner: list[list[Clause]], clauses: list[Clause], asides: list[Clause]
) -> tuple[Rule | None, tuple[Adjustment, ...]]:
    if listing is None:
        return compose(desk, clauses, asides)
    return compose_list(desk, listing.items, inner, clauses, asides)


def _definitions(desk: Desk, clauses: list[Clause]) -> tuple[Definition, ...]:
    found: dict[str, Definition] = {}
    for clause in clauses:
        if clause.kind != "definition" or clause.expression is None:
            continue
        before = next((other for key, other in found.items() if names.same(key, clause.name)), None)
        if before is not None and before.expression != clause.expression:
            desk.report(messages.CONTRADICTION, (clause.start, clause.end), first=before.name, second=clause.text)
        found[clause.name] = Definition(clause.name, clause.expression, desk.span(clause.start, clause.end))
    desk.formulas.update((name, definition.expression) for name, definition in found.items())
    desk.items.extend(name for definition in found.values() for name in names_in(definition.expression))
    return tuple(found.values())


def _roles(desk: Desk, clauses: list[Clause], listing: Listing | None) -> None:
    for item in listing.items if listing else ():
        desk.role(item.start, item.end, "要点")
    for clause in clauses:
        kind = clause.consequence.kind if clause.consequence is not None else clause.kind
        desk.role(clause.start, clause.end, _ROLES.get(kind, "未读懂"))
