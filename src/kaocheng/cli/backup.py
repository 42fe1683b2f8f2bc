"""``kaocheng backup``: the whole installation of the web application in one file."""

import argparse
import datetime as dt
import os
from pathlib import Path
from typing import Any

from kaocheng.cli import installation
from kaocheng.cli.output import in_language, say
from kaocheng.diagnostics import Message, Refusal, Severity
from kaocheng.places import InFile

NO_INSTALLATION = Message(
    "no-installation",
    Severity.ERROR,
    "这里没有网页应用的数据。",
    "The web application has no data here.",
    "请用 --home 指出数据文件夹；用 PostgreSQL 时设 DATABASE_URL。",
    "Name its folder with --home, or set DATABASE_URL for PostgreSQL.",
)


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("backup")
    installation.add_home(parser)
    parser.add_argument("-o", dest="out", type=Path, metavar="FILE", help="备份文件，默认按日期取名")


def run(args: argparse.Namespace) -> int:
    """Backs the installation up. Raises :class:`~kaocheng.diagnostics.Refusal`."""
    installation.choose(args.home)
    home = Path(os.environ.get("KAOCHENG_HOME", "kaocheng-data"))
    if "DATABASE_URL" not in os.environ and not home.is_dir():
        raise Refusal(NO_INSTALLATION.at(InFile(str(home))))
    installation.set_up()
    from kaocheng.web.backup import back_up

    now = dt.datetime.now().astimezone()
    archive = args.out or Path(f"kaocheng-{now:%Y%m%d-%H%M%S}.backup.zip")
    back_up(archive)
    say(in_language(args.lang)("已备份：", "Backed up: ") + str(archive))
    return 0
