"""``kaocheng check``: everything wrong with a bundle."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.problems import gravest_first
from kaocheng.cli.output import GREEN, coloured, print_diagnostics, print_json, say
from kaocheng.diagnostics import Refusal, Severity, gathered
from kaocheng.report import Office, pack, read_office
from kaocheng.scoring import check, score


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("check")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("--all", action="store_true", help="同一列里的同类问题也逐个列出")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Lists the diagnostics; 1 where one is an error."""
    bundle = read(args.dir)
    sheet = score(bundle.evaluation)
    narrative = pack(bundle.evaluation, sheet, dict(bundle.surveys), _office(Path(args.dir))).problems
    found = gravest_first([*bundle.problems, *check(bundle.evaluation, sheet), *narrative])
    if args.json:
        print_json([diagnostic.as_json(args.lang) for diagnostic in found])
    else:
        print_diagnostics(found if args.all else gathered(found), args.lang)
        counts = [sum(diagnostic.severity is severity for diagnostic in found) for severity in Severity]
        said = "{} errors, {} warnings, {} notes" if args.lang == "en" else "错误 {} 个，警告 {} 个，提示 {} 个"
        say(said.format(*counts) if found else coloured("No problems." if args.lang == "en" else "没有问题。", GREEN))
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in found))


def _office(folder: Path) -> Office:
    """What the office brings; a template that is no Word file is one thing wrong among others."""
    try:
        return read_office(folder)
    except Refusal as refusal:
        return Office(problems=refusal.diagnostics)
