"""How a score came about, told as an evaluator writes it: what was measured, which clause applied, which did not.

The table-like form of the same tree, with every source, is :func:`kaocheng.derivation.lines`.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kaocheng.derivation import PERCENT, SCORE, Chosen, Computed, Derivation, Judged, Missing, Rounded, walk
from kaocheng.derivation.tree import Rejected
from kaocheng.numbers import short_text

MET, UNMET = "满足", "不满足"
_LOST = "扣分："
# A longer calculation is left to the working paper.
_LONGEST = 40
_OPERATOR = re.compile(r"\s*([-+×÷=])\s*")
_WORDS = re.compile("[\u4e00-\u9fff]{4}")
_ANYTHING_ELSE = ("", "其他情况", "否则")
_BRACKETS = str.maketrans("()", "（）")
_INNER_QUOTES = str.maketrans("“”", "‘’")


def telling(node: Derivation, known: Derivation | None = None) -> str:
    """The sentences that lead to the score of ``node``, without the score itself; ``known`` was said before."""
    said = [phrase for phrase in dict.fromkeys(_scored(node, known)) if phrase]
    sentences = [f"按评分标准，{'，'.join(said)}。"] if said else []
    if refused := list(dict.fromkeys(_refused(node))):
        sentences.append(f"{'；'.join(refused)}。")
    return "".join(sentences)


def points_met(node: Derivation | None) -> str:
    """「5个要点满足4个」: what was judged where a standard lists points; empty where it does not."""
    judged = [part.value for part in walk(node) if isinstance(part, Judged)] if node else []
    marks = [mark for mark in judged if isinstance(mark, str) and MET in mark]
    return f"{len(marks)}个要点满足{marks.count(MET)}个" if len(marks) > 1 else ""


def calculation(node: Derivation | None) -> str:
    """What a measured value was worked out from, without blanks: ``12,696.66万元÷15,838.42万元``; empty if too long."""
    if not isinstance(node, Computed) or not node.substituted or is_completion(node):
        return ""
    text = compact(node.substituted)
    return "" if len(text) > _LONGEST or _WORDS.search(text) or text == node.form.full_text(node.value) else text


def worked_out_from(node: Derivation | None) -> str:
    """「（12,696.66万元÷15,838.42万元）」 or, where that has brackets of its own, 「，由…得出」; empty if too long."""
    shown = calculation(node)
    if not shown:
        return ""
    return f"，由{shown}得出" if "（" in shown else f"（{shown}）"


def compact(text: str) -> str:
    """A calculation without blanks around its signs; in justified Chinese text they would be torn apart."""
    return _OPERATOR.sub(r"\1", text).translate(_BRACKETS)


def is_completion(node: Derivation) -> bool:
    """Whether ``node`` is a mean of completion rates, which is told task by task."""
    if not isinstance(node, Computed) or "完成率" not in node.expression or len(node.inputs) < 2:
        return False
    return all(part.form == PERCENT for part in (node, *node.inputs))


def _scored(node: Derivation, known: Derivation | None) -> Iterator[str]:
    match node:
        case Rounded():
            yield from _scored(node.of, known)
        case Chosen():
            yield from _told(node.inputs, known)
            yield _applied(node)
        case Computed() if _is_adjusted(node):
            standard, *judged = node.inputs
            yield from _scored(standard, known)
            yield f"按标准得{_text(standard)}分"
            yield from (_adjustment(item) for item in judged if isinstance(item, Judged))
        case Computed() if any(_is_adjusted(part) for part in node.inputs):
            for part in node.inputs:
                yield from _scored(part, known)
        case Computed() if node.form == SCORE:
            base = node.inputs[0] if len(node.inputs) > 1 else None
            full = isinstance(base, Chosen) and base.outcome in {"得满分", "先计满分"}
            yield from _told(node.inputs[1:] if full else node.inputs, known)
            yield "得满分" if full and base is not None and base.value == node.value else _worked_out(node)
        case _ if node is not known:
            yield _measured(node)


def _told(parts: Sequence[Derivation], known: Derivation | None) -> Iterator[str]:
    marks = [part for part in parts if isinstance(part, Judged) and isinstance(part.value, str)]
    if marks:
        yield _points(marks)
    for part in parts:
        if part in marks or part is known:
            continue
        if part.form == SCORE:
            yield from _scored(part, known)
        else:
            yield _measured(part)


def _is_adjusted(node: Derivation) -> bool:
    """Whether ``node`` puts discretionary adjustments upon the score that the standard gives."""
    return isinstance(node, Computed) and node.form == PERCENT and bool(node.inputs) and node.inputs[0].form == SCORE


def _points(marks: Sequence[Judged]) -> str:
    met = [mark for mark in marks if mark.value == MET]
    unmet = [mark for mark in marks if mark.value == UNMET]
    partly = [mark for mark in marks if mark not in met and mark not in unmet]
    if len(marks) == 1:
        return f"{_quoted(marks)}{marks[0].value}"
    if len(met) == len(marks):
        return f"{_quoted(met)}{len(marks)}个要点均满足"
    parts = [f"{len(met)}个满足（{_quoted(met)}）"] if met else []
    parts += [f"{len(unmet)}个不满足（{_quoted(unmet)}）"] if unmet else []
    parts += [f"{_quoted([mark])}{mark.value}" for mark in partly]
    return f"{len(marks)}个要点中，{'，'.join(parts)}"


def _quoted(marks: Sequence[Judged]) -> str:
    return "".join(_quotation(mark.name) for mark in marks)


def _quotation(text: str) -> str:
    return f"“{text.translate(_INNER_QUOTES)}”"


def _measured(node: Derivation) -> str:
    match node:
        case Computed() if is_completion(node):
            return _completion(node)
        case Computed() if _WORDS.search(node.substituted):
            return node.substituted.removesuffix("，共0个")
        case Computed():
            return f"{node.name}为{_text(node)}{worked_out_from(node)}"
        case Judged():
            return f"{node.name}经评价判断为{_text(node)}"
        case Missing():
            return f"{node.name}缺{node.what}"
        case _:
            return f"{node.name}为{_text(node)}"


def _completion(node: Computed) -> str:
    """「7项任务中，5项完成率为100%，免费产前筛查99.71%、奖励扶助98.78%；各项平均为99.78%」."""
    short = [part for part in node.inputs if part.value != 1]
    full = len(node.inputs) - len(short)
    parts = [f"{full}项完成率为100%"] if full else []
    parts += (
        ["、".join(f"{re.sub('（[^（）]{1,3}）$', '', part.name)}{_text(part)}" for part in short)] if short else []
    )
    return f"{len(node.inputs)}项中，{'，'.join(parts)}，各项平均为{_text(node)}"


def _applied(node: Chosen) -> str:
    told = {part.name for part in node.inputs if isinstance(part, Judged)}
    outcome = "" if node.outcome == "部分满足" else node.outcome
    if node.condition in told or node.condition in _ANYTHING_ELSE or (len(told) > 1 and node.condition == "全部满足"):
        return outcome
    named = f"符合{node.condition}" if node.condition[0] in "≥≤><=" else f"适用{_quotation(node.condition)}的规定"
    return named + (f"，{outcome}" if outcome else "")


def _worked_out(node: Computed) -> str:
    shown, value = compact(node.substituted), _text(node)
    if not shown or shown.removesuffix("分") in (value, short_text(_number(node))):
        return ""
    if all(isinstance(part, Judged) and part.value == MET for part in node.inputs) and node.inputs:
        return "得满分"
    note = f"{node.note}，" if node.note else ""
    if node.name.startswith(_LOST):
        return note + _lost(node, value)
    if not node.expression:
        return f"{note}{shown}，即{value}分"
    if node.value == 0 and "-" in shown:
        return f"{note}按{shown}计算，扣完为止"
    # 主规则得分-扣分+加分 says nothing that the parts have not said.
    named = "" if "主规则" in node.expression else f"{compact(node.expression)}="
    return f"{note}{'' if '得分=' in named else '得分='}{named}{shown}={value}分"


def _lost(node: Computed, value: str) -> str:
    """「“缺制度”3次，每次扣1分，共扣3.00分」; where the standard names only what is counted, 「3起，每起扣1分，共扣3.00分」."""
    what = node.name.removeprefix(_LOST)
    times, _, each = node.substituted.partition(" × ")
    if not each:
        return f"因{_quotation(what)}扣{value}分"
    named, counter = ("", what) if len(what) == 1 else (_quotation(what), "次")
    return f"{named}{times}{counter}，每{counter}扣{each}分，共扣{value}分"


def _adjustment(item: Judged) -> str:
    if not item.value or isinstance(item.value, str):
        return ""
    verb = "加" if item.value > 0 else "扣"
    amount = item.form.full_text(abs(item.value))
    return f"评价组酌情{verb}{amount if item.form == SCORE else f'权重的{amount}'}"


def _refused(node: Derivation) -> Iterator[str]:
    """The clauses on the way to the score that did not apply; a reason that only repeats this is left out."""
    match node:
        case Rounded():
            yield from _refused(node.of)
        case Chosen() | Computed() if node.form == SCORE or _is_adjusted(node):
            if isinstance(node, Chosen):
                told = {*_ANYTHING_ELSE, *(part.name for part in node.inputs if isinstance(part, Judged))}
                named = [item for item in node.rejected if item.condition not in told]
                reasoned = [item for item in named if any(letter.isdigit() for letter in item.why)]
                yield from (f"{_clause(item)}不适用，因为{item.why}" for item in reasoned)
                if bare := [item for item in named if item not in reasoned]:
                    yield f"{'、'.join(_clause(item) for item in bare)}不适用"
            for part in node.inputs:
                yield from _refused(part)
        case _:
            pass


def _clause(item: Rejected) -> str:
    return _quotation(item.condition) + (f"（{item.outcome}）" if item.outcome else "")


def _number(node: Computed) -> Fraction:
    return node.value if isinstance(node.value, Fraction) else Fraction(0)


def _text(node: Derivation) -> str:
    return node.form.full_text(node.value)
