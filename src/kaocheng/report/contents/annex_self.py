"""附件: 项目支出绩效自评表, the form of 财预〔2020〕10号 that a self-evaluation hands in."""

from collections.abc import Iterator

from kaocheng.derivation import Derivation
from kaocheng.domain import DataTable, Evaluation, Indicator, leaves
from kaocheng.domain.data import TOTAL
from kaocheng.numbers import Measure
from kaocheng.places import InTable
from kaocheng.report.contents.background import PATH
from kaocheng.report.contents.dates import year_of
from kaocheng.report.contents.markdown import inline
from kaocheng.report.contents.material import Material, points, value
from kaocheng.report.contents.outline import GOALS_REACHED
from kaocheng.report.document import (
    Block,
    Cell,
    CellRow,
    ColumnShape,
    Landscape,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
    cell,
)
from kaocheng.scoring import ScoredIndicator
from kaocheng.scoring.formulas import compute
from kaocheng.standards.formula import Call, Name

BUDGETS = ("年初预算数", "全年预算数", "全年执行数")
_EXECUTION = "执行率"
# The last column holds the reasons of deviations: where they are long, it is wide, and the form lies crosswise.
_WIDTHS = (3, 6, 7, 9, 7, 7, 5, 5, 4)
_REASONS, _WIDE_REASONS, _LONG = 9, 34, 80


def self_evaluation_form(material: Material) -> Iterator[Block]:
    """The form of a self-evaluation; nothing for another kind of evaluation."""
    evaluation = material.evaluation
    if evaluation.kind != "self":
        return
    execution = _execution(material)
    indicators = list(_indicators(material, execution))
    rows = (*_head(evaluation), *_money(material, execution), *_goals(material), *indicators, _total(material))
    long = any(len(row[-1].plain) > _LONG for row in indicators)
    widths = (*_WIDTHS, _WIDE_REASONS if long else _REASONS)
    form: list[Block] = [Table(tuple(map(ColumnShape, widths)), rows, small=True)]
    if year := year_of(evaluation.period):
        form.insert(0, Paragraph((Text(f"（{year}年度）"),), centered=True))
    yield from [Landscape(tuple(form))] if long else form


def _head(evaluation: Evaluation) -> Iterator[CellRow]:
    yield _label("项目名称"), cell(evaluation.subject or evaluation.title, colspan=8)
    yield (
        _label("主管部门"),
        cell(_named(evaluation, "supervisor"), colspan=3),
        cell("实施单位", strong=True),
        cell(_named(evaluation, "implementer", "evaluated_unit"), colspan=4),
    )


def _named(evaluation: Evaluation, *roles: str) -> str:
    """The organisations of the first of ``roles`` that somebody has."""
    for role in roles:
        if names := [item.name for item in evaluation.organisations if item.role == role]:
            return "、".join(names)
    return ""


def _execution(material: Material) -> ScoredIndicator | None:
    """The leaf 预算执行率, which stands beside the money and not among the indicators."""
    return next((scored for scored in material.sheet.leaves if _EXECUTION in scored.indicator.name), None)


def _funds(evaluation: Evaluation) -> DataTable | None:
    """The table that says what was budgeted and spent."""
    return next((table for table in evaluation.tables if all(map(table.column, BUDGETS[1:]))), None)


def _money(material: Material, execution: ScoredIndicator | None) -> Iterator[CellRow]:
    table = _funds(material.evaluation)
    sources = [row.key for row in table.rows] if table else []
    spent = table.column(BUDGETS[-1]) if table else None
    unit = f"（{spent.measure.text}）" if spent else ""
    heads = ("", *BUDGETS, "分值")
    yield (
        cell("项目资金", unit, colspan=2, rowspan=2 + len(sources), strong=True),
        *(cell(head, strong=True) for head in heads),
        cell(_EXECUTION, colspan=2, strong=True),
        cell("得分", strong=True),
    )
    yield (
        cell("年度资金总额"),
        *_amounts(material, table, (TOTAL,)),
        cell(points(execution.indicator.weight) if execution else "—"),
        cell(material.actual(execution) if execution else "—", colspan=2),
        cell(material.score(execution) if execution else "—"),
    )
    for number, key in enumerate(sources):
        yield (
            cell(("" if number else "其中：") + "/".join(key)),
            *_amounts(material, table, key),
            cell("—"),
            cell(_rate(material, table, key), colspan=2),
            cell("—"),
        )


