"""References between the parts of an evaluation: to indicators, metrics, evidence, problems and cells."""

from collections.abc import Iterable, Iterator

from kaocheng.diagnostics import Diagnostic, did_you_mean
from kaocheng.domain import Evaluation, walk
from kaocheng.places import InFile, Place
from kaocheng.scoring.checks import messages
from kaocheng.scoring.data import Ledger
from kaocheng.scoring.figures import Figures
from kaocheng.scoring.sheet import ScoreSheet


def check_references(evaluation: Evaluation, sheet: ScoreSheet, ledger: Ledger) -> Iterator[Diagnostic]:
    """References to things that are not there, with the nearest thing that is."""
    yield from _duplicates(evaluation)
    codes = [indicator.code for _, indicator in walk(evaluation.indicators)]
    parents = {indicator.code for _, indicator in walk(evaluation.indicators) if not indicator.is_leaf}
    evidence = [item.id for item in evaluation.evidence]
    evidence += [item.id for item in (*evaluation.vouchers, *evaluation.assets)]
    for reading in evaluation.readings:
        yield from _known("指标", [reading.indicator], codes, reading.place)
    for judgement in evaluation.judgements:
        yield from _known("指标", [judgement.indicator], codes, judgement.place)
        if judgement.indicator in parents:
            yield messages.UNUSED_JUDGEMENT.at(judgement.place or InFile("judgements.yaml"), code=judgement.indicator)
    for judgement in evaluation.judgements:
        yield from _known("佐证材料", judgement.evidence, evidence, judgement.place)
        for adjustment in judgement.adjustments:
            yield from _known("佐证材料", adjustment.evidence, evidence, adjustment.place)
    for item in evaluation.evidence:
        yield from _known("指标", item.indicators, codes, item.place)
    for code in evaluation.papers:
        yield from _known("指标", [code], codes, InFile(f"papers/{code}.md"))
    metrics = [*(metric.name for metric in evaluation.metrics), *evaluation.names]
    metrics += [column.name for table in evaluation.tables for column in table.columns]
    for _, indicator in walk(evaluation.indicators):
        yield from _known("计算指标", indicator.metrics, metrics, indicator.place)
    problems = [problem.id for problem in evaluation.findings.problems]
    for problem in evaluation.findings.problems:
        yield from _known("指标", problem.indicators, codes, problem.place)
    for recommendation in evaluation.findings.recommendations:
        yield from _known("问题", recommendation.problems, problems, recommendation.place)
    recommendations = [recommendation.id for recommendation in evaluation.findings.recommendations]
    for rectification in evaluation.findings.rectifications:
        yield from _known("建议", (rectification.recommendation,), recommendations, rectification.place)
    yield from _cells(evaluation, ledger)
    yield from _published(evaluation, sheet, ledger)


def _duplicates(evaluation: Evaluation) -> Iterator[Diagnostic]:
    named: list[tuple[str, str, Place | None]] = [
        *(("表", table.name, table.place) for table in evaluation.tables),
        *(("计算指标", metric.name, metric.place) for metric in evaluation.metrics),
        *(("评价判断", judgement.indicator, judgement.place) for judgement in evaluation.judgements),
        *(("口径", reading.indicator, reading.place) for reading in evaluation.readings),
        *(("佐证材料", item.id, item.place) for item in evaluation.evidence),
    ]
    seen = set()
    for what, name, place in named:
        if (what, name) in seen:
            yield messages.DUPLICATE_NAME.at(*([place] if place else []), what=what, name=name)
        seen.add((what, name))


def _known(what: str, found: Iterable[str], known: list[str], place: Place | None) -> Iterator[Diagnostic]:
    for name in found:
        if name not in known:
            facts = {"what": what, "found": name, "suggestion": did_you_mean(name, known)}
            yield messages.UNKNOWN_REFERENCE.at(*([place] if place else []), **facts)


def _cells(evaluation: Evaluation, ledger: Ledger) -> Iterator[Diagnostic]:
    for amendment in evaluation.amendments:
        at = amendment.at
        table = ledger.tables.get(at.table)
        known = table is not None and table.column(at.column) is not None
        if table is None or not known or not (table.row(at.row) or ledger.rows_of(table, at.row)):
            facts = {"what": "数据", "found": str(at), "suggestion": ""}
            yield messages.UNKNOWN_REFERENCE.at(amendment.place or InFile("data/values.csv"), **facts)


def _published(evaluation: Evaluation, sheet: ScoreSheet, ledger: Ledger) -> Iterator[Diagnostic]:
    if not evaluation.published.figures:
        return
    figures = Figures(evaluation, sheet, ledger)
    for figure in evaluation.published.figures:
        if figures.resolve(figure.quantity) is None:
            near = figures.nearest(figure.quantity)
            facts = {"what": "这个数", "found": figure.quantity, "suggestion": f"您是否指“{near}”？" if near else ""}
            yield messages.UNKNOWN_REFERENCE.at(figure.place or InFile("published.yaml"), **facts)
