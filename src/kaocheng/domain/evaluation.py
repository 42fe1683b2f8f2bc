"""绩效评价: the whole evaluation as one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kaocheng.derivation import Derivation
from kaocheng.domain.data import Amendment, DataTable, Metric
from kaocheng.domain.evidence import AssetCheck, Evidence, Interview, VoucherCheck
from kaocheng.domain.findings import Findings, Review
from kaocheng.domain.indicators import Indicator
from kaocheng.domain.judgements import Judgement, Reading
from kaocheng.domain.published import Published
from kaocheng.domain.units import Unit
from kaocheng.numbers import Measure
from kaocheng.values import frozen

KIND_NAMES = {
    "project": "项目支出绩效评价",
    "department": "部门整体支出绩效评价",
    "policy": "政策绩效评价",
    "self": "绩效自评",
}
ORGANISATION_ROLES = {
    "commissioner": "委托单位",
    "evaluator": "评价机构",
    "supervisor": "主管部门",
    "evaluated_unit": "被评价单位",
    "implementer": "实施单位",
}


@frozen
class Organisation:
    """An organisation and its role, a key of :data:`ORGANISATION_ROLES`."""

    role: str
    name: str


@frozen
class TeamMember:
    """A member of the team by role; names of persons are not kept."""

    role: str
    title: str = ""
    duty: str = ""


@frozen
class Stage:
    """A stage of the schedule, with ISO dates."""

    stage: str
    start: str = ""
    end: str = ""
    work: str = ""


@frozen
class Grade:
    """A grade and the least score (in points, included) that earns it."""

    name: str
    at_least: Fraction


DEFAULT_GRADES = (
    Grade("优", Fraction(90)),
    Grade("良", Fraction(80)),
    Grade("中", Fraction(60)),
    Grade("差", Fraction(0)),
)


@frozen
class Amount:
    """An amount of money in its measure."""

    value: Fraction
    measure: Measure


@frozen
class Profile:
    """The texts that describe the subject and the evaluation, in Markdown."""

    background: str = ""
    goals: str = ""
    purpose: str = ""
    principles: tuple[tuple[str, str], ...] = ()
    methods: tuple[tuple[str, str], ...] = ()
    basis: tuple[str, ...] = ()
    quality_control: str = ""
    limitations: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """An evaluation. A score is a pure function of it.

    ``total`` is the full mark (points). ``round_rates`` is the number of decimals to which percentages are rounded
    before they are scored; None scores exact rates. ``names`` says which cell 表/行/列 a name in a standard means.
    ``survey_figures`` holds survey results by path (居民/满意度, 居民/Q4/满意度, 居民/Q4/满意/占比) with their derivations.
    ``narrative`` holds the Markdown of report sections by file name.
    """

    title: str
    kind: str = "project"
    subject: str = ""
    period: str = ""
    base_date: str = ""
    report_date: str = ""
    report_number: str = ""
    amount: Amount | None = None
    organisations: tuple[Organisation, ...] = ()
    team: tuple[TeamMember, ...] = ()
    schedule: tuple[Stage, ...] = ()
    grades: tuple[Grade, ...] = DEFAULT_GRADES
    total: Fraction = Fraction(100)
    round_rates: int | None = None
    profile: Profile = field(default_factory=Profile)
    units: tuple[Unit, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    metrics: tuple[Metric, ...] = ()
    tables: tuple[DataTable, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    readings: tuple[Reading, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    survey_figures: Mapping[str, Derivation] = field(default_factory=dict)
    interviews: tuple[Interview, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    vouchers: tuple[VoucherCheck, ...] = ()
    assets: tuple[AssetCheck, ...] = ()
    findings: Findings = field(default_factory=Findings)
    reviews: tuple[Review, ...] = ()
    narrative: Mapping[str, str] = field(default_factory=dict)
    published: Published = field(default_factory=Published)

    def table(self, name: str) -> DataTable | None:
        """The data table of that name."""
        return next((table for table in self.tables if table.name == name), None)

    def metric(self, name: str) -> Metric | None:
        """The metric of that name."""
        return next((metric for metric in self.metrics if metric.name == name), None)

    def judgement(self, code: str) -> Judgement | None:
        """The judgement for an indicator."""
        return next((judgement for judgement in self.judgements if judgement.indicator == code), None)

    def reading(self, code: str) -> Reading | None:
        """The reading taken for an indicator."""
        return next((reading for reading in self.readings if reading.indicator == code), None)
