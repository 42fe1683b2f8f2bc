"""One question of a survey: what was answered, in words, as a table and as a figure."""

from collections.abc import Iterator
from fractions import Fraction

from kaocheng.numbers import short_text
from kaocheng.report.contents.material import share
from kaocheng.report.document import (
    Block,
    Chart,
    ColumnShape,
    CrossReference,
    Heading,
    Items,
    Paragraph,
    Series,
    Table,
    Text,
    cell,
)
from kaocheng.survey import QuestionResult

_MOST_SLICES = 5
_MOST_ACROSS, _LONGEST_ACROSS = 5, 8


def question(name: str, number: int, item: QuestionResult, together: str = "") -> Iterator[Block]:
    """Question ``number`` of the survey ``name``; ``together`` is the label of a chart that shows it among others."""
    asked = item.question
    yield Heading(f"{number}. {asked.text}", 4, numbered=False)
    if item.options and item.answered:
        yield from _closed(name, item, together)
    elif item.satisfaction is not None:
        said = f"满意度为{share(item.satisfaction)}；只公布了百分数，没有公布各档人数，无法复核。"
        yield Paragraph((Text(said),))
    elif item.numbers is not None:
        found = item.numbers
        values = (
            f"{label}{short_text(value)}{asked.unit}"
            for label, value in (
                ("平均", found.mean), ("最小", found.least), ("中位数", found.median), ("最大", found.greatest)
            )
        )  # fmt: skip
        yield Paragraph((Text(f"{found.count}人回答，{'，'.join(values)}。"),))
    elif item.open_answers is not None and item.open_answers.answers:
        yield Paragraph((Text(f"共收到{sum(count for _, count in item.open_answers.answers)}条意见："),))
        yield Items(tuple((Text(f"{text}（{count}人）"),) for text, count in item.open_answers.answers))
        if keywords := [f"{word}{count}人" for word, count in item.open_answers.keywords if count]:
            yield Paragraph((Text(f"按关键词归类：{'、'.join(keywords)}。"),))
    else:
        yield Paragraph((Text("这一题的回答没有公布，无法复核。"),))


def _closed(name: str, item: QuestionResult, together: str) -> Iterator[Block]:
    asked, label = item.question, f"{name}.{item.question.id}"
    figure = together or f"图.{label}"
    chosen = [count for count in item.options if count.count]
    said = "；".join(f"{share(count.share)}选择“{count.option.text}”" for count in chosen)
    rated = f"本题满意度为{share(item.satisfaction)}。" if item.satisfaction is not None and asked.is_scored else ""
    yield Paragraph(
        (
            Text(f"回答{item.answered:,}人，{said}。{rated}详见"),
            CrossReference(f"表.{label}"),
            Text("和"),
            CrossReference(figure),
            Text("。"),
        )
    )
    yield _table(item, f"表.{label}")
    if together:
        return
    names = tuple(count.option.text for count in item.options)
    if asked.kind == "single" and len(names) <= _MOST_SLICES and not asked.is_scored:
        counts = Series("人数", tuple(Fraction(count.count) for count in item.options))
        yield Chart("pie", names, (counts,), asked.text, label=f"图.{label}", digits=0)
        return
    shares = Series("占比", tuple(count.share for count in item.options))
    yield Chart("bar", names, (shares,), asked.text, label=f"图.{label}", percent=True)


def _table(item: QuestionResult, label: str) -> Table:
    """A few short options side by side, more or longer ones below each other."""
    multiple = item.question.kind == "multiple"
    notes = ("多选题，占比以回答人数为底，合计可以超过100%。",) if multiple else ()
    names = [cell(count.option.text) for count in item.options]
    counts = [cell(f"{count.count:,}") for count in item.options]
    shares = [cell(share(count.share)) for count in item.options]
    lines = [
        (cell("选项"), *names, cell("回答人数", strong=True)),
        (cell("人数"), *counts, cell(f"{item.answered:,}", strong=True)),
        (cell("占比"), *shares, cell("—" if multiple else "100.00%", strong=True)),
    ]
    if len(names) <= _MOST_ACROSS and all(len(count.option.text) <= _LONGEST_ACROSS for count in item.options):
        shapes = tuple(ColumnShape(1) for _ in lines[0])
        return Table(shapes, tuple(lines[1:]), (lines[0],), item.question.text, label=label, unit="人、%", notes=notes)
    head, *rows = zip(*lines, strict=True)
    shapes = (ColumnShape(4), ColumnShape(2), ColumnShape(2))
    return Table(shapes, tuple(rows), (head,), item.question.text, label=label, unit="人、%", notes=notes)
