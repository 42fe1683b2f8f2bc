"""``kaocheng indicators``: the indicator table to and from Excel."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from kaocheng.bundle import read
from kaocheng.bundle.writing import files_of, replace_files
from kaocheng.cli.output import print_diagnostics, say
from kaocheng.diagnostics import Diagnostic, errors
from kaocheng.domain import Indicator, leaves, walk
from kaocheng.tables import read_file, read_indicators, write_indicators

FILE = "indicators.yaml"


def add_parser(commands: Any) -> None:
    """Adds the command and its two directions."""
    parser: argparse.ArgumentParser = commands.add_parser("indicators")
    ways = parser.add_subparsers(dest="way", metavar="export|import", required=True)
    export = ways.add_parser("export", help="写出指标表")
    export.add_argument("dir", metavar="DIR", help="评价包文件夹")
    export.add_argument("-o", "--out", metavar="FILE", required=True, help="写到哪个 .xlsx 文件")
    taken = ways.add_parser("import", help="读入指标表，替换 indicators.yaml")
    taken.add_argument("dir", metavar="DIR", help="评价包文件夹")
    taken.add_argument("file", metavar="FILE", help="指标表（.xlsx .xls .ods .csv）")
    taken.add_argument("--dry-run", action="store_true", help="只检查、列出变动，不写入")


def run(args: argparse.Namespace) -> int:
    """Writes or reads the table; 1 where anything is wrong, and then nothing is stored."""
    return _export(args) if args.way == "export" else _import(args)


def _export(args: argparse.Namespace) -> int:
    bundle = read(args.dir)
    wrong = errors(bundle.problems)
    print_diagnostics(wrong, args.lang)
    out = Path(args.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(write_indicators(bundle.evaluation.indicators, bundle.evaluation.title))
    say(f"written: {out}" if args.lang == "en" else f"已写出 {out}")
    return int(bool(wrong))


def _import(args: argparse.Namespace) -> int:
    bundle = read(args.dir)
    before = bundle.evaluation.indicators
    read_in, problems = _read(args.file)
    print_diagnostics(problems, args.lang)
    if wrong := errors(problems):
        english = f"{len(wrong)} errors; nothing was stored."
        say(english if args.lang == "en" else f"有 {len(wrong)} 处错误，没有写入。请改正后重新导入。")
        return 1
    after = _keeping(read_in, before)
    for line in _changes(before, after):
        say(line)
    text = _yaml(bundle, after)
    english, chinese = f"{len(leaves(after))} indicators read", f"读入 {len(leaves(after))} 个末级指标"
    if args.dry_run:
        say(f"{english}; dry run, nothing was stored" if args.lang == "en" else f"{chinese}；试运行，没有写入。")
    elif text == _yaml(bundle, before):
        say(f"{english}; nothing changes" if args.lang == "en" else f"{chinese}，没有变动。")
    else:
        replace_files(Path(args.dir), {FILE: text})
        say(f"{english}; stored: {FILE}" if args.lang == "en" else f"{chinese}，已写入 {FILE}")
    return 0


def _read(file: str) -> tuple[tuple[Indicator, ...], list[Diagnostic]]:
    """The first sheet that holds an indicator table."""
    sheets, problems = read_file(Path(file), Path(file).name)
    tried = [read_indicators(sheet) for sheet in sheets]
    for indicators, found in tried:
        if indicators:
            return indicators, [*problems, *found]
    return (), [*problems, *(item for _, found in tried[:1] for item in found)]


def _keeping(indicators: tuple[Indicator, ...], before: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """What the table has no cells for (计算指标, 依据, texts of parents) stays as it was, by code."""
    known = {indicator.code: indicator for _, indicator in walk(before)}

    def kept(indicator: Indicator) -> Indicator:
        old = known.get(indicator.code)
        below = tuple(kept(inner) for inner in indicator.indicators)
        if old is None:
            return replace(indicator, indicators=below)
        texts = {name: getattr(indicator, name) or getattr(old, name) for name in ("metrics", "basis")}
        if below:
            texts |= {name: getattr(old, name) for name in ("definition", "target", "standard", "source")}
        return replace(indicator, indicators=below, **texts)

    return tuple(kept(indicator) for indicator in indicators)


def _changes(before: tuple[Indicator, ...], after: tuple[Indicator, ...]) -> list[str]:
    names = {"name": "名称", "weight": "权重", "definition": "指标解释", "target": "目标值", "standard": "评分标准",
             "source": "数据来源"}  # fmt: skip
    old = {indicator.code: indicator for _, indicator in walk(before)}
    new = {indicator.code: indicator for _, indicator in walk(after)}
    lines = [f"- {old[code].title}" for code in old if code not in new]
    lines += [f"+ {new[code].title}" for code in new if code not in old]
    for code, indicator in new.items():
        for attribute, label in names.items() if code in old else ():
            one, other = getattr(old[code], attribute), getattr(indicator, attribute)
            if one != other:
                lines.append(f"{code} {label}：{one or '（空）'} → {other or '（空）'}")
    return lines


def _yaml(bundle: Any, indicators: tuple[Indicator, ...]) -> str:
    return files_of(replace(bundle, evaluation=replace(bundle.evaluation, indicators=indicators)))[FILE].decode()
