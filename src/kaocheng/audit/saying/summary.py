"""Many reports at a glance: per document what was checked and what did not hold, and the commonest kinds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kaocheng.audit.perform import Audit
from kaocheng.audit.saying.words import name_of
from kaocheng.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a summary; ``problem`` says why it could not be read."""

    name: str
    checked: int = 0
    errors: int = 0
    others: int = 0
    unchecked: int = 0
    problem: str = ""


def row_of(audit: Audit) -> Row:
    """The line of one audited document."""
    found = audit.discrepancies
    errors = sum(result.severity is Severity.ERROR for result in found)
    return Row(audit.document.name, audit.checked, errors, len(found) - errors, len(audit.unchecked))


def commonest(audits: Sequence[Audit], lang: str = "zh") -> list[tuple[str, int, int]]:
    """The kinds of discrepancy by how often they occur, with the number of documents that have them."""
    times = Counter(result.kind for audit in audits for result in audit.discrepancies)
    documents = Counter(kind for audit in audits for kind in {result.kind for result in audit.discrepancies})
    return [(name_of(kind, lang), count, documents[kind]) for kind, count in times.most_common()]
