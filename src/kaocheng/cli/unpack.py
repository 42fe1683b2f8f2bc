"""``kaocheng unpack``: an archive back into a folder."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle.archive import unpack
from kaocheng.cli.output import in_language, say


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("unpack")
    parser.add_argument("file", metavar="FILE", help=".kaocheng 压缩包")
    parser.add_argument("dir", metavar="DIR", nargs="?", help="解到哪个文件夹，默认与压缩包同名")


def run(args: argparse.Namespace) -> int:
    """Unpacks the archive into a new folder."""
    folder = Path(args.dir) if args.dir else Path(args.file).with_suffix("")
    unpack(Path(args.file), folder)
    say(in_language(args.lang)("已解开到：", "Unpacked to: ") + str(folder))
    return 0
