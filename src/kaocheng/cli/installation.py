"""Opening the installation of the web application, for the commands that work on it."""

import argparse
import os
from pathlib import Path

from kaocheng.diagnostics import Message, Refusal, Severity

NOT_INSTALLED = Message(
    "web-not-installed",
    Severity.ERROR,
    "没有安装网页应用需要的部件（缺 {name}）。",
    "What the application needs is not installed ({name} is missing).",
    "请安装 kaocheng[web]。",
    "Install kaocheng[web].",
)


def add_home(parser: argparse.ArgumentParser) -> None:
    """Adds ``--home``."""
    parser.add_argument("--home", type=Path, metavar="DIR", help="放数据库的文件夹，默认 kaocheng-data")


def choose(home: Path | None) -> None:
    """Chooses the installation in ``home``, or the one that the environment names.

    Raises :class:`~kaocheng.diagnostics.Refusal` where the application is not installed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaocheng.web.settings")
    if home:
        os.environ["KAOCHENG_HOME"] = str(home.absolute())
    try:
        import django  # noqa: F401 -- looked for here, so that its absence is said before anything is made
        import granian  # noqa: F401
    except ModuleNotFoundError as error:
        raise Refusal(NOT_INSTALLED.at(name=error.name)) from None


def set_up() -> None:
    """Opens the chosen installation and brings its database up to date."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
