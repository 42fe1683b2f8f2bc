"""What an office brings to the look of its reports: a Word template and an order of sections."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity
from kaocheng.places import InFile
from kaocheng.report.plan import PATH, Plan, read_plan
from kaocheng.text.files import decode, read_bytes

TEMPLATE = "report/template.docx"

NO_TEMPLATE = Message(
    "no-template",
    Severity.ERROR,
    "读不到这个 Word 模板：{why}。",
    "The Word template cannot be read: {why}.",
    "请检查路径和权限。",
    "Check its path and permissions.",
)


@dataclass(frozen=True, slots=True)
class Office:
    """``template`` is a .docx for :class:`kaocheng.report.word.template.Template`, ``path`` its name in messages."""

    plan: Plan = field(default_factory=Plan)
    template: bytes | None = None
    path: str = TEMPLATE
    problems: tuple[Diagnostic, ...] = ()


def read_office(bundle: Path, template: Path | None = None) -> Office:
    """What the folder ``bundle`` holds in report/; ``template`` stands in place of its report/template.docx.

    Raises :class:`~kaocheng.diagnostics.Refusal` where the template is not there or is no Word file.
    """
    outline = bundle / PATH
    data, problems = read_bytes(outline, PATH) if outline.exists() else (None, [])
    file = template or bundle / TEMPLATE
    name = str(template) if template else TEMPLATE
    if template is None and not file.exists():
        return office_of(data, problems=problems)
    try:
        return office_of(data, file.read_bytes(), name, problems)
    except OSError as error:
        raise Refusal(NO_TEMPLATE.at(InFile(name), why=error.strerror or str(error))) from error


def office_of(
    outline: bytes | None, template: bytes | None = None, name: str = TEMPLATE, problems: Sequence[Diagnostic] = ()
) -> Office:
    """The same from the bytes of the two files, each None where there is none; ``problems`` were found before.

    Raises :class:`~kaocheng.diagnostics.Refusal` where the template is no Word file.
    """
    plan, found = plan_of(outline)
    said = [*problems, *found]
    if template is None:
        return Office(plan, problems=tuple(said))
    from kaocheng.report.word.template import Template

    said += Template(template, name).problems()
    return Office(plan, template, name, tuple(said))


def plan_of(outline: bytes | None) -> tuple[Plan, list[Diagnostic]]:
    """The plan in the bytes of an outline.yaml, the usual one for None, and what is wrong with it."""
    if outline is None:
        return Plan(), []
    text, problems = decode(outline, PATH)
    if text is None:
        return Plan(), problems
    plan, found = read_plan(text)
    return plan, [*problems, *found]
