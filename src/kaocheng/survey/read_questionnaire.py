"""questionnaire.yaml → :class:`Questionnaire`, with every mistake at its line and column."""

from collections.abc import Iterable
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.survey import messages
from kaocheng.survey.check_questionnaire import check_questionnaire, without_faults
from kaocheng.survey.questionnaire import (
    Claim,
    Condition,
    Contradiction,
    KnownShares,
    Questionnaire,
    Quota,
    Section,
    Validity,
)
from kaocheng.survey.read_questions import percent, read_condition, read_question, read_scale
from kaocheng.text import Block, Fields, Text
from kaocheng.text.yaml import load


def read_questionnaire(text: str, path: str) -> tuple[Questionnaire | None, list[Diagnostic]]:
    """The questionnaire that ``text`` describes, and what is wrong with it; ``path`` is how messages call the file.

    The questionnaire is None where the text is no mapping at all; what is wrong in it is left out of it. The format is that
    of docs/survey.md.
    """
    node, problems = load(text, path)
    if node is None:
        return None, problems
    fields = Fields(node, problems)
    if not isinstance(node, Block):
        return None, problems
    scale = read_scale(fields.block("scale"), problems)
    questionnaire = Questionnaire(
        title=fields.text("title", required=True),
        introduction=fields.text("introduction"),
        population=fields.text("population"),
        size=whole(fields, "size", "总体人数", problems),
        sent=whole(fields, "sent", "发放数", problems),
        returned=whole(fields, "returned", "回收数", problems),
        valid=whole(fields, "valid", "有效数", problems),
        confidence=_confidence(fields, problems),
        sections=tuple(
            Section(block.text("id", required=True), block.text("title", required=True))
            for block in _finished(fields.blocks("sections"))
        ),
        questions=tuple(read_question(block, scale, problems) for block in fields.blocks("questions", required=True)),
        groups=fields.texts("groups"),
        quotas=tuple(_quota(block, problems) for block in _finished(fields.blocks("quotas"))),
        known_shares=tuple(_known(block, problems) for block in _finished(fields.blocks("known_shares"))),
        validity=_validity(fields.block("validity"), problems),
        identity=fields.texts("identity"),
        claims=_claims(fields, "claims", problems),
        printed=_claims(fields, "printed", problems),
        place=fields.place,
    )
    fields.finish()
    return without_faults(questionnaire), problems + check_questionnaire(questionnaire)


def whole(fields: Fields, key: str, what: str, problems: list[Diagnostic]) -> int | None:
    """The whole number of ``key``, not negative; None where it is absent."""
    value = fields.number(key)
    if value is None:
        return None
    if value.denominator != 1 or value < 0:
        problems.append(messages.NOT_A_WHOLE_NUMBER.at(fields.place_of(key), what=what, found=fields.text(key)))
        return None
    return value.numerator


def _finished(blocks: Iterable[Fields]) -> Iterable[Fields]:
    for block in blocks:
        yield block
        block.finish()


def _confidence(fields: Fields, problems: list[Diagnostic]) -> Fraction:
    value = fields.number("confidence")
    if value is not None and not Fraction(1, 2) <= value < 1:
        facts = {"what": "confidence（置信度）", "low": "50%", "high": "100%", "found": fields.text("confidence")}
        problems.append(messages.NOT_A_SHARE.at(fields.place_of("confidence"), **facts))
        value = None
    return Fraction(95, 100) if value is None else value


def _quota(fields: Fields, problems: list[Diagnostic]) -> Quota:
    question = fields.text("question", required=True)
    planned: dict[str, int] = {}
    block = fields.block("planned")
    for name, _ in block.pairs() if block else []:
        count = whole(block, name, f"“{name}”的计划份数", problems) if block else None
        if count is not None:
            planned[str(name)] = count
    return Quota(question, planned)


def _known(fields: Fields, problems: list[Diagnostic]) -> KnownShares:
    question = fields.text("question", required=True)
    shares: dict[str, Fraction] = {}
    block = fields.block("shares")
    for name, node in block.pairs() if block else []:
        share = percent(node, f"“{name}”的已知比例", problems)
        if share is not None:
            shares[str(name)] = share
    total = sum(shares.values(), Fraction(0))
    if abs(total - 1) > Fraction(1, 200):
        problems.append(messages.SHARES_DO_NOT_SUM.at(fields.place_of("shares"), id=question, total=f"{total * 100}%"))
    return KnownShares(question, shares, fields.text("source"))


def _validity(fields: Fields | None, problems: list[Diagnostic]) -> Validity:
    if fields is None:
        return Validity()
    validity = Validity(
        complete=fields.choice("complete", ("all", "scored", "no"), "no"),
        straight_lining=whole(fields, "straight_lining", "straight_lining（题数）", problems),
        min_seconds=fields.number("min_seconds"),
        contradictions=tuple(
            Contradiction(_condition(block, problems), block.text("reason", required=True))
            for block in _finished(fields.blocks("contradictions"))
        ),
    )
    fields.finish()
    return validity


def _condition(fields: Fields, problems: list[Diagnostic]) -> Condition:
    return read_condition(fields.block("when"), problems)


def _claims(fields: Fields, key: str, problems: list[Diagnostic]) -> tuple[Claim, ...]:
    """A list of ``{what, value, why}``; under ``printed`` also a plain mapping of quantity to printed text."""
    node = fields.node(key)
    if node is None:
        return ()
    if key == "printed":
        block = Fields(node, problems, name=key)
        return tuple(
            Claim(str(what), str(value).strip(), place=what.place)
            for what, value in block.pairs()
            if isinstance(value, Text)
        )
    found: list[Claim] = []
    for block in _finished(fields.blocks(key)):
        why = block.text("why", required=True)
        found.append(Claim(block.text("what", required=True), block.text("value"), why, block.place))
    return tuple(found)
