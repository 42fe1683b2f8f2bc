"""主要经验、问题、建议、结果应用; reviews and replies."""

from dataclasses import field

from kaocheng.places import Place
from kaocheng.values import frozen


@frozen
class Experience:
    """主要经验做法."""

    title: str
    text: str = ""


@frozen
class Problem:
    """问题, its cause, and the indicators that it concerns."""

    id: str
    title: str
    text: str = ""
    cause: str = ""
    indicators: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@frozen
class Recommendation:
    """建议, the problems that it answers, to whom it is addressed and until when it is to be followed (an ISO date)."""

    id: str
    title: str
    text: str = ""
    problems: tuple[str, ...] = ()
    to: str = ""
    due: str = ""
    place: Place | None = field(default=None, compare=False)


STATES = ("整改中", "已完成", "有困难")
OUTCOMES = ("认可", "请再整改")


@frozen
class Rectification:
    """整改: what the unit answers to a recommendation, how far it is (one of STATES), and whether that is accepted."""

    recommendation: str
    state: str = STATES[0]
    answer: str = ""
    by: str = ""
    date: str = ""
    outcome: str = ""
    place: Place | None = field(default=None, compare=False)


@frozen
class Findings:
    """Everything that the evaluation found beside the scores."""

    experiences: tuple[Experience, ...] = ()
    problems: tuple[Problem, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    use_of_results: tuple[str, ...] = ()


@frozen
class Review:
    """A comment of a reviewer, the reply and the outcome.

    One that asks about a datum (质询) stands ``at`` its cell, 表/行/列; one about a text of the report at 报告/节.
    ``replied_by`` and ``replied`` sign the reply. ``round`` is the step of the review that it belongs to (一级审核,
    专家评审, 征求意见, …), ``reason`` why it was taken up or not, ``effect`` what that did to the score.
    """

    by: str
    comment: str
    date: str = ""
    indicator: str = ""
    at: str = ""
    reply: str = ""
    replied_by: str = ""
    replied: str = ""
    outcome: str = ""
    effect: str = ""
    round: str = ""
    reason: str = ""
