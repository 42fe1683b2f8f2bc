"""What an office brings to the look of its reports: a Word template and an order of sections."""

from dataclasses import dataclass, field
from pathlib import Path

from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity
from kaocheng.places import InFile
from kaocheng.report.plan import PATH, Plan, read_plan
from kaocheng.text.files import read_text

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
    plan = Plan()
    problems: list[Diagnostic] = []
    if (bundle / PATH).exists():
        text, problems = read_text(bundle / PATH, PATH)
        if text is not None:
            plan, found = read_plan(text)
            problems += found
    file = template or bundle / TEMPLATE
    if template is None and not file.exists():
        return Office(plan, problems=tuple(problems))
    name = str(template) if template else TEMPLATE
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refusal(NO_TEMPLATE.at(InFile(name), why=error.strerror or str(error))) from error
    from kaocheng.report.word.template import Template

    problems += Template(data, name).problems()
    return Office(plan, data, name, tuple(problems))
