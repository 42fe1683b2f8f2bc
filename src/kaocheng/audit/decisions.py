"""What people decided about discrepancies, kept beside a report from run to run.

The file is plain JSON by fingerprint. A run marks what is new, what remains, what is mended; a decision is never dropped,
not even when its discrepancy is gone, since it may come back.
"""

import enum
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kaocheng.audit.result import Result
from kaocheng.diagnostics import Diagnostic, Message, Severity
from kaocheng.places import InFile

BAD_DECISIONS = Message(
    "audit-bad-decisions",
    Severity.ERROR,
    "处理记录不是本程序写的，或者已经损坏。",
    "The record of decisions was not written by this program, or is damaged.",
    "请恢复原文件，或换一个文件名重新开始。",
    "Restore the file, or start a new one under another name.",
)


class Standing(enum.StrEnum):
    """Where a discrepancy stands against the run before."""

    NEW = "new"
    ALTERED = "altered"  # another value at the place of one that is gone, and it does not hold either
    REMAINING = "remaining"
    MENDED = "mended"


OUTCOME_NAMES = {
    "accepted": "确认",
    "dismissed": "不成立",
    "sent": "发给作者",
    "mended": "作者已改",
    "explained": "作者说明",
}
STANDING_NAMES = {
    Standing.NEW: "新出现",
    Standing.ALTERED: "改过仍不符",
    Standing.REMAINING: "仍在",
    Standing.MENDED: "已改正",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of one discrepancy: what it said, and what a person decided (accepted, dismissed, sent; or nothing yet)."""

    fingerprint: str
    kind: str
    subject: str
    printed: str
    expected: str
    outcome: str = ""
    reason: str = ""
    author: str = ""
    date: str = ""
    present: bool = True

    @property
    def words(self) -> str:
        """The decision in words, with its reason, who and when; empty where nobody decided yet."""
        if not self.outcome:
            return ""
        reason = f"：{self.reason}" if self.reason else ""
        signed = " ".join(part for part in (self.author, self.date) if part)
        return f"{OUTCOME_NAMES.get(self.outcome, self.outcome)}{reason}" + (f"（{signed}）" if signed else "")

    def as_dict(self) -> dict[str, object]:
        """The fields as JSON-ready data."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


Record = dict[str, Decision]
NOTHING_DECIDED: Mapping[str, Decision] = {}


def read_record(text: str, path: str) -> tuple[Record, list[Diagnostic]]:
    """The decisions in a record file; an empty text is an empty record."""
    if not text.strip():
        return {}, []
    try:
        data = json.loads(text)
        entries = [Decision(**entry) for entry in data["discrepancies"]]
    except (ValueError, TypeError, KeyError):
        return {}, [BAD_DECISIONS.at(InFile(path))]
    return {entry.fingerprint: entry for entry in entries}, []


def record_text(record: Mapping[str, Decision]) -> str:
    """A record as text, in stable order."""
    entries = [record[key].as_dict() for key in sorted(record)]
    return json.dumps({"discrepancies": entries}, ensure_ascii=False, indent=1) + "\n"


def compared(
    record: Mapping[str, Decision], found: Iterable[Result]
) -> tuple[Record, dict[str, tuple[Standing, Decision | None]]]:
    """The record after this run, and where each discrepancy stands: found ones are new, altered or remaining, others mended."""
    after: Record = {}
    standings: dict[str, tuple[Standing, Decision | None]] = {}
    found = tuple(found)
    here = {result.fingerprint for result in found}
    gone = {(one.kind, one.subject) for key, one in record.items() if one.present and key not in here}
    for result in found:
        key = result.fingerprint
        before = record.get(key)
        fresh = Standing.ALTERED if (result.kind, result.subject) in gone else Standing.NEW
        entry = (
            replace(before, present=True)
            if before
            else Decision(key, result.kind, result.subject, result.printed, result.expected)
        )
        after[key] = entry
        standings[key] = (Standing.REMAINING if before is not None and before.present else fresh, before)
    for key, before in record.items():
        if key not in after:
            after[key] = replace(before, present=False)
            if before.present:
                standings[key] = (Standing.MENDED, before)
    return after, standings


def load(file: Path) -> tuple[Record, list[Diagnostic]]:
    """The record in a file; a file that is not there is an empty record."""
    if not file.exists():
        return {}, []
    return read_record(file.read_text("utf-8"), file.name)
