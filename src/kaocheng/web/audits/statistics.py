"""What many audits found: by kind and severity, by who wrote the report, over time. Each report counts by its latest version."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils import timezone

from kaocheng.audit.decisions import Standing
from kaocheng.audit.saying.words import name_of
from kaocheng.diagnostics import SEVERITY_NAMES, Severity
from kaocheng.text import csv
from kaocheng.web.audits.deciding import DISMISSED
from kaocheng.web.models import AuditVersion, Discrepancy

UNKNOWN_AUTHOR = "（未填）"
_Rows = list[tuple[AuditVersion, list[Discrepancy]]]


@dataclass(frozen=True)
class Group:
    """Some reports together: how many, what was re-performed in them, what does not hold.

    ``dismissed`` discrepancies were found not to be any; they count in no other number but ``found``.
    """

    name: str
    reports: int
    checked: int
    held: int
    unchecked: int
    found: int
    dismissed: int
    error: int
    warning: int
    note: int

    @property
    def standing(self) -> int:
        """The discrepancies that nobody dismissed."""
        return self.found - self.dismissed

    @property
    def rate(self) -> Fraction | None:
        """Errors per relation that was re-performed, as a ratio; None where none was."""
        return Fraction(self.error, self.checked) if self.checked else None


@dataclass(frozen=True)
class KindCount:
    """How often a kind of discrepancy stands, by severity, and in how many reports."""

    name: str
    reports: int
    error: int
    warning: int
    note: int

    @property
    def total(self) -> int:
        """All severities together."""
        return self.error + self.warning + self.note


@dataclass(frozen=True)
class Statistics:
    """The whole, and its three groupings."""

    total: Group
    kinds: tuple[KindCount, ...]
    authors: tuple[Group, ...]
    months: tuple[Group, ...]


def statistics(audits: Any) -> Statistics:
    """The statistics of audits (a query): reports that could be read, each by its latest version."""
    latest: dict[int, AuditVersion] = {}
    for version in (
        AuditVersion.objects.filter(audit__in=audits, state="done").select_related("audit").order_by("number")
    ):
        latest[version.audit_id] = version
    present: dict[int, list[Discrepancy]] = {}
    rows = Discrepancy.objects.filter(audit__in=audits).exclude(standing=Standing.MENDED)
    for row in rows.only("audit_id", "kind", "severity", "state"):
        present.setdefault(row.audit_id, []).append(row)
    reports = [(version, present.get(audit, [])) for audit, version in latest.items()]
    return Statistics(
        _group("合计", reports),
        tuple(_kinds(reports)),
        tuple(
            sorted(_groups(reports, lambda version: version.audit.author or UNKNOWN_AUTHOR), key=lambda one: -one.error)
        ),
        tuple(sorted(_groups(reports, _month), key=lambda one: one.name)),
    )


def _month(version: AuditVersion) -> str:
    return f"{timezone.localtime(version.audit.at):%Y-%m}"


def _groups(reports: _Rows, name: Callable[[AuditVersion], str]) -> list[Group]:
    groups: dict[str, _Rows] = {}
    for version, rows in reports:
        groups.setdefault(name(version), []).append((version, rows))
    return [_group(key, inside) for key, inside in groups.items()]


def _group(name: str, reports: _Rows) -> Group:
    rows = [row for _, inside in reports for row in inside]
    counts = Counter(row.severity for row in _standing(rows))
    versions = [version for version, _ in reports]
    return Group(
        name,
        len(reports),
        sum(version.checked for version in versions),
        sum(version.held for version in versions),
        sum(version.unchecked for version in versions),
        len(rows),
        sum(row.state == DISMISSED for row in rows),
        *(counts[severity] for severity in Severity),
    )


def _standing(rows: Iterable[Discrepancy]) -> list[Discrepancy]:
    return [row for row in rows if row.state != DISMISSED]


def _kinds(reports: _Rows) -> list[KindCount]:
    """The kinds, the commonest first."""
    times: Counter[tuple[str, str]] = Counter()
    documents: Counter[str] = Counter()
    for _, rows in reports:
        standing = _standing(rows)
        times.update((row.kind, row.severity) for row in standing)
        documents.update({row.kind for row in standing})
    kinds = [
        KindCount(
            name_of(kind),
            reports,
            error=times[kind, Severity.ERROR],
            warning=times[kind, Severity.WARNING],
            note=times[kind, Severity.NOTE],
        )
        for kind, reports in documents.items()
    ]
    return sorted(kinds, key=lambda one: (-one.total, one.name))


_HEADS = ("分组", "名称", "报告", "复算", "相符", "无法复核", "不符", *SEVERITY_NAMES.values(), "认定不成立")


def table(found: Statistics) -> list[list[str]]:
    """The statistics as the rows of one table; a kind has no relations of its own, so those cells are blank."""
    rows = [list(_HEADS)]
    for title, groups in (("合计", (found.total,)), ("评价机构", found.authors), ("月份", found.months)):
        for one in groups:
            counts = (one.reports, one.checked, one.held, one.unchecked, one.standing, one.error, one.warning, one.note)
            rows.append([title, csv.as_text(one.name), *map(str, counts), str(one.dismissed)])
    for kind in found.kinds:
        rows.append(
            [
                "复核项",
                kind.name,
                str(kind.reports),
                "",
                "",
                "",
                *map(str, (kind.total, kind.error, kind.warning, kind.note)),
                "",
            ]
        )
    return rows
