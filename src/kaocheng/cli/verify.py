"""``kaocheng verify``: whether an archive still is what was packed."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle.archive import verify
from kaocheng.cli.output import GREEN, coloured, in_language, print_diagnostics, say


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("verify")
    parser.add_argument("file", metavar="FILE", help=".kaocheng 压缩包")


def run(args: argparse.Namespace) -> int:
    """Names what was changed; 1 where something was."""
    found = verify(Path(args.file))
    print_diagnostics(found, args.lang)
    if not found:
        say(coloured(in_language(args.lang)("与打包时一致。", "As it was packed."), GREEN))
    return int(bool(found))
