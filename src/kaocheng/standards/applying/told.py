"""Which case applies, where a judgement tells it in another form: 是否满足, 例数, by units, in words."""

from dataclasses import replace
from fractions import Fraction

from kaocheng.standards.applying.needs import needs, options
from kaocheng.standards.applying.run import apply
from kaocheng.standards.inputs import Inputs
from kaocheng.standards.rules import Standard


def told_option(standard: Standard, weight: Fraction, target: str, inputs: Inputs) -> int | None:
    """The number of the only case that earns what ``inputs`` earn; None where they choose none, or it could be several."""
    asked = options(standard)
    earned = apply(standard, weight, target, inputs).share if len(asked) == 1 else None
    if earned is None:
        return None
    keys = {need.key for need in needs(standard)}
    others = {key: None for key in ("actual", "met", "cases", "flags", "units") if key not in keys}
    alike = [
        case
        for case in range(len(asked[0]))
        if apply(standard, weight, target, replace(inputs, **others, option=(case,))).share == earned  # type: ignore[arg-type]
    ]
    return alike[0] if len(alike) == 1 else None
