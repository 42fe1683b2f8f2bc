"""A discrepancy in sentences, Chinese first: what, where, printed, expected, the computation, what follows from it."""

from collections import Counter

from kaocheng.audit.checks import CHECKS
from kaocheng.audit.checks.statements import grade_of
from kaocheng.audit.document import Document
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import AGAINST_NAMES, BY_ROUNDING, CONFIDENCE_NAMES, Against, Dependent, Result
from kaocheng.audit.saying.english import in_english
from kaocheng.audit.saying.where import where
from kaocheng.diagnostics import SEVERITY_NAMES
from kaocheng.numbers import read_number

SHOWN_DEPENDENTS = 6
_AGAINST_IN_ENGLISH = {
    Against.RIGHT: "expected",
    Against.ELSEWHERE: "elsewhere",
    Against.COMPUTED: "computed",
    Against.POSSIBLE: "possible",
}


def name_of(kind: str, lang: str = "zh") -> str:
    """The name of a check for people."""
    check = CHECKS.get(kind)
    return kind if check is None else check.en if lang == "en" else check.zh


def message(result: Result, lang: str = "zh") -> str:
    """The whole discrepancy in one sentence."""
    subject = result.subject or name_of(result.kind, lang)
    right = name_of_against(result.against, lang)
    if lang == "en":
        expected = f"; {right} {result.expected}" if result.expected else ""
        why = f" ({in_english(result.why)})" if result.why else ""
        return f"{subject}: printed {result.printed}{expected}. {in_english(result.computation)}{why}"
    expected = f"，{right}{result.expected}" if result.expected else ""
    why = f"（{result.why}）" if result.why else ""
    return f"{subject}：印作{result.printed}{expected}。{result.computation}{why}"


def name_of_against(against: Against, lang: str = "zh") -> str:
    """What heads the value that is set against the printed one: 应为, or 另一处为 where neither is proved right."""
    return (_AGAINST_IN_ENGLISH if lang == "en" else AGAINST_NAMES)[against]


def follows(against: Against, lang: str = "zh") -> str:
    """The heading above the consequences: of a mistake, or of the case that the other value is right."""
    if lang == "en":
        return "follows" if against is Against.RIGHT else "if so, then"
    return "牵动" if against is Against.RIGHT else "若照此改，牵动"


def consequences(result: Result, lang: str = "zh") -> str:
    """The printed figures that follow from the wrong one, each once with the number of places where it is printed."""
    times = Counter((one.what, one.printed, one.becomes) for one in result.dependents)
    shown = [
        f"{what} {printed}→{becomes}" + (f" ×{many}" if many > 1 else "")
        for (what, printed, becomes), many in list(times.items())[:SHOWN_DEPENDENTS]
    ]
    if len(times) > len(shown):
        shown.append(f"… {len(result.dependents)} in all" if lang == "en" else f"等共{len(result.dependents)}处")
    return ("; " if lang == "en" else "；").join(shown)


def outcome(audit: Audit, lang: str = "zh") -> str:
    """What the total and the grade become, by what is proved and by what is likely; empty where they stay."""
    proved, likely = audit.total, audit.likely_total
    if proved is None and likely is None:
        return ""
    english = lang == "en"
    said = []
    if proved is not None:
        grade = _grades(proved, lang)
        said.append(
            f"With only what is certain put right the total becomes {proved.becomes} (printed {proved.printed}); {grade}."
            if english
            else f"只改正“确定”的各处，总分由{proved.printed}变为{proved.becomes}，{grade}。"
        )
    if likely is not None and (proved is None or likely.becomes != proved.becomes):
        grade = _grades(likely, lang)
        said.append(
            f"With what is likely as well it becomes {likely.becomes} (printed {likely.printed}); {grade}."
            if english
            else f"连同“很可能”的各处，由{likely.printed}变为{likely.becomes}，{grade}。"
        )
    if again := audit.to_be_scored_again:
        said.append(
            f"{again} scores that the standards cannot give are to be scored again and are not in it."
            if english
            else f"标准给不出的得分{again}处须重新评定，没有计入。"
        )
    return (" " if english else "").join(said)


def _grades(total: Dependent, lang: str) -> str:
    before, after = grades(total)
    if lang == "en":
        return f"the grade stays {before}" if before == after else f"the grade changes from {before} to {after}"
    return f"等级仍为“{before}”" if before == after else f"等级由“{before}”变为“{after}”"


def grades(total: Dependent) -> tuple[str, str]:
    """The grade of the printed total and that of the corrected one."""
    return grade_of(read_number(total.printed)), grade_of(read_number(total.becomes))


def rounded(audit: Audit, lang: str = "zh") -> str:
    """How many relations hold only because of rounding; empty where none."""
    if not audit.rounded:
        return ""
    if lang == "en":
        return f"{audit.rounded} of those that hold differ in the last digit, which rounding on the way explains"
    return f"相符的里有 {audit.rounded} 项差在末位，{BY_ROUNDING}"


def labels(result: Result, lang: str = "zh") -> tuple[str, str]:
    """Severity and confidence in words."""
    if lang == "en":
        return str(result.severity), str(result.confidence)
    return SEVERITY_NAMES[result.severity], CONFIDENCE_NAMES[result.confidence]


def heading(document: Document, result: Result, lang: str = "zh") -> str:
    """Kind and place on one line."""
    return f"{name_of(result.kind, lang)} · {where(document, result.spots[0]).line(lang)}"
