"""What one check found at one place: it holds, it does not hold, or it could not be checked and why."""

import enum
import hashlib
import re
from dataclasses import dataclass

from kaocheng.audit.document import Spot
from kaocheng.diagnostics import Severity


class Verdict(enum.StrEnum):
    """The three states of everything that is tried."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"


class Confidence(enum.StrEnum):
    """How surely a discrepancy is a mistake of the report and not of its reader."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Against(enum.StrEnum):
    """What the value that is set against a printed one is: the right one, or only another, and which is right is not told."""

    RIGHT = "right"
    ELSEWHERE = "elsewhere"
    COMPUTED = "computed"
    POSSIBLE = "possible"


# The remark on what holds only because a figure was rounded on the way.
BY_ROUNDING = "四舍五入可以解释"
VERDICT_NAMES = {Verdict.HOLDS: "相符", Verdict.FAILS: "不符", Verdict.UNCHECKED: "无法复核"}
CONFIDENCE_NAMES = {Confidence.CERTAIN: "确定", Confidence.LIKELY: "很可能", Confidence.POSSIBLE: "可能"}
AGAINST_NAMES = {
    Against.RIGHT: "应为",
    Against.ELSEWHERE: "另一处为",
    Against.COMPUTED: "算得",
    Against.POSSIBLE: "可能是",
}


@dataclass(frozen=True, slots=True)
class Dependent:
    """Another printed figure that follows from one at fault: what it is, where, what is printed and what it becomes."""

    what: str
    printed: str
    becomes: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was tried.

    ``kind`` is the name of the check; ``spots`` the places concerned, the one most likely at fault first; ``subject`` what
    the figure is, in words that do not depend on the format (it makes the fingerprint); ``computation`` a line that a
    reader can repeat with a calculator; ``why`` the reason where it could not be checked, or a remark. ``against`` says what
    ``expected`` is: what should be printed, or what stands in another place, with nothing to tell which of them is right.
    """

    kind: str
    verdict: Verdict
    spots: tuple[Spot, ...]
    subject: str = ""
    printed: str = ""
    expected: str = ""
    computation: str = ""
    why: str = ""
    severity: Severity = Severity.ERROR
    confidence: Confidence = Confidence.CERTAIN
    dependents: tuple[Dependent, ...] = ()
    against: Against = Against.RIGHT

    @property
    def undecided(self) -> bool:
        """Whether the document does not tell which of the two values is right."""
        return self.against is not Against.RIGHT

    @property
    def fingerprint(self) -> str:
        """A stable name of a discrepancy: the same in every format and run while kind, subject and figure stay."""
        plain = re.sub(r"\s|,", "", f"{self.kind}|{self.subject}|{self.printed}")
        return hashlib.sha256(plain.encode()).hexdigest()[:12]


def holds(kind: str, *spots: Spot, subject: str = "", computation: str = "", why: str = "") -> Result:
    """Something that was re-performed and agrees."""
    return Result(kind, Verdict.HOLDS, spots, subject, computation=computation, why=why)


def unchecked(kind: str, *spots: Spot, subject: str = "", why: str) -> Result:
    """Something that was tried and could not be decided."""
    return Result(kind, Verdict.UNCHECKED, spots, subject, why=why)


def fails(
    kind: str,
    *spots: Spot,
    subject: str,
    printed: str,
    expected: str,
    computation: str,
    why: str = "",
    severity: Severity = Severity.ERROR,
    confidence: Confidence = Confidence.CERTAIN,
    against: Against = Against.RIGHT,
) -> Result:
    """Something that was re-performed and does not agree."""
    return Result(
        kind,
        Verdict.FAILS,
        spots,
        subject,
        printed,
        expected,
        computation,
        why,
        severity,
        confidence,
        against=against,
    )
