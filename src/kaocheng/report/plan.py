"""An office's own order of sections and annexes, as report/outline.yaml declares it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaocheng.diagnostics import Diagnostic, Message, Severity, did_you_mean
from kaocheng.places import InFile
from kaocheng.text import Fields, Text, yaml

PATH = "report/outline.yaml"

UNKNOWN_SECTION = Message(
    "unknown-report-section",
    Severity.ERROR,
    "报告里没有“{found}”这一节。",
    'The report has no section "{found}".',
    "{suggestion}可用：{known}；也可以写 report/*.md 里一个文件的名称。",
    "Possible: {known}; or the name of a file in report/*.md.",
)
SECTION_TWICE = Message(
    "report-section-twice",
    Severity.ERROR,
    "“{found}”列了两次。",
    '"{found}" is listed twice.',
    "请删去一处。",
    "Remove one.",
)


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A section or annex by its name, the title that it gets (empty: its usual one), and where that is written."""

    name: str
    title: str = ""
    place: InFile = field(default_factory=lambda: InFile(PATH))


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections and annexes in their order; None leaves the usual ones. What is not listed is left out."""

    sections: tuple[PlannedPart, ...] | None = None
    annexes: tuple[PlannedPart, ...] | None = None


def read_plan(text: str, path: str = PATH) -> tuple[Plan, list[Diagnostic]]:
    """The plan that a YAML text declares, and what is wrong with it; names are looked up only when it is used."""
    node, problems = yaml.load(text, path)
    fields = Fields(node, problems, name=path, path=path)
    sections = _parts(fields, "sections", problems)
    annexes = _parts(fields, "annexes", problems)
    fields.finish()
    return Plan(sections, annexes), problems


def _parts(fields: Fields, key: str, problems: list[Diagnostic]) -> tuple[PlannedPart, ...] | None:
    present, items = fields.has(key), fields.items(key)
    if not present:
        return None
    found: dict[str, PlannedPart] = {}
    for item in items:
        if isinstance(item, Text):
            part = PlannedPart(str(item).strip(), "", item.place)
        else:
            entry = Fields(item, problems, name=key)
            part = PlannedPart(entry.text("name", required=True), entry.text("title"), entry.place)
            entry.finish()
        if part.name in found:
            problems.append(SECTION_TWICE.at(part.place, found[part.name].place, found=part.name))
        elif part.name:
            found[part.name] = part
    return tuple(found.values())


def unknown_section(part: PlannedPart, known: Sequence[str], more: Sequence[str] = ()) -> Diagnostic:
    """What is wrong with a part that is none of the ``known`` names nor of ``more``."""
    facts = {"suggestion": did_you_mean(part.name, [*known, *more]), "known": "、".join(known)}
    return UNKNOWN_SECTION.at(part.place, found=part.name, **facts)
