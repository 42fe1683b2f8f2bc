"""A survey of which only the result is known, and surveys as the actual value of an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.http import Http404

from kaocheng.diagnostics import Refusal
from kaocheng.domain import Indicator
from kaocheng.numbers import NotANumber, exact_text, read_figure, read_number
from kaocheng.web import messages
from kaocheng.web.access import Access
from kaocheng.web.content.surveys import questionnaire_items
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.metric_sources import checked
from kaocheng.web.pages.meanings import meaning_edits
from kaocheng.web.workspace import Workspace, workspace

_COUNTS = {"sent": "发放份数", "returned": "回收份数", "valid": "有效份数"}


@dataclass(frozen=True)
class KnownResult:
    """What is known of a survey: its name, a rate (87.5%) or a mean out of ``full``, how many were asked, who says so."""

    name: str
    result: str
    full: str
    counts: dict[str, str]
    origin: str


def keep_result(access: Access, known: KnownResult, code: str = "") -> None:
    """Keeps a result as a survey with one published figure, and has the indicator ``code`` scored by it."""
    space = workspace(access.evaluation)
    if not known.origin.strip():
        raise Refusal(messages.NAME_NEEDED.at(what="结果的来源，如某平台调查报告第3页"))
    if code:
        access.require("edit_indicators")
    rate, mean = rate_of(known.result, known.full)
    text = f"综合满意度（均值{known.result}，满分{known.full}）" if mean else "综合满意度"
    document = {
        "title": known.name,
        **{key: str(_count(known.counts.get(key, ""), name)) for key, name in _COUNTS.items() if known.counts.get(key)},
        "questions": [{"id": "Q1", "text": text, "type": "scale", "published": rate}],
        "claims": [{"what": "满意度", "value": known.result, "why": f"只有结果；来源：{known.origin.strip()}"}],
    }
    items = questionnaire_items(known.name, document, len(space.of_kind("questionnaire")))
    edits = [Edit(item.kind, item.key, "", None, item.body, position=item.position) for item in items]
    save(access, edits + (_scoring(space, known.name, code) if code else []), "录入调查结果")


def rate_of(result: str, full: str) -> tuple[str, bool]:
    """A result as the rate that is stored, exactly; whether it is a mean, which is divided by the full mark.

    Raises :class:`~kaocheng.diagnostics.Refusal` for what is no number between 0 and 1, or could be either.
    """
    try:
        figure = read_figure(result.strip())
        whole = read_number(full.strip()) if full.strip() else None
    except NotANumber:
        raise Refusal(messages.RESULT_NOT_READ.at(found=f"{result} {full}".strip())) from None
    if bool(figure.mark) == (whole is not None):
        raise Refusal(messages.RESULT_UNCLEAR.at(found=result))
    value = read_number(result.strip()) / (whole or Fraction(1)) if whole != 0 else Fraction(2)
    if not 0 <= value <= 1:
        raise Refusal(messages.RESULT_NOT_READ.at(found=f"{result} {full}".strip()))
    return (result.strip() if whole is None else exact_text(value)), whole is not None


def _count(text: str, name: str) -> int:
    if not text.strip().isdecimal():
        raise Refusal(messages.NO_COUNT.at(what=name, found=text))
    return int(text)


def use(access: Access, survey: str, code: str, reason: str = "") -> None:
    """Has a leaf scored by the satisfaction of a survey."""
    access.require("edit_indicators")
    space = workspace(access.evaluation)
    if space.item("questionnaire", survey) is None:
        raise Http404
    save(access, checked(space, _scoring(space, survey, code)), reason.strip() or f"按问卷“{survey}”的满意度计分")


def _scoring(space: Workspace, survey: str, code: str) -> list[Edit]:
    """The edits that make the satisfaction of a survey the actual value of a leaf. Raises :class:`Http404` where there is none."""
    item = space.item("indicator", code)
    if item is None or not space.sheet[code].indicator.is_leaf:
        raise Http404
    return list(meaning_edits(space, item, item.body["name"], f"问卷 {survey}", is_actual=True))


def leaves_to_score(space: Workspace) -> list[Indicator]:
    """The leaves that a survey can score: those that speak of satisfaction first."""
    leaves: Iterable[Indicator] = (scored.indicator for scored in space.sheet.leaves)
    return sorted(leaves, key=lambda leaf: "满意" not in leaf.name + leaf.standard)
