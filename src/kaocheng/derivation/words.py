"""A derivation in words: one sentence, or an indented list down to the cells."""

from kaocheng.derivation.tree import (
    SCORE,
    Chosen,
    Computed,
    Derivation,
    Given,
    Judged,
    Missing,
    Rejected,
    Rounded,
    Source,
)
from kaocheng.derivation.tree import inputs_of as _inputs_of
from kaocheng.places import AtIndicator


def sentence(node: Derivation) -> str:
    """The derivation as a reader says it: 「预算完成率 = 12,696.66 ÷ 15,838.42 = 80.16%，低于85%，得0分」.

    A score says first what it was made from; a rate is said by itself, without its parts.
    """
    return "，".join(dict.fromkeys(_said(node)))


def _said(node: Derivation) -> list[str]:
    match node:
        case Rounded():
            return _said(node.of)
        case Computed(place=AtIndicator()):
            return [headline(node)]  # the sum of other indicators: each has its own derivation
        case Computed() if node.form == SCORE or any(isinstance(part, Judged | Rounded) for part in node.inputs):
            below = [said for part in node.inputs for said in _said(part) if not isinstance(part, Given | Missing)]
            return [*below, headline(node)]
        case Chosen():
            below = [said for part in node.inputs for said in _said(part) if not isinstance(part, Given | Missing)]
            return [said for said in (*below, node.condition, node.outcome) if said]
        case _:
            return [headline(node)]


def headline(node: Derivation) -> str:
    """One node by itself, without what it was computed from."""
    match node:
        case Given():
            return f"{node.name} = {node.form.full_text(node.value)}"
        case Computed():
            shown = node.form.full_text(node.value)
            steps = [step for step in dict.fromkeys([node.substituted, shown]) if step]
            return " = ".join([node.name, *steps]) + (f"（{node.note}）" if node.note else "")
        case Chosen():
            return "，".join(part for part in (node.condition, node.outcome) if part)
        case Rounded():
            return f"{node.name}：四舍五入到{node.digits}位小数 = {node.form.full_text(node.value)}"
        case Judged():
            reason = f"，{node.reason}" if node.reason else ""
            against = f"（{node.against}）" if node.against else ""
            return f"{node.name}：评价判断为{node.form.full_text(node.value)}{against}{reason}"
        case Missing():
            return f"{node.name}：缺{node.what}"


def lines(node: Derivation, depth: int = 0) -> list[str]:
    """The whole tree, one node a line, indented by two blanks a level, with sources and rejected alternatives."""
    indent = "  " * depth
    said = [indent + headline(node) + _origin(node)]
    if isinstance(node, Computed) and node.expression:
        said.append(f"{indent}  公式：{node.expression}")
    if isinstance(node, Chosen):
        said.extend(f"{indent}  {_rejection(alternative)}" for alternative in node.rejected)
    for below in _inputs_of(node):
        said.extend(lines(below, depth + 1))
    return said


def _rejection(alternative: Rejected) -> str:
    outcome = f"（{alternative.outcome}）" if alternative.outcome else ""
    return f"不适用：{alternative.condition}{outcome}：{alternative.why}"


def _origin(node: Derivation) -> str:
    match node:
        case Given():
            parts = _source_parts(node.source)
        case Judged():
            evidence = f"佐证 {'、'.join(node.evidence)}" if node.evidence else ""
            parts = [node.author, node.date, evidence, str(node.place or "")]
        case Missing() | Computed():
            parts = [str(node.place or "")]
        case _:
            parts = []
    said = "，".join(part for part in parts if part)
    return f" 〔{said}〕" if said else ""


def _source_parts(source: Source) -> list[str]:
    return [source.layer, str(source.place or ""), source.author, source.date, source.note]
