"""``kaocheng pack``: one archive with its digests."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.archive import pack
from kaocheng.cli.output import in_language, say


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("pack")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("-o", dest="out", metavar="FILE", help="压缩包，默认与文件夹同名加 .kaocheng")


def run(args: argparse.Namespace) -> int:
    """Packs the bundle."""
    read(args.dir)
    folder = Path(args.dir).resolve()
    archive = Path(args.out) if args.out else folder.with_name(f"{folder.name}.kaocheng")
    pack(folder, archive)
    say(in_language(args.lang)("已打包：", "Packed: ") + str(archive))
    return 0
