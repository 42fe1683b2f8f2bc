"""A discrepancy in sentences, Chinese first: what, where, printed, expected, the computation, what follows from it."""

from kaocheng.audit.checks import CHECKS
from kaocheng.audit.document import Document
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import CONFIDENCE_NAMES, Result
from kaocheng.audit.saying.english import in_english
from kaocheng.audit.saying.where import where
from kaocheng.diagnostics import SEVERITY_NAMES

SHOWN_DEPENDENTS = 6
# Two places that disagree: which of them is right the document does not tell.
UNDECIDED = {"one-quantity-two-values", "same-column", "said-twice", "printed-twice", "document-number"}


def name_of(kind: str, lang: str = "zh") -> str:
    """The name of a check for people."""
    check = CHECKS.get(kind)
    return kind if check is None else check.en if lang == "en" else check.zh


def message(result: Result, lang: str = "zh") -> str:
    """The whole discrepancy in one sentence."""
    subject = result.subject or name_of(result.kind, lang)
    undecided = result.kind in UNDECIDED
    if lang == "en":
        expected = f"; {'elsewhere' if undecided else 'expected'} {result.expected}" if result.expected else ""
        why = f" ({in_english(result.why)})" if result.why else ""
        return f"{subject}: printed {result.printed}{expected}. {in_english(result.computation)}{why}"
    expected = f"，{'另一处为' if undecided else '应为'}{result.expected}" if result.expected else ""
    why = f"（{result.why}）" if result.why else ""
    return f"{subject}：印作{result.printed}{expected}。{result.computation}{why}"


def consequences(result: Result, lang: str = "zh") -> str:
    """The printed figures that follow from the wrong one."""
    shown = [f"{one.what} {one.printed}→{one.becomes}" for one in result.dependents[:SHOWN_DEPENDENTS]]
    more = len(result.dependents) - len(shown)
    if more > 0:
        shown.append(f"… {more} more" if lang == "en" else f"等共{len(result.dependents)}处")
    return ("; " if lang == "en" else "；").join(shown)


def outcome(audit: Audit, lang: str = "zh") -> str:
    """What the total and the grade become when everything is put right together; empty where they stay."""
    if audit.total is None or audit.grades is None:
        return ""
    before, after = audit.grades
    total = audit.total
    if lang == "en":
        grade = f"the grade stays {before}" if before == after else f"the grade changes from {before} to {after}"
        return f"With all of these put right the total becomes {total.becomes} (printed {total.printed}); {grade}."
    grade = f"等级仍为“{before}”" if before == after else f"等级由“{before}”变为“{after}”"
    return f"各处一并改正后，总分由{total.printed}变为{total.becomes}，{grade}。"


def labels(result: Result, lang: str = "zh") -> tuple[str, str]:
    """Severity and confidence in words."""
    if lang == "en":
        return str(result.severity), str(result.confidence)
    return SEVERITY_NAMES[result.severity], CONFIDENCE_NAMES[result.confidence]


def heading(document: Document, result: Result, lang: str = "zh") -> str:
    """Kind and place on one line."""
    return f"{name_of(result.kind, lang)} · {where(document, result.spots[0]).line(lang)}"
