"""``kaocheng demo``: both examples, from data to report, then the application with them in it."""

import argparse
import time
from pathlib import Path
from typing import Any

import kaocheng
from kaocheng.bundle import read
from kaocheng.cli import main
from kaocheng.cli.output import BOLD, coloured, say
from kaocheng.cli.report import write_reports
from kaocheng.diagnostics import Message, Refusal, Severity, errors
from kaocheng.numbers import score_text
from kaocheng.places import InFile
from kaocheng.scoring import check, compare, score

EXAMPLES = ("shuozhou-health-commission-2020", "shuozhou-public-health-2017")
NO_EXAMPLES = Message(
    "no-examples",
    Severity.ERROR,
    "找不到示例文件夹 examples。",
    "The folder examples is not there.",
    "请在考成的源代码文件夹里运行。",
    "Run this inside the source folder of Kaocheng.",
)


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("demo")
    parser.add_argument("--no-serve", action="store_true", help="只做工作，不启动应用")
    parser.add_argument("-o", dest="out", metavar="OUT", default="out", help="写到哪个文件夹，默认 out")


def run(args: argparse.Namespace) -> int:
    """Checks, scores, compares and reports both examples into ``out/<bundle>/``."""
    examples = _examples()
    wrong = False
    for name in EXAMPLES:
        started = time.monotonic()
        bundle = read(examples / name)
        sheet = score(bundle.evaluation)
        found = [*bundle.problems, *check(bundle.evaluation, sheet)]
        wrong = wrong or bool(errors(found))
        say(coloured(bundle.evaluation.title, BOLD))
        say(f"  检查：{len(errors(found))} 个错误，{len(found) - len(errors(found))} 个警告和提示")
        grade = sheet.grade.name if sheet.grade else "—"
        say(f"  得分：{score_text(sheet.total)}，等级：{grade}")
        comparisons = list(compare(bundle.evaluation, sheet))
        differing = sum(item.agrees is False for item in comparisons)
        say(f"  与印行报告对照：{len(comparisons)} 个数，{differing} 个不符")
        for file in write_reports(bundle, Path(args.out) / name):
            say(f"  已写出：{file}")
        say(f"  用时 {time.monotonic() - started:.1f} 秒")
    return int(wrong) if args.no_serve or wrong else main(["serve", "--demo", "--lang", args.lang])


def _examples() -> Path:
    for folder in (Path("examples"), Path(kaocheng.__file__).parents[2] / "examples"):
        if folder.is_dir():
            return folder
    raise Refusal(NO_EXAMPLES.at(InFile("examples")))
