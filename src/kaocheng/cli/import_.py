"""``kaocheng import``: filled-in workbooks into the bundle's data, all of them or nothing."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.data import TABLES
from kaocheng.bundle.declaring import declared
from kaocheng.bundle.spreadsheets import is_spreadsheet, stored_as_text
from kaocheng.bundle.writing import replace_files, table_csv
from kaocheng.cli.output import print_diagnostics, say
from kaocheng.diagnostics import Diagnostic, errors, gathered
from kaocheng.domain import DataTable
from kaocheng.places import InFile
from kaocheng.tables import Sheet, read_file
from kaocheng.tables.importing import Import, merge
from kaocheng.text.files import read_text


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("import")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("files", metavar="FILE", nargs="+", help="填好的工作簿（.xlsx .xls .ods）或 CSV")
    parser.add_argument("--dry-run", action="store_true", help="只检查、列出变动，不写入")


def run(args: argparse.Namespace) -> int:
    """Reads, reports, and stores; 1 where anything is wrong, and then nothing is stored."""
    bundle = read(args.dir)
    if unread := [item for item in errors(bundle.problems) if _concerns_data(item)]:
        # rows that could not be read would be lost when their file is written anew
        print_diagnostics(gathered(unread), args.lang)
        english = "the bundle's own data have errors; correct them first. Nothing was stored."
        say(english if args.lang == "en" else "评价包原有的数据有错误，请先改正；没有写入任何数据。")
        return 1
    sheets, problems = _sheets(args.files)
    result = merge(bundle.evaluation, sheets)
    problems = [*problems, *result.problems]
    print_diagnostics(gathered(problems), args.lang)
    _print_changes(result, args.lang)
    if wrong := errors(problems):
        english = f"{len(wrong)} errors; nothing was stored. Correct them and import again."
        say(english if args.lang == "en" else f"有 {len(wrong)} 处错误，没有写入任何数据。请改正后重新导入。")
        return 1
    if not result.changes and not result.declared:
        say("nothing changes" if args.lang == "en" else "没有变动。")
    elif args.dry_run:
        say("dry run: nothing was stored" if args.lang == "en" else "试运行，没有写入。")
    else:
        files = _files(Path(args.dir), bundle.evaluation.tables, result)
        replace_files(Path(args.dir), files)
        names = ", ".join(files) if args.lang == "en" else "、".join(files)
        say(f"stored: {names}" if args.lang == "en" else f"已写入 {names}")
    return 0


def _concerns_data(diagnostic: Diagnostic) -> bool:
    return any(isinstance(place, InFile) and place.path.startswith("data/") for place in diagnostic.places)


def _sheets(files: list[str]) -> tuple[list[Sheet], list[Diagnostic]]:
    sheets: list[Sheet] = []
    problems: list[Diagnostic] = []
    for file in files:
        found, wrong = read_file(Path(file), Path(file).name)
        sheets.extend(found)
        problems.extend(wrong)
    return sheets, problems


def _files(root: Path, before: tuple[DataTable, ...], result: Import) -> dict[str, str]:
    known = {table.name: table for table in before}
    moved = [table.name for table in before if is_spreadsheet(table.file)]
    after = stored_as_text(result.tables)
    files = {
        f"data/{table.file}": table_csv(table)
        for table in after
        if table.file and (table.name in moved or table.name not in known or table.rows != known[table.name].rows)
    }
    if result.declared or moved:
        text, _ = read_text(root / TABLES, TABLES) if before else ("", [])
        files[TABLES] = declared(text or "", before, after)
    return files


def _print_changes(result: Import, lang: str) -> None:
    blank = "(blank)" if lang == "en" else "（空）"
    for change in result.changes:
        say(f"{change.at}：{change.old or blank} → {change.new}  [{change.place}]")
    if result.changes:
        tables = len({change.at.table for change in result.changes})
        count = len(result.changes)
        say(f"{count} cells in {tables} tables change" if lang == "en" else f"共 {tables} 张表 {count} 格变动。")
