"""The satisfaction of a survey: every scored question beside the composite, and one figure for the questions of a scale."""

from collections.abc import Iterator

from kaocheng.report.contents.material import share, value
from kaocheng.report.document import (
    Block,
    Chart,
    ColumnShape,
    CrossReference,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    cell,
)
from kaocheng.survey import QuestionResult, SurveyResult

_LONGEST = 14


def satisfaction(name: str, result: SurveyResult) -> Iterator[Block]:
    """The table of satisfactions and the distribution of answers; nothing where no question is scored."""
    scored = [item for item in result.questions if item.question.is_scored]
    if not scored:
        return
    label = f"表.{name}满意度"
    runs: tuple[Run, ...] = (
        Text("综合满意度为"), value(result.derivation, f"问卷.{name}.满意度"), Text("，各题满意度见"), CrossReference(label),
        Text("。"),
    )  # fmt: skip
    yield Paragraph(runs)
    yield _table(name, label, result, scored)
    for label, group in _groups(name, result):
        yield _distribution(label, group)


def _table(name: str, label: str, result: SurveyResult, scored: list[QuestionResult]) -> Table:
    head = tuple(cell(title) for title in ("题号", "题目", "回答人数", "满意度"))
    rows = [
        (
            cell(item.question.id),
            cell(item.question.text),
            cell(str(item.answered) if item.answered else "未公布"),
            cell(_figure(name, item)),
        )
        for item in scored
    ]
    total = (
        cell("综合满意度", colspan=3, strong=True, align="center"),
        cell(value(result.derivation, f"问卷.{name}.满意度"), strong=True),
    )
    shape = (ColumnShape(2), ColumnShape(12, "left"), ColumnShape(3), ColumnShape(3))
    title = result.questionnaire.title or name
    return Table(shape, (*rows, total), (head,), f"{title}：各题满意度", label=label)


def _figure(name: str, item: QuestionResult) -> Run:
    if item.derivation is None:
        return Text(share(item.satisfaction))
    return value(item.derivation, f"问卷.{name}.{item.question.id}.满意度")


def charted(name: str, result: SurveyResult) -> dict[str, str]:
    """The questions that :func:`satisfaction` shows together: id → label of their chart."""
    found: dict[str, str] = {}
    for label, group in _groups(name, result):
        found |= {item.question.id: label for item in group}
    return found


def _groups(name: str, result: SurveyResult) -> Iterator[tuple[str, list[QuestionResult]]]:
    """Questions with one scale, two or more of them."""
    scales: dict[tuple[str, ...], list[QuestionResult]] = {}
    for item in result.questions:
        if item.question.is_scored and item.options and item.answered:
            scales.setdefault(tuple(count.option.text for count in item.options), []).append(item)
    for number, group in enumerate(scales.values(), 1):
        if len(group) > 1:
            yield f"图.{name}满意度" + (f"（{number}）" if len(scales) > 1 else ""), group


def _distribution(label: str, group: list[QuestionResult]) -> Chart:
    scale = [count.option.text for count in group[0].options]
    series = tuple(
        Series(option, tuple(item.options[index].share for item in group)) for index, option in enumerate(scale)
    )
    names = tuple(f"{item.question.id} {_short(item.question.text)}" for item in group)
    return Chart("stacked", names, series, f"{label.removeprefix('图.')}各题回答分布", label=label, percent=True)


def _short(text: str) -> str:
    """The beginning of a question; its whole text stands in the table above the chart."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
