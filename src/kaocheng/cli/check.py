"""``kaocheng check``: everything wrong with a bundle."""

import argparse
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.messages import NOT_A_NUMBER_CELL
from kaocheng.cli.output import GREEN, coloured, print_diagnostics, print_json, say
from kaocheng.diagnostics import Diagnostic, Severity, gathered
from kaocheng.places import InFile
from kaocheng.report import pack
from kaocheng.scoring import check, score
from kaocheng.scoring.checks.messages import MISSING_VALUE


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
    narrative = pack(bundle.evaluation, sheet, dict(bundle.surveys)).problems
    found = _without_consequences([*bundle.problems, *check(bundle.evaluation, sheet), *narrative])
    order = list(Severity)
    found.sort(key=lambda diagnostic: order.index(diagnostic.severity))
    if args.json:
        print_json([diagnostic.as_json(args.lang) for diagnostic in found])
    else:
        print_diagnostics(found if args.all else gathered(found), args.lang)
        counts = [sum(diagnostic.severity is severity for diagnostic in found) for severity in order]
        said = "{} errors, {} warnings, {} notes" if args.lang == "en" else "错误 {} 个，警告 {} 个，提示 {} 个"
        say(said.format(*counts) if found else coloured("No problems." if args.lang == "en" else "没有问题。", GREEN))
    return int(any(diagnostic.severity is Severity.ERROR for diagnostic in found))


def _without_consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without those that call a cell blank which could only not be read."""
    unread = {_cell(item) for item in found if item.message == NOT_A_NUMBER_CELL}
    return [item for item in found if item.message != MISSING_VALUE or _cell(item) not in unread]


def _cell(diagnostic: Diagnostic) -> tuple[object, ...]:
    rows = [(place.path, place.line) for place in diagnostic.places if isinstance(place, InFile)]
    return (*rows, dict(diagnostic.facts).get("column"))
