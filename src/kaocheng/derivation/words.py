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
from kaocheng.places import AtIndicator, Place, place_text


def sentence(node: Derivation, lang: str = "zh") -> str:
    """The derivation as a reader says it: 「预算完成率 = 12,696.66 ÷ 15,838.42 = 80.16%，低于85%，得0分」.

    A score says first what it was made from; a rate is said by itself, without its parts.
    """
    *before, last = dict.fromkeys(_said(node, lang))
    return _COMMA[lang].join([*(part.rstrip("。；，") for part in before), last])


_COMMA = {"zh": "，", "en": ", "}
_COLON = {"zh": "：", "en": ": "}


def _said(node: Derivation, lang: str) -> list[str]:
    match node:
        case Rounded():
            return _said(node.of, lang)
        case Computed(place=AtIndicator()):
            return [headline(node, lang)]  # the sum of other indicators: each has its own derivation
        case Computed() if node.form == SCORE or any(isinstance(part, Judged | Rounded) for part in node.inputs):
            return [*_said_below(node, lang), headline(node, lang)]
        case Chosen():
            clause = [in_words(part, lang) for part in (node.condition, node.outcome) if part]
            return [*_said_below(node, lang), *clause]
        case _:
            return [headline(node, lang)]


def _said_below(node: Computed | Chosen, lang: str) -> list[str]:
    return [said for part in node.inputs if not isinstance(part, Given | Missing) for said in _said(part, lang)]


def headline(node: Derivation, lang: str = "zh") -> str:
    """One node by itself, without what it was computed from."""
    name, shown, colon = in_words(node.name, lang), in_words(node.form.full_text(node.value), lang), _COLON[lang]
    match node:
        case Given():
            return f"{name} = {shown}"
        case Computed():
            steps = [step for step in dict.fromkeys([in_words(node.substituted, lang), shown]) if step]
            return " = ".join([name, *steps]) + _bracketed(in_words(node.note, lang), lang)
        case Chosen():
            return _COMMA[lang].join(in_words(part, lang) for part in (node.condition, node.outcome) if part)
        case Rounded():
            how = f"rounded to {node.digits} decimals" if lang == "en" else f"四舍五入到{node.digits}位小数"
            return f"{name}{colon}{how} = {shown}"
        case Judged():
            judged = f"judged {shown}" if lang == "en" else f"评价判断为{shown}"
            reason = f"{_COMMA[lang]}{node.reason}" if node.reason else ""
            return f"{name}{colon}{judged}{_bracketed(node.against, lang)}{reason}"
        case Missing():
            what = in_words(node.what, lang)
            return f"{name}{colon}{f'{what} missing' if lang == 'en' else f'缺{what}'}"


def lines(node: Derivation, depth: int = 0, lang: str = "zh") -> list[str]:
    """The whole tree, one node a line, indented by two blanks a level, with sources and rejected alternatives."""
    indent = "  " * depth
    said = [indent + headline(node, lang) + _origin(node, lang)]
    if isinstance(node, Computed) and node.expression:
        formula = "formula: " if lang == "en" else "公式："
        said.append(f"{indent}  {formula}{in_words(node.expression, lang)}")
    if isinstance(node, Chosen):
        said.extend(f"{indent}  {_rejection(alternative, lang)}" for alternative in node.rejected)
    for below in _inputs_of(node):
        said.extend(lines(below, depth + 1, lang))
    return said


def in_words(text: str, lang: str) -> str:
    """One of the program's phrases in the language; what people wrote stays as it is."""
    if lang != "en":
        return text
    from kaocheng.derivation.english import in_english

    return in_english(text)


def _bracketed(text: str, lang: str) -> str:
    if not text:
        return ""
    return f" ({text})" if lang == "en" else f"（{text}）"


def _rejection(alternative: Rejected, lang: str) -> str:
    condition, outcome, why = (
        in_words(part, lang) for part in (alternative.condition, alternative.outcome, alternative.why)
    )
    head = "does not apply" if lang == "en" else "不适用"
    return _COLON[lang].join([head, condition + _bracketed(outcome, lang), why])


def _origin(node: Derivation, lang: str) -> str:
    match node:
        case Given():
            parts = _source_parts(node.source, lang)
        case Judged():
            evidence = "evidence " if lang == "en" else "佐证 "
            cited = evidence + _LIST[lang].join(node.evidence) if node.evidence else ""
            parts = [node.author, node.date, cited, _place(node.place, lang)]
        case Missing() | Computed():
            parts = [_place(node.place, lang)]
        case _:
            parts = []
    said = _COMMA[lang].join(part for part in parts if part)
    return (f" [{said}]" if lang == "en" else f" 〔{said}〕") if said else ""


_LIST = {"zh": "、", "en": ", "}


def _source_parts(source: Source, lang: str) -> list[str]:
    return [in_words(source.layer, lang), _place(source.place, lang), source.author, source.date, source.note]


def _place(place: Place | None, lang: str) -> str:
    return "" if place is None else place_text(place, lang)