def _amounts(material: Material, table: DataTable | None, key: tuple[str, ...]) -> Iterator[Cell]:
    for name in BUDGETS:
        yield cell(_figure(material, table, key, name) if table and table.column(name) else "—")


def _figure(material: Material, table: DataTable, key: tuple[str, ...], column: str) -> Run:
    figure = material.ledger.at(InTable(table.name, key, column))
    if figure.value is None:
        return Text("—" if key == (TOTAL,) else "")
    return material.figure(".".join(("数据", table.name, *key, column)))


def _rate(material: Material, table: DataTable | None, key: tuple[str, ...]) -> Run:
    """What part of the budget of one source was spent; a dash where nothing was budgeted."""

    def at(name: Name | Call) -> Derivation:
        return material.ledger.at(
            InTable(table.name if table else "", key, name.text if isinstance(name, Name) else "")
        )

    rate = compute(_EXECUTION, "全年执行数÷全年预算数", Measure.parse("%"), at)
    return Text("—") if rate.value is None else value(rate)


def _goals(material: Material) -> Iterator[CellRow]:
    evaluation = material.evaluation
    reached = next(((name, text) for name, text in evaluation.narrative.items() if GOALS_REACHED in name), ("", ""))
    yield (
        cell("年度总体目标", colspan=2, rowspan=2, strong=True),
        cell("预期目标", colspan=3, strong=True),
        cell("实际完成情况", colspan=5, strong=True),
    )
    yield (
        cell(*inline(evaluation.profile.goals, PATH, material), colspan=3, align="left"),
        cell(*inline(reached[1], f"report/{reached[0]}", material), colspan=5, align="left"),
    )


def _indicators(material: Material, execution: ScoredIndicator | None) -> Iterator[CellRow]:
    shown = [scored.indicator for scored in material.sheet.leaves if scored is not execution]
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    yield (
        cell("绩效指标", rowspan=1 + len(shown), strong=True),
        *(cell(head, strong=True) for head in heads),
        cell("偏差原因分析及改进措施", colspan=2, strong=True),
    )
    for top in material.evaluation.indicators:
        first: list[Cell] = _upper(top, shown)
        for second in top.indicators or (top,):
            before = [*first, *(_upper(second, shown) if second is not top else [cell("—")])]
            for leaf in leaves([second]):
                if leaf in shown:
                    yield (*before, *_leaf(material, material.scored(leaf)))
                    before, first = [], []


def _upper(indicator: Indicator, shown: list[Indicator]) -> list[Cell]:
    rows = sum(leaf in shown for leaf in leaves([indicator]))
    return [cell(indicator.name, rowspan=rows)] if rows else []


def _leaf(material: Material, scored: ScoredIndicator) -> CellRow:
    indicator = scored.indicator
    return (
        cell(indicator.name),
        cell(indicator.target or "—"),
        cell(material.actual(scored)),
        cell(points(indicator.weight)),
        cell(material.score(scored)),
        cell(*_deviation(material, scored), colspan=2, align="left"),
    )


def _deviation(material: Material, scored: ScoredIndicator) -> tuple[Runs, ...]:
    """The working paper; where marks were lost and there is none, the reason of what was judged."""
    indicator, judgement = scored.indicator, scored.judgement
    if paper := material.evaluation.papers.get(indicator.code, ""):
        return inline(paper, f"papers/{indicator.code}.md", material)
    lost = scored.score is not None and scored.score < indicator.weight
    return ((Text(judgement.reason),),) if lost and judgement and judgement.reason else ()


def _total(material: Material) -> CellRow:
    return (
        cell("总分", colspan=6, strong=True),
        cell(points(material.evaluation.total), strong=True),
        cell(material.total(), strong=True),
        cell("", colspan=2),
    )


def _label(text: str) -> Cell:
    return cell(text, colspan=2, strong=True)
