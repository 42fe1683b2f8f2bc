"""Which evidence stands behind an indicator."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaocheng.domain import Evaluation
from kaocheng.scoring import ScoredIndicator


@dataclass(frozen=True, slots=True)
class Support:
    """A document, voucher, asset check: its number, what it is, and for a check what was found."""

    id: str
    title: str
    found: str = ""


def supporting(evaluation: Evaluation, scored: ScoredIndicator) -> Iterator[Support]:
    """What is linked to the indicator, or named by its judgement or an adjustment; in the order of the lists."""
    code, judgement = scored.indicator.code, scored.judgement
    named = set(judgement.evidence if judgement else ())
    named |= {name for adjustment in (judgement.adjustments if judgement else ()) for name in adjustment.evidence}
    for item in evaluation.evidence:
        if code in item.indicators or item.id in named:
            yield Support(item.id, item.title)
    for check in (*evaluation.vouchers, *evaluation.assets):
        if code in check.indicators or check.id in named:
            yield Support(check.id, check.subject, "，".join(part for part in (check.checked, check.result) if part))
