"""Printed standards that contradict themselves: 以上2项 after four points, two rules for one case; 95% in two bands."""

import re
from collections.abc import Iterator

from kaocheng.audit.checks.standards import printed_standards
from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.scoring import ScoreLine
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Diagnostic, Severity
from kaocheng.places import InSentence

KIND = "standard-at-fault"
FAULTS = {"count-wrong", "contradiction", "sum-wrong"}
_INCLUDES = re.compile(r"[（(]\s*含\s*[）)]")


def faulty_standards(book: Book) -> Iterator[Result]:
    """Every standard, once for each indicator; one that the report itself clears up by a 口径 is not reported."""
    for printed in printed_standards(book):
        line, text, place, understanding = printed.line, printed.sentence, printed.place, printed.understanding
        shared = [one for one in understanding.problems if _includes_twice(one, text)]
        faults = [one for one in understanding.problems if one.severity is Severity.ERROR and one.code in FAULTS]
        subject = f"{line.label} 评分标准"
        if not faults and not shared and understanding.understood:
            yield holds(KIND, place, subject=subject)
        elif any("口径" in passage.text for passage in book.analyses(printed.code)):
            yield unchecked(KIND, place, subject=subject, why="标准有歧义，报告另定了口径")
        elif faults:
            span = next((one for one in faults[0].places if isinstance(one, InSentence)), None)
            yield fails(
                KIND,
                _within(place, span),
                subject=subject,
                printed=text[span.start : span.end] if span else text[:40],
                expected="",
                computation="".join(one.text() for one in faults if one.code == faults[0].code),
                severity=Severity.WARNING,
                confidence=Confidence.LIKELY,
            )
        elif shared:
            yield _shared(line, text, place, shared)


def _said(problem: Diagnostic, text: str) -> list[str]:
    spans = sorted((one.start, one.end) for one in problem.places if isinstance(one, InSentence))
    return [text[start:end].strip("，；。;,") for start, end in spans]


def _includes_twice(problem: Diagnostic, text: str) -> bool:
    """Whether two bands both say that they include the value between them: 95%以上（含）, 90-95%（含）."""
    said = _said(problem, text)
    return problem.code == "ambiguous" and len(said) > 1 and all(_INCLUDES.search(one) for one in said)


def _shared(line: ScoreLine, text: str, place: Spot, problems: list[Diagnostic]) -> Result:
    """A weakness of the standard, whoever scored by it: at such a value it gives two scores."""
    ends = {dict(one.facts)["value"]: _said(one, text) for one in problems}
    actual = line.texts.get("actual", "")
    return fails(
        KIND,
        place,
        subject=f"{line.label} 评分标准",
        printed="、".join(dict.fromkeys(said for both in reversed(ends.values()) for said in both)),
        expected="",
        computation="；".join(f"{end}同时属于“{'”和“'.join(both)}”" for end, both in ends.items()),
        why=f"业绩值正是{actual}，要写明按哪一档计"
        if actual in ends
        else "恰为这个值时得几分没有说定，宜写明哪一档不含",
        severity=Severity.NOTE,
    )


def _within(place: Spot, span: InSentence | None) -> Spot:
    if span is None:
        return place
    return Spot(place.block, place.row, place.column, place.start + span.start, place.start + span.end)
