"""Printed standards that contradict themselves: 以上2项 after four points, two rules for one case, no rule at all."""

from collections.abc import Iterator

from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Spot
from kaocheng.audit.result import Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Severity
from kaocheng.places import InSentence
from kaocheng.standards import understand

KIND = "standard-at-fault"
FAULTS = {"count-wrong", "contradiction", "sum-wrong"}


def faulty_standards(book: Book) -> Iterator[Result]:
    """Every standard, once for each indicator; one that the report itself clears up by a 口径 is not reported."""
    for code, lines in book.indicators.items():
        found = book.standard_of(code)
        line = next((one for one in lines if "weight" in one.numbers), None)
        if found is None or line is None or not line.numbers["weight"].value:
            continue
        text, place = found
        understanding = understand(
            text, name=line.name, weight=line.numbers["weight"].value, target=line.texts.get("target", "")
        )
        faults = [one for one in understanding.problems if one.severity is Severity.ERROR and one.code in FAULTS]
        subject = f"{line.label} 评分标准"
        if not faults and understanding.understood:
            yield holds(KIND, place, subject=subject)
        elif any("口径" in passage.text for passage in book.analyses(code)):
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


def _within(place: Spot, span: InSentence | None) -> Spot:
    if span is None:
        return place
    return Spot(place.block, place.row, place.column, place.start + span.start, place.start + span.end)
