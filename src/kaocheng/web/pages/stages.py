"""环节: the six stages of an evaluation, and in each what is in the way of the next. Counted, not judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaocheng.diagnostics import errors
from kaocheng.web.access import Access
from kaocheng.web.leftovers import leftovers
from kaocheng.web.models import Change, ReportJob
from kaocheng.web.own_rows import filled
from kaocheng.web.pages.progress import gaps
from kaocheng.web.pages.reviews import BESIDE, comments, levels
from kaocheng.web.queries import CLOSED, queries
from kaocheng.web.submissions import still_out
from kaocheng.web.workspace import Workspace

Open = tuple[str, str]
"""Something to do, and the address inside the evaluation where it is done."""


@dataclass(frozen=True)
class Step:
    """A stage: what is open in it; ``is_now`` for the one at which the work is."""

    name: str
    open: tuple[Open, ...]
    is_now: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is in the way."""
        return not self.open


def some_of(names: Sequence[str], most: int = 3) -> str:
    """The names, parted by 、; of more than ``most`` the first ones, with 等."""
    return "、".join(names[:most]) + (" 等" if len(names) > most else "")


def steps(access: Access, space: Workspace) -> list[Step]:
    """The stages in their order. Each counts by itself: data may come in before the plan is locked."""
    found = [
        ("方案", tuple(_plan(access, space))),
        ("数据", tuple(_data(access, space))),
        ("评分", tuple(_scores(space))),
        ("报告", tuple(_report(space))),
        ("审核", tuple(_reviews(access, space))),
    ]
    before = any(open_ones for _, open_ones in found)
    archive = (
        [] if access.evaluation.archived else [("前面的都做完后归档" if before else "可以归档", "settings/#archive")]
    )
    found.append(("归档", tuple(archive)))
    # Once everything has a score the work is at the report, even if the plan was not locked or a unit is still out.
    reached = 3 if space.sheet.complete and space.sheet.leaves else 0
    now = next((name for name, open_ones in (*found[reached:], *found) if open_ones), "")
    return [Step(name, open_ones, name == now) for name, open_ones in found]


def _plan(access: Access, space: Workspace) -> Iterator[Open]:
    evaluation, leaves = space.evaluation, space.sheet.leaves
    facts = (("评价对象", evaluation.subject), ("评价期间", evaluation.period), ("机构", evaluation.organisations))
    if blank := [name for name, value in facts if not value]:
        yield f"概况没有填：{'、'.join(blank)}", "settings/"
    if not leaves:
        yield "还没有指标：从模板插入，或自己添加", "indicators/"
        return
    wrong = {problem.code for problem in space.problems_outside_texts}
    if "weights-do-not-sum" in wrong:
        yield "有的权重加起来不等于上级", "indicators/"
    if without := [leaf.indicator.code for leaf in leaves if not leaf.indicator.standard.strip()]:
        yield f"{len(without)} 个指标没有评分标准", f"indicators/?at={without[0]}"
    if access.evaluation.plan_locked:
        return
    is_new = all(leaf.score is None for leaf in leaves)
    if is_new and not Change.objects.filter(evaluation=space.pk, kind="indicator").exists():
        yield "先看一遍指标，改成这项评价的：名称、权重、目标值、标准", "indicators/"
    yield "方案定稿后锁定（不锁也能填数据、评分），以后改动要写理由", "settings/#plan"


def _data(access: Access, space: Workspace) -> Iterator[Open]:
    unused = leftovers(space) if access.can("edit_indicators") else []
    if unused:
        yield f"{len(unused)} 项没有用到，可以删除：{some_of([item.key for item in unused])}", "data/unused/"
    left = {item.key for item in unused if item.kind == "table"}
    tables = [(table.name, filled(space, table)) for table in space.evaluation.tables]
    if empty := [name for name, found in tables if not found.whole and name not in left]:
        yield f"{len(empty)} 张表还没有行：{some_of(empty)}", f"data/{empty[0]}/"
    if blank := [(name, found.left) for name, found in tables if found.left]:
        yield f"{sum(count for _, count in blank)} 格没有填（{len(blank)} 张表）", f"data/{blank[0][0]}/"
    if waiting := still_out(space):
        yield f"{len(waiting)} 个单位还没有提交数据", "submissions/"
    if asked := sum(query.state != CLOSED for query in queries(space)):
        yield f"{asked} 条质询没有了结", "queries/"


def _scores(space: Workspace) -> Iterator[Open]:
    if unscored := gaps(space):
        yield f"{len(unscored)} 个指标还没有得分", "papers/all/?open"
    if wrong := errors(space.problems):
        yield f"{len(wrong)} 处错误要改", "problems/"


def _report(space: Workspace) -> Iterator[Open]:
    if not space.evaluation.report_date:
        yield "没有填报告日期，封面上要印", "settings/#report_date"
    if space.evaluation.kind == "self" and not space.evaluation.profile.goals:
        yield "没有写绩效目标，自评表的“预期目标”要印", "settings/#goals"
    last = ReportJob.objects.filter(evaluation=space.pk, state="done").values_list("revision", flat=True).first()
    if last is None:
        yield "还没有生成报告", "report/"
    elif Change.objects.filter(evaluation=space.pk, revision__gt=last).exclude(kind__in=BESIDE).exists():
        yield "生成报告以后又有修改，要重新生成", "report/"


def _reviews(access: Access, space: Workspace) -> Iterator[Open]:
    if unsettled := sum(not item.body.get("outcome") for item in comments(space)):
        yield f"{unsettled} 条审核意见没有结论", "reviews/"
    found = levels(access, space)
    if unsigned := [level.name for level in found if level.signed is None]:
        yield f"{'、'.join(unsigned)}没有签署", "reviews/#levels"
    if changed := [level.name for level in found if level.changes]:
        yield f"{'、'.join(changed)}签署后有修改，看过差别后重新签署", "reviews/#levels"
