"""An audit as JSON-ready data, in the shape that other programs rely on."""

from kaocheng.audit.decisions import Decision, Standing
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import Dependent, Result, Verdict
from kaocheng.audit.saying.where import quote, where
from kaocheng.audit.saying.words import grades, message


def as_json(
    audit: Audit, standings: dict[str, tuple[Standing, Decision | None]], lang: str = "zh"
) -> dict[str, object]:
    """``{"document", "checked", "discrepancies", "unchecked", "coverage"}``; ``standings`` by fingerprint may be empty."""
    document = audit.document
    return {
        "document": document.name,
        "checked": audit.checked,
        "discrepancies": [_discrepancy(audit, result, standings, lang) for result in audit.discrepancies],
        "combined": _dependents(audit.combined),
        "total": _total(audit.total),
        "likely_total": _total(audit.likely_total),
        "rounded": audit.rounded,
        "coverage": {
            kind: {str(verdict): counts[verdict] for verdict in Verdict} for kind, counts in audit.coverage.items()
        },
        "unchecked": [
            {"kind": one.kind, "where": where(document, one.spots[0]).as_json(), "subject": one.subject, "why": one.why}
            for one in audit.unchecked
        ],
        "notes": [note.as_json(lang) for note in document.notes],
    }


def _dependents(found: tuple[Dependent, ...]) -> list[dict[str, str]]:
    return [{"what": one.what, "printed": one.printed, "becomes": one.becomes} for one in found]


def _total(total: Dependent | None) -> dict[str, object] | None:
    """A total and its grade, printed and put right; null where the total stays."""
    if total is None:
        return None
    before, after = grades(total)
    return {"printed": total.printed, "becomes": total.becomes, "grade": before, "grade_becomes": after}


def _discrepancy(
    audit: Audit, result: Result, standings: dict[str, tuple[Standing, Decision | None]], lang: str
) -> dict[str, object]:
    document = audit.document
    standing, decision = standings.get(result.fingerprint, (None, None))
    return {
        "kind": result.kind,
        "severity": str(result.severity),
        "confidence": str(result.confidence),
        "where": where(document, result.spots[0]).as_json(),
        "quote": quote(document, result.spots[0]),
        "printed": result.printed,
        "expected": result.expected,
        "against": str(result.against),
        "undecided": result.undecided,
        "computation": result.computation,
        "message": message(result, lang),
        "subject": result.subject,
        "fingerprint": result.fingerprint,
        "also": [where(document, spot).as_json() for spot in result.spots[1:] if spot.column >= -1],
        "dependents": _dependents(result.dependents),
        "standing": str(standing) if standing else None,
        "decision": decision.as_dict() if decision else None,
    }
