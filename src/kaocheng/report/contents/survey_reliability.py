"""信度与效度: approximate where there are responses; 无法复核 where a report published a figure without them."""

from collections.abc import Iterator

from kaocheng.report.contents.material import share
from kaocheng.report.contents.shapes import shapes
from kaocheng.report.document import Block, CellRow, Items, Paragraph, Table, Text, cell
from kaocheng.survey import SurveyResult, alpha_meaning, statistic_text

_PRINTED_ELSEWHERE = frozenset(("not-reperformable", "published-satisfaction"))


def reliability(name: str, result: SurveyResult) -> Iterator[Block]:
    """Alpha with its meaning, how each question goes with the others, what cannot be verified, and the notes."""
    found = result.inference
    said = []
    if found is not None and found.alpha is not None:
        said.append(f"满意度各题的克朗巴哈系数约为{statistic_text(found.alpha)}，{alpha_meaning(found.alpha)}")
    if found is not None and found.interval is not None:
        low, high = (statistic_text(end * 100) for end in (found.interval.low, found.interval.high))
        said.append(f"综合满意度的{share(found.confidence)}置信区间约为{low}%至{high}%")
    if found is not None and found.kmo is not None:
        said.append(f"KMO值约为{statistic_text(found.kmo)}")
    if said:
        yield Paragraph((Text("；".join(said) + "（近似值）。"),))
    yield from _items(name, result)
    claims = [claim for claim in result.questionnaire.claims if claim.why]
    if not said and result.responses is None:
        yield Paragraph((Text(f"没有原始答卷，信度和效度无法{'复核' if claims else '计算'}。"),))
    elif not said:
        yield Paragraph((Text(f"有效答卷{result.sample.valid}份，信度和效度没有结果，原因见下。"),))
    if claims:
        head = tuple(cell(title) for title in ("项目", "公布的结果", "复核", "原因"))
        rows = [(cell(claim.what), cell(claim.value), cell("无法复核"), cell(claim.why)) for claim in claims]
        yield Table(
            shapes([head, *rows]), tuple(rows), (head,), f"{name}问卷无法复核的结果", label=f"表.{name}无法复核"
        )
    notes = [note for note in result.notes if note.code not in _PRINTED_ELSEWHERE]
    if notes:
        yield Paragraph((Text("需要说明的还有："),))
        yield Items(tuple((Text(note.text()),) for note in notes))


def _items(name: str, result: SurveyResult) -> Iterator[Block]:
    found = result.inference
    known = [(key, item) for key, item in (found.items.items() if found else ()) if item.item_total is not None]
    if not known:
        return
    head = tuple(cell(title) for title in ("题号", "题目", "与总分的相关系数", "校正后相关系数", "删除该题后的α"))
    rows: list[CellRow] = [
        (
            cell(key),
            cell(result.question(key).question.text),
            *(
                cell("—" if part is None else statistic_text(part))
                for part in (item.item_total, item.corrected, item.alpha_if_deleted)
            ),
        )
        for key, item in known
    ]
    yield Table(
        shapes([head, *rows]),
        tuple(rows),
        (head,),
        f"{name}问卷的效度",
        label=f"表.{name}效度",
        notes=("均为近似值。",),
    )
