"""The first administrator, and the demonstration: both examples and a user for every role."""

from pathlib import Path

import kaocheng
from kaocheng.diagnostics import Message, Refusal, Severity
from kaocheng.web import transfer
from kaocheng.web.audits.example import load_example
from kaocheng.web.models import Evaluation, Membership, Organisation, User
from kaocheng.web.models.evaluations import ROLES
from kaocheng.web.pages.account import new_password

DEMO_PASSWORD = "Kaocheng-2026"  # noqa: S105 -- for trying things out on one's own machine
# Username, role, organisation and its kind.
_DEMO = (
    ("zhuping", "lead_evaluator", "示例评价机构", "evaluator"),
    ("chengyuan", "member", "示例评价机构", "evaluator"),
    ("shenhe", "reviewer", "示例评价机构", "evaluator"),
    ("caizheng", "commissioner", "示例财政局", "finance"),
    ("danwei", "evaluated_unit", "示例被评价单位", "evaluated"),
    ("zhuanjia", "expert", "示例专家库", "experts"),
    ("guancha", "observer", "示例财政局", "finance"),
)
NO_EXAMPLES = Message(
    "web-no-examples",
    Severity.ERROR,
    "找不到示例文件夹 examples。",
    "The folder examples is not there.",
    "请在考成的源代码文件夹里运行。",
    "Run this inside the source folder of Kaocheng.",
)


def first_administrator() -> tuple[str, str] | None:
    """Makes an administrator where there is nobody at all; user name and password, or None."""
    if User.objects.exists():
        return None
    password = new_password()
    User.objects.create_superuser("admin", password=password, name="管理员")
    return "admin", password


def demo_users() -> list[tuple[str, str]]:
    """User names and the Chinese names of their roles."""
    return [(username, ROLES[role]) for username, role, _, _ in _DEMO]


def load_demo() -> None:
    """Loads both examples and the demo users, once."""
    users = {role: _user(*facts) for facts in _DEMO for role in [facts[1]]}
    for folder in sorted(path for path in _examples().iterdir() if (path / "evaluation.yaml").exists()):
        bundle_title = transfer.title_of(folder)
        if Evaluation.objects.filter(title=bundle_title).exists():
            continue
        evaluation = transfer.take_folder(folder, users["lead_evaluator"])
        for role, user in users.items():
            unit = transfer.first_unit(evaluation) if role == "evaluated_unit" else ""
            Membership.objects.update_or_create(evaluation=evaluation, user=user, defaults={"role": role, "unit": unit})


def load_audit_example() -> None:
    """Puts an example of 报告复核 before the demo user of the finance office, once."""
    user = User.objects.get(username="caizheng")
    author = User.objects.get(username="zhuping").organisation.name
    evaluation = Evaluation.objects.filter(members=user).order_by("title").last()
    load_example(evaluation, user.organisation, user, author)


def _user(username: str, role: str, organisation: str, kind: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        office, _ = Organisation.objects.get_or_create(name=organisation, defaults={"kind": kind})
        found = User(username=username, name=f"演示{ROLES[role]}", organisation=office)
        found.choose_password(DEMO_PASSWORD)
    return found


def _examples() -> Path:
    for folder in (Path("examples"), Path(kaocheng.__file__).parents[2] / "examples"):
        if folder.is_dir():
            return folder
    raise Refusal(NO_EXAMPLES.at())
