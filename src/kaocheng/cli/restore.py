"""``kaocheng restore``: fills an empty installation from a backup."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.cli import installation
from kaocheng.cli.output import in_language, say


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("restore")
    parser.add_argument("file", type=Path, metavar="FILE", help="kaocheng backup 写出的文件")
    installation.add_home(parser)


def run(args: argparse.Namespace) -> int:
    """Restores. Raises :class:`~kaocheng.diagnostics.Refusal`."""
    installation.choose(args.home)
    installation.set_up()
    from kaocheng.web.backup import restore

    restore(args.file)
    say(in_language(args.lang)("已恢复，可以用 kaocheng serve 启动。", "Restored; start it with kaocheng serve."))
    return 0
