"""A derivation as JSON-ready data. Numbers are strings."""

from kaocheng.derivation.tree import Chosen, Computed, Derivation, Given, Judged, Missing, Rounded, inputs_of
from kaocheng.derivation.words import headline


def as_json(node: Derivation, lang: str = "zh") -> dict[str, object]:
    """``node`` and everything below it: kind, name, text in words, value, inputs, and what its kind adds."""
    data: dict[str, object] = {
        "kind": type(node).__name__.lower(),
        "name": node.name,
        "text": headline(node, lang),
        "value": node.form.full_text(node.value),
    }
    match node:
        case Given():
            source = node.source
            data["source"] = {
                "place": str(source.place or ""),
                "layer": source.layer,
                "author": source.author,
                "date": source.date,
                "note": source.note,
            }
        case Computed():
            data |= {"expression": node.expression, "substituted": node.substituted}
        case Chosen():
            data["span"] = [node.span.start, node.span.end] if node.span else None
            data["rejected"] = [
                {"condition": other.condition, "outcome": other.outcome, "why": other.why} for other in node.rejected
            ]
        case Rounded():
            data["digits"] = node.digits
        case Judged():
            data |= {
                "reason": node.reason,
                "author": node.author,
                "date": node.date,
                "evidence": list(node.evidence),
                "against": node.against,
            }
        case Missing():
            data["missing"] = node.what
    if below := inputs_of(node):
        data["inputs"] = [as_json(part, lang) for part in below]
    return data
