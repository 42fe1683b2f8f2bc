"""How a figure came about, as a nested list behind the figure."""

from html import escape

from kaocheng.derivation import Chosen, Derivation
from kaocheng.derivation.tree import inputs_of
from kaocheng.derivation.words import lines


def derivation_html(node: Derivation) -> str:
    """``node`` and everything below it as a list item a step; conditions that failed are marked."""
    first, *_ = lines(node)
    rejected = ""
    if isinstance(node, Chosen):
        rejected = "".join(
            f'<li class="rejected">{escape(other.condition)}：{escape(other.outcome)}（{escape(other.why)}）</li>'
            for other in node.rejected
        )
    below = rejected + "".join(derivation_html(part) for part in inputs_of(node))
    return f"<li>{_said(first.strip())}{f'<ul>{below}</ul>' if below else ''}</li>"


def _said(line: str) -> str:
    words, mark, origin = line.partition(" 〔")
    return escape(words) + (f' <span class="origin">〔{escape(origin)}</span>' if mark else "")
