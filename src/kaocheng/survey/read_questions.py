"""One question of questionnaire.yaml: its options, scale, skip logic."""

import unicodedata
from fractions import Fraction

from kaocheng.diagnostics import Diagnostic
from kaocheng.numbers import NotANumber, percent_text, read_figure, read_number
from kaocheng.survey import messages
from kaocheng.survey.questionnaire import KINDS, MULTIPLE, SCALE, SINGLE, Condition, Option, Question
from kaocheng.text import Block, Fields, Items, Node, Text
from kaocheng.text import messages as text_messages

UNSCORED = ("不计", "-", "")
Scale = dict[str, Fraction | None]


def percent(node: Node, what: str, problems: list[Diagnostic]) -> Fraction | None:
    """The ratio that ``node`` writes, between 0 and 1; None with a diagnostic for anything else."""
    try:
        value = read_number(str(node)) if isinstance(node, Text) else None
    except NotANumber:
        value = None
    if value is None or not 0 <= value <= 1:
        found = str(node) if isinstance(node, Text) else "若干项"
        problems.append(messages.NOT_A_SHARE.at(node.place, what=what, low="0", high="100%", found=found))
        return None
    return value


def read_scale(fields: Fields | None, problems: list[Diagnostic]) -> Scale:
    """Option → satisfaction weight as a ratio. Where a weight without a mark is above 1 (100, 80, 60, 0), the weights
    without a mark are percentages. None is the weight of an option that does not count (不计).
    """
    scale: Scale = {}
    bare: list[str] = []
    for name, node in fields.pairs() if fields else []:
        if isinstance(node, Text) and node.strip() in UNSCORED:
            scale[str(name)] = None
            continue
        try:
            figure = read_figure(str(node) if isinstance(node, Text) else "")
        except NotANumber as error:
            problems.append(text_messages.NOT_A_NUMBER.at(node.place, found=error.text))
            continue
        scale[str(name)] = figure.value
        if not figure.mark:
            bare.append(str(name))
    in_points = any((scale[name] or 0) > 1 for name in bare)
    for written in bare if in_points else []:
        scale[written] = (scale[written] or Fraction(0)) / 100
    for option, value in scale.items():
        if value is not None and not 0 <= value <= 1 and fields:
            place = fields.place_of(option)
            problems.append(messages.SCALE_OUT_OF_RANGE.at(place, option=option, found=percent_text(value)))
            scale[option] = None
    return scale


def read_condition(fields: Fields | None, problems: list[Diagnostic]) -> Condition:
    """Question → options, as ``{Q2: [是], Q3: 否}``."""
    found: list[tuple[str, frozenset[str]]] = []
    for question, _ in fields.pairs() if fields else []:
        options = fields.texts(question) if fields else ()
        if not options:
            problems.append(text_messages.MISSING_KEY.at(question.place, key=f"{question} 的选项"))
        found.append((str(question), frozenset(options)))
    return tuple(found)


def read_question(fields: Fields, survey_scale: Scale, problems: list[Diagnostic]) -> Question:
    """The question of one mapping; ``survey_scale`` is the scale of scale questions without one of their own."""
    question_id = fields.text("id", required=True)
    kind = fields.choice("type", KINDS, SCALE if fields.has("scale") else SINGLE)
    own_scale = read_scale(fields.block("scale"), problems)
    scale = (own_scale or survey_scale) if kind == SCALE else {}
    weight = fields.number("weight")
    published = fields.node("published")
    question = Question(
        id=question_id,
        text=fields.text("text", required=True),
        kind=kind,
        options=_options(fields, scale, question_id, problems),
        weight=Fraction(1) if weight is None else weight,
        section=fields.text("section"),
        shown_if=read_condition(fields.block("shown_if"), problems),
        required=fields.choice("required", ("yes", "no"), "no" if kind == "text" else "yes") == "yes",
        columns=fields.texts("columns"),
        keywords=_keywords(fields),
        unit=fields.text("unit"),
        published=None if published is None else percent(published, f"{question_id}的满意度", problems),
        place=fields.place,
    )
    if kind in (SINGLE, MULTIPLE, SCALE) and not question.options and question.published is None:
        facts = {"id": question_id, "kind": {SINGLE: "单选题", MULTIPLE: "多选题", SCALE: "量表题"}[kind]}
        problems.append(messages.NO_OPTIONS.at(fields.place, **facts))
    if weight is not None and weight < 0:
        facts = {"what": f"{question_id}的 weight", "low": "0", "high": "任意正数", "found": str(weight)}
        problems.append(messages.OUT_OF_RANGE.at(fields.place_of("weight"), **facts))
    fields.finish()
    return question


def _options(fields: Fields, scale: Scale, question_id: str, problems: list[Diagnostic]) -> tuple[Option, ...]:
    """A list of texts, or a mapping of export code → text; without either, the names of the scale."""
    node = fields.node("options")
    match node:
        case Block():
            pairs = [(str(code), value) for code, value in node.items()]
        case Items():
            pairs = [("", value) for value in node]
        case _:
            pairs = [("", Text(name, fields.place)) for name in scale]
    options: list[Option] = []
    seen: set[str] = set()
    for code, value in pairs:
        if not isinstance(value, Text):
            facts = {"key": "options", "expected": "文字", "found": "列表或若干“键: 值”"}
            problems.append(text_messages.WRONG_SHAPE.at(value.place, **facts))
            continue
        text = str(value).strip()
        if unicodedata.normalize("NFKC", text) in seen:
            problems.append(messages.DUPLICATE_OPTION.at(value.place, id=question_id, option=text))
            continue
        if scale and text not in scale:
            facts = {"id": "scale", "found": text, "known": "、".join(scale), "suggestion": ""}
            problems.append(messages.UNKNOWN_OPTION.at(value.place, **facts))
        seen.add(unicodedata.normalize("NFKC", text))
        options.append(Option(text, code, scale.get(text)))
    return tuple(options)


def _keywords(fields: Fields) -> dict[str, tuple[str, ...]]:
    block = fields.block("keywords")
    return {str(name): block.texts(name) or (str(name),) for name, _ in block.pairs()} if block else {}
