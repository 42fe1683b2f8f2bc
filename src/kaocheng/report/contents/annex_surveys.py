"""附件: survey reports. The sample, a table and a chart a question, satisfaction, reliability as far as it is known."""

from collections.abc import Iterator
from fractions import Fraction

from kaocheng.report.contents.material import Material, share, value
from kaocheng.report.contents.shapes import shapes
from kaocheng.report.document import (
    Block,
    Chart,
    ColumnShape,
    Heading,
    Items,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    cell,
)
from kaocheng.survey import QuestionResult, SurveyResult

_MOST_SLICES = 6
_LONGEST = 14


def surveys(material: Material) -> Iterator[Block]:
    """All surveys."""
    for name, result in material.surveys.items():
        yield from _survey(name, result)


def _survey(name: str, result: SurveyResult) -> Iterator[Block]:
    questionnaire = result.questionnaire
    yield Heading(questionnaire.title or name, 2, numbered=False)
    yield Paragraph((Text(_sample(result)),))
    runs: tuple[Run, ...] = (Text("综合满意度为"), value(result.derivation, f"问卷.{name}.满意度"), Text("。"))
    yield Paragraph(runs)
    scored = [item for item in result.questions if item.question.is_scored]
    if scored:
        yield from _satisfaction(name, result, scored)
    yield from _likert(name, [item for item in scored if item.options and item.answered])
    for item in result.questions:
        yield from _question(name, item)
    yield from _reliability(result)
    if result.notes:
        yield Paragraph((Text("复核说明："),))
        yield Items(tuple((Text(note.text()),) for note in result.notes))


def _sample(result: SurveyResult) -> str:
    sample, questionnaire = result.sample, result.questionnaire
    parts = [f"调查对象为{questionnaire.population}" if questionnaire.population else ""]
    parts.append(f"总体{questionnaire.size:,}人" if questionnaire.size else "")
    parts.append(f"发放问卷{sample.sent:,}份" if sample.sent is not None else "")
    parts.append(f"回收{sample.returned:,}份" if sample.returned is not None else "")
    parts.append(f"回收率{share(sample.return_rate)}" if sample.return_rate is not None else "")
    parts.append(f"有效问卷{sample.valid:,}份")
    parts.append(f"有效率{share(sample.valid_rate)}" if sample.valid_rate is not None else "")
    return "，".join(part for part in parts if part) + "。"


def _satisfaction(name: str, result: SurveyResult, scored: list[QuestionResult]) -> Iterator[Block]:
    head = tuple(cell(title) for title in ("题号", "题目", "回答人数", "满意度"))
    rows = [
        (
            cell(item.question.id),
            cell(item.question.text),
            cell(str(item.answered) if item.answered else "—"),
            cell(_satisfaction_run(name, item)),
        )
        for item in scored
    ]
    total = (
        cell("综合满意度", colspan=3, strong=True, align="center"),
        cell(value(result.derivation, f"问卷.{name}.满意度"), strong=True),
    )
    shape = (ColumnShape(2), ColumnShape(12, "left"), ColumnShape(3), ColumnShape(3))
    yield Table(shape, (*rows, total), (head,), f"{result.questionnaire.title or name}满意度", label=f"表.{name}满意度")


def _satisfaction_run(name: str, item: QuestionResult) -> Run:
    if item.derivation is None:
        return Text(share(item.satisfaction))
    return value(item.derivation, f"问卷.{name}.{item.question.id}.满意度")


def _likert(name: str, items: list[QuestionResult]) -> Iterator[Block]:
    """One chart for the questions that share one scale."""
    scales: dict[tuple[str, ...], list[QuestionResult]] = {}
    for item in items:
        scales.setdefault(tuple(count.option.text for count in item.options), []).append(item)
    for number, (scale, group) in enumerate(scales.items(), 1):
        series = tuple(
            Series(option, tuple(item.options[index].share for item in group)) for index, option in enumerate(scale)
        )
        names = tuple(f"{item.question.id} {_short(item.question.text)}" for item in group)
        which = f"（{number}）" if len(scales) > 1 else ""
        yield Chart(
            "stacked", names, series, f"{name}满意度各题回答分布{which}", label=f"图.{name}满意度{which}", percent=True
        )


def _short(text: str) -> str:
    """The beginning of a question; its whole text stands in the table above the chart."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _question(name: str, item: QuestionResult) -> Iterator[Block]:
    question = item.question
    if item.options and item.answered:
        yield from _closed(name, item)
    elif item.numbers is not None:
        numbers = item.numbers
        yield Paragraph(
            (Text(f"{question.id} {question.text}：{numbers.count}人回答，最小{numbers.least}，中位数{numbers.median}，"
                  f"最大{numbers.greatest}。"),)
        )  # fmt: skip
    elif item.open_answers is not None and item.open_answers.answers:
        yield Paragraph((Text(f"{question.id} {question.text}"),))
        yield Items(tuple((Text(f"{text}（{count}人）"),) for text, count in item.open_answers.answers))


def _closed(name: str, item: QuestionResult) -> Iterator[Block]:
    question = item.question
    label = f"{name}.{question.id}"
    head = tuple(cell(title) for title in ("选项", "人数", "占比"))
    rows = tuple(
        (cell(count.option.text), cell(f"{count.count:,}"), cell(share(count.share))) for count in item.options
    )
    yield Table(shapes([head, *rows]), rows, (head,), f"{question.id} {question.text}", label=f"表.{label}", unit="人")
    if question.is_scored:
        return
    names = tuple(count.option.text for count in item.options)
    counts = Series("人数", tuple(Fraction(count.count) for count in item.options))
    kind = "pie" if question.kind == "single" and len(names) <= _MOST_SLICES else "bar"
    yield Chart("pie" if kind == "pie" else "bar", names, (counts,), question.text, label=f"图.{label}", digits=0)


def _reliability(result: SurveyResult) -> Iterator[Block]:
    found = result.inference
    if found is None:
        return
    said = []
    if found.alpha is not None:
        said.append(f"克朗巴哈系数约为{found.alpha:.3f}")
    if found.interval is not None:
        low, high = found.interval.low, found.interval.high
        said.append(f"综合满意度的{share(found.confidence)}置信区间约为{low:.2%}至{high:.2%}")
    if said:
        yield Paragraph((Text("，".join(said) + "（近似值）。"),))
