"""A Django installation of its own in a scratch folder, both examples in it, a user for every role.

With ``DATABASE_URL`` the same tests run on that server. Every test is rolled back.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

HOME = tempfile.mkdtemp(prefix="kaocheng-web-")
os.environ["KAOCHENG_HOME"] = HOME
os.environ["DJANGO_SETTINGS_MODULE"] = "kaocheng.web.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # a browser's loop may run in this thread
os.environ.pop("KAOCHENG_URL", None)

import django  # noqa: E402

django.setup()

from pathlib import Path  # noqa: E402
from typing import NamedTuple  # noqa: E402

import pytest  # noqa: E402
from audit_cases import audited  # noqa: E402
from browsing import CHROMIUM, DESK, START, Desk  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from kaocheng.bundle import read  # noqa: E402
from kaocheng.scoring import ScoreSheet, score  # noqa: E402
from kaocheng.web import assets, installation  # noqa: E402
from kaocheng.web.models import Audit, Evaluation, User  # noqa: E402
from kaocheng.web.workspace import forget  # noqa: E402

USERS = {role: username for username, role, _, _ in installation._DEMO}
ROLES = tuple(USERS)


@pytest.fixture(scope="session")
def database():
    assets.build()
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    installation.load_demo()
    User.objects.create_user("fremd").choose_password(installation.DEMO_PASSWORD)
    yield
    teardown_databases(kept, verbosity=0)


@pytest.fixture(autouse=True)
def rolled_back(request):
    if "server" in request.fixturenames:  # a browser's tests have a server and a database of their own
        yield
        return
    request.getfixturevalue("database")
    forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def project() -> Evaluation:
    """The evaluation of the project of 2017."""
    return Evaluation.objects.get(title__contains="2017")


@pytest.fixture
def department() -> Evaluation:
    """The evaluation of the department of 2020."""
    return Evaluation.objects.get(title__contains="2020")


@pytest.fixture(scope="session")
def scores() -> dict[str, ScoreSheet]:
    """What the core says of the examples' folders, by 2017 and 2020: the application must say the same."""
    folders = [path for path in (Path(__file__).parents[2] / "examples").iterdir() if path.is_dir()]
    return {folder.name[-4:]: score(read(folder).evaluation) for folder in folders}


class Visitor(Client):
    """A browser, signed in as somebody or nobody."""

    def __init__(self, username: str = "") -> None:
        super().__init__(SERVER_NAME="127.0.0.1", raise_request_exception=True)
        if username:
            self.force_login(User.objects.get(username=username))

    def edit(self, evaluation: Evaluation, *edits: dict, reason: str = ""):
        """Saves edits as a page would."""
        data = {"edits": list(edits), "reason": reason}
        return self.post(
            f"/e/{evaluation.pk}/edit/", data, content_type="application/json", HTTP_ACCEPT="application/json"
        )


@pytest.fixture
def visitor():
    """``visitor("lead_evaluator")``: a browser signed in with that role; ``visitor()`` is nobody."""
    return lambda role="": Visitor(USERS.get(role, role))


class Serving(NamedTuple):
    """A running application; ``said`` is the file of what stands in its terminal."""

    address: str
    process: subprocess.Popen
    said: Path

    def administrator(self) -> tuple[str, str]:
        """The name and the first password of the administrator, as the terminal shows them."""
        return re.search(r"用户名 (\S+) +密码 (\S+)", self.said.read_text("utf-8")).groups()

    def workers(self) -> list[int]:
        """The processes that write reports: children of the one that serves, as Linux lists them."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        return [int(pid) for pid in listed if b"\0work\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture(scope="session")
def server(serving):
    """The address of ``kaocheng serve --demo``."""
    return serving.address


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    """``kaocheng serve --demo`` on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("serve")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KAOCHENG_", "DJANGO_", "DATABASE_"))
    }
    command = [
        sys.executable,
        "-c",
        START,
        "serve",
        "--demo",
        "--port",
        str(port),
        "--home",
        str(home),
        "--workers",
        "1",
    ]
    said = home / "said.txt"
    process = subprocess.Popen(command, env=kept, stdout=said.open("w"), start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=2)  # noqa: S310 -- our own server
            break
        except OSError:
            assert process.poll() is None, "the application ended instead of starting"
            time.sleep(0.25)
    yield Serving(address, process, said)
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium, server):
    """``desk("zhuping", PHONE)``: a page of the application in Chromium, signed in as that demo user."""
    opened = []

    def open_desk(user="", size=DESK):
        opened.append(Desk(chromium, server, user, size))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.page.context.close()


@pytest.fixture
def finance(visitor):
    """Somebody of the finance bureau."""
    return visitor("commissioner")


@pytest.fixture
def audit(finance) -> Audit:
    """A report with two mistakes: a rate in the text, a total in a table."""
    return audited(finance, author="示例评价机构")
