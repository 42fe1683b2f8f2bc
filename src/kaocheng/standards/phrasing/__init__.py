"""Rule → sentence: one canonical Chinese phrasing for every rule."""

from kaocheng.standards.formula import phrase_formula
from kaocheng.standards.phrasing.rules import body_text
from kaocheng.standards.rules import Standard


def phrase(standard: Standard) -> str:
    """The canonical phrasing of ``standard``: reading it gives an equal standard."""
    said = [f"目标值{standard.target}"] if standard.target else []
    said += [f"{definition.name}={phrase_formula(definition.expression)}" for definition in standard.definitions]
    said.append(body_text(standard.rule, standard.adjustments))
    return "；".join(said) + "。"


__all__ = ["phrase"]
