"""Working papers and review for programs: how an indicator stands, judging, comments and outcomes, the stages."""

from typing import Any

from ninja import Field, Router, Schema

from kaocheng.numbers import percent_text, score_text, short_text
from kaocheng.web.access import enter
from kaocheng.web.api.through import ADDRESS, DoneOut, by_page
from kaocheng.web.content import Item
from kaocheng.web.pages import judging, papers, reviews
from kaocheng.web.pages.stages import steps
from kaocheng.web.workspace import workspace

router = Router(tags=["底稿与审核"])
PAPER = f"{ADDRESS}/papers/{{code}}"


class AskedOut(Schema):
    """Something that is to be judged: by which key and index it is stored, what is judged so far, what can be chosen."""

    key: str
    index: int
    label: str
    value: str
    choices: list[tuple[str, str]]


class PaperOut(Schema):
    """A working paper: its score in points, how it was computed in words, what is missing, what is to be judged."""

    code: str
    name: str
    weight: str
    score: str | None
    rate: str | None
    state: str
    said: str
    missing: list[str]
    asked: list[AskedOut]


class JudgementIn(Schema):
    """What is judged: a ``key`` (met, cases, option, actual, evidence …), the ``index`` in its list, and what was ``seen``."""

    key: str
    value: str = ""
    index: str = ""
    seen: str = ""


class AdjustmentIn(Schema):
    """A discretionary adjustment in points (-1分) or as a share of the weight (-10%); numbers of evidence."""

    amount: str
    reason: str
    evidence: list[str]


class AdjustmentGoneIn(Schema):
    """The place of an adjustment in its list, from 0."""

    remove: int


class CommentIn(Schema):
    """A comment at an ``indicator``, ``at`` 报告/节名, or on the whole; ``for`` whom the team enters it; or passing it."""

    comment: str = ""
    indicator: str = ""
    at: str = ""
    round: str = ""
    speaker: str = Field("", alias="for")
    passed: bool = False


class ReplyIn(Schema):
    """A reply."""

    reply: str


class SettlingIn(Schema):
    """采纳, 部分采纳 or 不采纳 with reason and effect on the score; empty opens the comment again."""

    outcome: str = ""
    reason: str = ""
    effect: str = ""


class SigningIn(Schema):
    """一级审核, 二级审核 or 三级审核; ``undo`` takes the signature and those after it back."""

    level: str
    comment: str = ""
    undo: bool = False


class CommentOut(Schema):
    """A comment with its reply and outcome."""

    key: str
    indicator: str
    at: str
    round: str
    by: str
    date: str
    comment: str
    reply: str
    outcome: str
    reason: str
    effect: str


class LevelOut(Schema):
    """A level of the review: who signed it when, and what it waits for."""

    name: str
    about: str
    signed: str
    waits_for: str


class ReviewsOut(Schema):
    """All comments, and the three levels."""

    comments: list[CommentOut]
    levels: list[LevelOut]


class OpenOut(Schema):
    """Something that is still to be done, and the page below the evaluation where it is done."""

    what: str
    address: str


class StageOut(Schema):
    """A stage of the evaluation: whether nothing is open in it, and what is."""

    name: str
    done: bool
    now: bool
    open: list[OpenOut]


@router.get(f"{ADDRESS}/stages", response=list[StageOut], summary="六个环节，各差什么")
def stages(request: Any, evaluation: int) -> Any:
    """The six stages and what is in the way in each."""
    access = enter(request.user, evaluation, "view")
    return [
        {"name": step.name, "done": step.is_done, "now": step.is_now,
         "open": [{"what": what, "address": address} for what, address in step.open]}
        for step in steps(access, workspace(access.evaluation))
    ]  # fmt: skip


@router.get(PAPER, response=PaperOut, summary="一个指标的底稿：得分、算法、要判断的")
def paper(request: Any, evaluation: int, code: str) -> Any:
    """A working paper. The derivation of its score is figure 指标.编码.得分."""
    space = workspace(enter(request.user, evaluation, "view").evaluation)
    scored = papers.leaf_of(space, code)
    facts = papers.result_facts(space, scored)
    asked = [
        {"key": one.key, "index": one.index, "label": one.label, "value": one.value, "choices": list(one.choices)}
        for one in facts["asked"]
    ]
    return {
        "code": code, "name": scored.indicator.name, "weight": short_text(scored.indicator.weight),
        "score": None if scored.score is None else score_text(scored.score),
        "rate": None if scored.rate is None else percent_text(scored.rate),
        "state": papers.state_of(space, scored)[0], "said": facts["said"], "missing": list(scored.missing), "asked": asked,
    }  # fmt: skip


@router.post(f"{PAPER}/judge", response=DoneOut, summary="评价判断")
def judge(request: Any, evaluation: int, code: str, asked: JudgementIn) -> Any:
    """Stores one judgement."""
    return by_page(request, judging.judge, evaluation, asked, code=code)


@router.post(f"{PAPER}/adjust", response=DoneOut, summary="酌情加扣分")
def adjust(request: Any, evaluation: int, code: str, asked: AdjustmentIn) -> Any:
    """Adds a discretionary adjustment."""
    return by_page(request, judging.adjust, evaluation, asked, code=code)


@router.post(f"{PAPER}/adjust/remove", response=DoneOut, summary="撤销一项酌情加扣分")
def remove_adjustment(request: Any, evaluation: int, code: str, asked: AdjustmentGoneIn) -> Any:
    """Takes a discretionary adjustment away."""
    return by_page(request, judging.adjust, evaluation, asked, code=code)


@router.get(f"{ADDRESS}/reviews", response=ReviewsOut, summary="审核意见和三级审核")
def all_reviews(request: Any, evaluation: int) -> Any:
    """All comments and the levels of the review; queries at cells have an address of their own."""
    access = enter(request.user, evaluation, "view")
    space = workspace(access.evaluation)
    levels = [
        {"name": level.name, "about": level.about, "waits_for": level.waits_for, "signed": _signed(level.signed)}
        for level in reviews.levels(access, space)
    ]
    return {"comments": [_comment(item) for item in reviews.comments(space)], "levels": levels}


def _comment(item: Item) -> dict[str, str]:
    names = set(CommentOut.model_fields) - {"key"}
    return {"key": item.key} | {name: str(item.body.get(name, "")) for name in names}


def _signed(item: Item | None) -> str:
    return f"{item.body.get('by', '')} {item.body.get('date', '')}".strip() if item else ""


@router.post(f"{ADDRESS}/reviews", response=DoneOut, summary="提意见")
def comment(request: Any, evaluation: int, asked: CommentIn) -> Any:
    """Adds a comment, or passes an indicator."""
    return by_page(request, reviews.add, evaluation, asked)


@router.post(f"{ADDRESS}/reviews/sign", response=DoneOut, summary="签署或撤回一级、二级、三级审核")
def sign(request: Any, evaluation: int, asked: SigningIn) -> Any:
    """Signs a level of the review, or takes its signature back."""
    return by_page(request, reviews.sign, evaluation, asked)


@router.post(f"{ADDRESS}/reviews/{{key}}/reply", response=DoneOut, summary="答复意见")
def reply(request: Any, evaluation: int, key: str, asked: ReplyIn) -> Any:
    """Replies to a comment."""
    return by_page(request, reviews.reply, evaluation, asked, key=key)


@router.post(f"{ADDRESS}/reviews/{{key}}/settle", response=DoneOut, summary="定意见的结论")
def settle(request: Any, evaluation: int, key: str, asked: SettlingIn) -> Any:
    """Gives a comment its outcome."""
    return by_page(request, reviews.settle, evaluation, asked, key=key)
