"""``kaocheng compare``: the printed report beside what is computed."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.writing import replace_files
from kaocheng.cli.output import in_language, print_json, print_table, say
from kaocheng.numbers import score_text
from kaocheng.scoring import Comparison, ScoreSheet, compare, merged, score

BEGIN, END = "<!-- comparison:begin -->", "<!-- comparison:end -->"


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("compare")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("--all", action="store_true", help="相符的也列出")
    parser.add_argument("--readme", action="store_true", help="把对照表写进评价包 README.md 的标记之间")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Prints the figures that differ; 1 where some do."""
    evaluation = read(args.dir).evaluation
    sheet = score(evaluation)
    comparisons = list(compare(evaluation, sheet, lang=args.lang))
    if args.readme:
        file = Path(args.dir) / "README.md"
        replace_files(Path(args.dir), {"README.md": with_comparison(file.read_text("utf-8"), sheet, comparisons)})
        return 0
    shown = [item for item in comparisons if args.all or not item.agrees]
    pick = in_language(args.lang)
    agreeing = sum(item.agrees is True for item in comparisons)
    unchecked = sum(item.agrees is None for item in comparisons)
    differing = len(comparisons) - agreeing - unchecked
    if args.json:
        keys = ("quantity", "printed", "computed", "agrees", "explanation")
        print_json([{key: getattr(item, key) for key in keys} for item in shown])
        return int(differing > 0)
    if shown:
        chinese, english = (
            ("数", "印刷", "计算", "", "位置", "原因"),
            ("Figure", "Printed", "Computed", "", "Place", "Reason"),
        )
        print_table(
            [pick(*pair) for pair in zip(chinese, english, strict=True)], [_row(item) for item in merged(shown)]
        )
    counts = (len(comparisons), agreeing, differing, unchecked)
    chinese_line = "共 {} 个数：{} 个相符，{} 个不符，{} 个无法复核"
    say(pick(chinese_line, "{} figures: {} agree, {} differ, {} cannot be checked").format(*counts))
    return int(differing > 0)


def _row(item: Comparison) -> tuple[str, ...]:
    mark = {True: "=", False: "≠", None: "?"}[item.agrees]
    return (
        item.quantity,
        item.printed,
        item.computed,
        mark,
        item.figure.printed_at,
        item.figure.note or item.explanation,
    )


def with_comparison(readme: str, sheet: ScoreSheet, comparisons: list[Comparison]) -> str:
    """The README text with the block between the marks replaced by the generated comparison."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{comparison_markdown(sheet, comparisons)}{END}{after}"


def comparison_markdown(sheet: ScoreSheet, comparisons: list[Comparison]) -> str:
    """The comparison as Markdown: totals, each indicator whose score differs, and every other figure that does."""
    differing = [item for item in comparisons if item.agrees is False]
    unchecked = [item for item in comparisons if item.agrees is None]
    grade = sheet.grade.name if sheet.grade else "—"
    agreeing = len(comparisons) - len(differing) - len(unchecked)
    counts = f"{agreeing} 个相符，{len(differing)} 个不符，{len(unchecked)} 个无法复核"
    without = score_text(sheet.without_readings)
    lines = [
        f"总分 **{score_text(sheet.total)}**，等级 **{grade}**；不采用口径时 {without}。",
        "",
        f"印刷的 {len(comparisons)} 个数中，{counts}。",
        "",
        "| 数 | 印刷 | 计算 | 位置 | 原因 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {item.quantity} | {item.printed} | {item.computed} | {item.figure.printed_at} "
        f"| {(item.figure.note or item.explanation).replace('|', '｜')} |"
        for item in merged(differing)
    ]
    return "\n".join(lines) + "\n"
