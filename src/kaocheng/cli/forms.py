"""``kaocheng forms``: the base-data workbooks that the units fill in."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.cli.output import print_diagnostics, say
from kaocheng.diagnostics import errors, gathered
from kaocheng.tables.forms import FILE_NAME, forms_by_unit, write_forms


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("forms")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("-o", "--out", metavar="OUT", required=True, help="放工作簿的文件夹，或一个 .xlsx 文件名")
    parser.add_argument("--by-unit", action="store_true", help="每个单位一个工作簿")


def run(args: argparse.Namespace) -> int:
    """Writes the workbooks; 1 where the bundle has errors, which may leave something out of the forms."""
    bundle = read(args.dir)
    wrong = errors(bundle.problems)
    print_diagnostics(gathered(wrong), args.lang)
    out = Path(args.out)
    if args.by_unit:
        books = {out / name: data for name, data in forms_by_unit(bundle.evaluation).items()}
    else:
        file = out if out.suffix.lower() == ".xlsx" else out / f"{FILE_NAME}.xlsx"
        books = {file: write_forms(bundle.evaluation)}
    for file, data in books.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        say(f"written: {file}" if args.lang == "en" else f"已写出 {file}")
    if not books:
        say("no unit reports data" if args.lang == "en" else "没有需要按单位填报的表。")
    return int(bool(wrong))
