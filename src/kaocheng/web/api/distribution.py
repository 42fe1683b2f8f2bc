"""Handing surveys out for programs: links with quota and dates, QR codes; answers on paper, typed in, corrected, struck out."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from ninja import Router, Schema

from kaocheng.web import paper_forms
from kaocheng.web.access import Access, enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page, recorded
from kaocheng.web.models import SurveyLink
from kaocheng.web.models.surveys import ONCE
from kaocheng.web.pages import distribution
from kaocheng.web.pages.paper_forms import questionnaire_of
from kaocheng.web.responses import answers_of

router = Router(tags=["问卷"])
SURVEY = f"{ADDRESS}/surveys/{{survey}}"
FORM = f"{SURVEY}/forms/{{number}}"


class LinkOut(Schema):
    """A link by which answers come; ``state`` is open, early, late or closed."""

    id: int
    unit: str
    address: str
    state: str
    mode: str
    quota: int | None
    received: int
    opens: str | None
    closes: str | None


class TermsIn(Schema):
    """How many are planned, from which day to which (2026-05-31), and whether a device may answer once or ``many`` times."""

    quota: int | None = None
    opens: str = ""
    closes: str = ""
    mode: str = ONCE


class HandOutIn(TermsIn):
    """The units that get a link of their own; the empty one stands for everybody."""

    unit: list[str]


class SwitchIn(Schema):
    """open or close."""

    switch: str


class TypedIn(Schema):
    """Answers by question id, several as a list; with a ``nonce`` of one's own, a form that is sent twice is kept once."""

    answers: dict[str, str | list[str]]
    nonce: str = ""


class TypedOut(DoneOut):
    """The running number, to be written on the paper."""

    number: int


class CorrectionIn(Schema):
    """The answers that were seen, those that are right, and why."""

    seen: dict[str, str]
    answers: dict[str, str | list[str]]
    reason: str


class StrikeIn(Schema):
    """Why; ``seen`` is why the form did not count so far: with it, it counts again."""

    reason: str
    seen: str = ""


class FormOut(Schema):
    """A typed form: who typed it when (empty where that was not recorded), why it does not count, how often it was changed."""

    number: int
    answers: dict[str, str]
    struck: str
    by: str
    at: str
    changes: int


@router.get(f"{SURVEY}/links", response=list[LinkOut], summary="问卷的链接")
def links(request: Any, evaluation: int, survey: str) -> Any:
    """The links of a survey."""
    access = enter(request.user, evaluation, "run_surveys")
    found = SurveyLink.objects.filter(evaluation=access.evaluation, survey=survey).annotate(count=Count("responses"))
    return [
        {"id": link.pk, "unit": link.unit, "address": distribution.address_of(link), "state": link.state,
         "mode": link.mode, "quota": link.quota, "received": link.count, "opens": _day(link.opens),
         "closes": _day(link.closes)}
        for link in found
    ]  # fmt: skip


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


@router.post(f"{SURVEY}/links", response=DoneOut, summary="按单位生成链接")
def add_links(request: Any, evaluation: int, survey: str, asked: HandOutIn) -> Any:
    """Makes a link for each unit that has none; a question for the unit is added where there is none."""
    return by_page(request, distribution.add_links, evaluation, asked, name=survey)


@router.post(f"{SURVEY}/links/{{link}}/change", response=DoneOut, summary="改一个链接的份数、日期、方式")
def change_link(request: Any, evaluation: int, survey: str, link: int, asked: TermsIn) -> Any:
    """Changes the terms of a link, all of them."""
    return by_page(request, distribution.change_link, evaluation, asked, name=survey, link=link)


@router.post(f"{SURVEY}/links/{{link}}/switch", response=DoneOut, summary="开放或关闭一个链接")
def switch_link(request: Any, evaluation: int, survey: str, link: int, asked: SwitchIn) -> Any:
    """Opens or closes a link."""
    return by_page(request, distribution.change_link, evaluation, asked, name=survey, link=link)


@router.get(f"{SURVEY}/links/{{link}}/code.svg", summary="二维码")
def code(request: Any, evaluation: int, survey: str, link: int) -> HttpResponse:
    """The QR code of a link, as an SVG picture."""
    return distribution.code(request, evaluation, name=survey, link=link)


@router.get(f"{SURVEY}/forms", response=list[FormOut], summary="录入的纸质问卷")
def forms(request: Any, evaluation: int, survey: str, after: int = 0) -> Any:
    """What was typed from paper, a thousand at once; ``after`` is the last number that is known."""
    access = enter(request.user, evaluation, "run_surveys")
    wanted = [number for number in paper_forms.numbers(access.evaluation, survey) if number > after][:1000]
    return [_form(one) for one in paper_forms.forms(access.evaluation, survey, wanted)]


def _form(one: paper_forms.PaperForm) -> dict[str, object]:
    typed = one.typed
    return {
        "number": one.number, "answers": one.answers, "struck": one.struck, "changes": max(len(one.changes) - 1, 0),
        "by": typed.by.shown_name if typed and typed.by else "", "at": typed.at.isoformat() if typed else "",
    }  # fmt: skip


@router.post(f"{SURVEY}/forms", response=TypedOut, summary="录入一份纸质问卷")
def type_in(request: Any, evaluation: int, survey: str, asked: TypedIn) -> Any:
    """Keeps the answers on a paper under the next number. What is no option of its question counts as blank."""
    access, answers = _answers(request, evaluation, survey, asked.answers)
    numbers: list[int] = []
    done = recorded(
        request, evaluation, lambda: numbers.append(paper_forms.type_in(access, survey, answers, asked.nonce))
    )
    return done | {"number": numbers[0]}


@router.post(f"{FORM}/correct", response=DoneOut, summary="更正一份纸质问卷")
def correct(request: Any, evaluation: int, survey: str, number: int, asked: CorrectionIn) -> Any:
    """Corrects a typed form; the record keeps what stood there."""
    access, answers = _answers(request, evaluation, survey, asked.answers)
    _see(access, survey, number)
    given = (asked.seen, answers)
    return recorded(request, evaluation, lambda: paper_forms.correct(access, survey, number, given, asked.reason))


@router.post(f"{FORM}/strike", response=DoneOut, summary="作废一份纸质问卷，或恢复")
def strike(request: Any, evaluation: int, survey: str, number: int, asked: StrikeIn) -> Any:
    """Has a typed form count no longer, or again. It stays, with its record."""
    access = enter(request.user, evaluation, "run_surveys")
    _see(access, survey, number)
    return recorded(request, evaluation, lambda: paper_forms.strike(access, survey, number, asked.seen, asked.reason))


def _answers(
    request: Any, evaluation: int, survey: str, given: dict[str, str | list[str]]
) -> tuple[Access, dict[str, str]]:
    access = enter(request.user, evaluation, "run_surveys")
    listed = {key: value if isinstance(value, list) else [value] for key, value in given.items()}
    return access, answers_of(questionnaire_of(access, survey), listed)[0]


def _see(access: Access, survey: str, number: int) -> None:
    if number not in paper_forms.numbers(access.evaluation, survey):
        raise Http404
