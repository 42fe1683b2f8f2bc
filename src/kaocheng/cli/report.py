"""``kaocheng report``: the report pack, written whole or not at all."""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kaocheng.bundle import Bundle, read
from kaocheng.cli.output import in_language, print_diagnostics, say
from kaocheng.diagnostics import Message, Refusal, Severity, did_you_mean, errors, gathered
from kaocheng.places import InFile
from kaocheng.report import FORMATS, Pack, pack, read_office
from kaocheng.scoring import ScoreSheet, score

_INTERVAL = 1  # seconds between two looks at the files

UNKNOWN_FORMAT = Message(
    "unknown-format",
    Severity.ERROR,
    "不认识的格式“{format}”。",
    'Unknown format "{format}".',
    "{suggestion}可选：{known}，用逗号分开。",
    "Possible: {known}, separated by commas.",
)
CANNOT_WRITE = Message(
    "cannot-write",
    Severity.ERROR,
    "无法写入：{why}。没有写出任何文件。",
    "Cannot write: {why}. Nothing was written.",
    "请确认输出文件夹可写、有空间，同名文件没有在 Word 或 Excel 里打开。",
    "Check that the folder is writable and has room, and that no file of that name is open.",
)


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("report")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("-o", dest="out", metavar="OUT", required=True, help="写到哪个文件夹")
    known = ",".join(FORMATS)
    parser.add_argument(
        "--formats", metavar="F", help=f"哪些格式，用逗号分开，默认 {known}；与 --watch 同用时默认 html"
    )
    parser.add_argument("--template", metavar="FILE", type=Path, help="本单位的 Word 模板（.docx）：样式、封面、红头")
    parser.add_argument("--watch", action="store_true", help="评价包一有改动就重写，按 Ctrl-C 结束")


def run(args: argparse.Namespace) -> int:
    """Writes the report; 1 where the bundle or its narrative has errors, or a score is missing."""
    formats = _formats(args.formats or ("html" if args.watch else ",".join(FORMATS)))
    return _watch(args, formats) if args.watch else _once(args, formats)


def _watch(args: argparse.Namespace, formats: list[str]) -> int:
    """Writes the report, and again whenever a file of the bundle or the template changes, until Ctrl-C; always 0."""
    pick = in_language(args.lang)
    seen: dict[str, tuple[int, int]] | None = None
    try:
        while True:
            now = _stamps(args)
            if now != seen:
                seen = now
                try:
                    _once(args, formats)
                except Refusal as refusal:
                    print_diagnostics(refusal.diagnostics, args.lang, error=True)
                say(pick("等待改动，按 Ctrl-C 结束…", "Waiting for changes, Ctrl-C ends…"), error=True)
            time.sleep(_INTERVAL)
    except KeyboardInterrupt:
        say(pick("\n已结束。", "\nEnded."), error=True)
        return 0


def _stamps(args: argparse.Namespace) -> dict[str, tuple[int, int]]:
    """Size and time of every file that the report is made from; what it writes itself is left out."""
    out = Path(args.out).resolve()
    files = [file for file in Path(args.dir).rglob("*") if out not in file.resolve().parents]
    found = {}
    for file in [*files, *([args.template] if args.template else [])]:
        try:
            stat = file.stat()
        except OSError:  # gone between listing and looking
            continue
        if file.is_file():
            found[str(file)] = (stat.st_mtime_ns, stat.st_size)
    return found


def _once(args: argparse.Namespace, formats: list[str]) -> int:
    pick = in_language(args.lang)
    _progress(pick("读取评价包…", "Reading the bundle…"))
    bundle = read(args.dir)
    _progress(pick("打分…", "Scoring…"))
    sheet = score(bundle.evaluation)
    _progress(pick("编写报告…", "Writing the report…"))
    made = pack(bundle.evaluation, sheet, bundle.surveys, read_office(Path(args.dir), args.template))
    files = _write(made, Path(args.out), formats)
    _progress("")
    wrong = errors([*bundle.problems, *sheet.problems, *made.problems])
    print_diagnostics(gathered([*errors(bundle.problems), *made.problems]), args.lang, error=True)
    for file in files:
        say(str(file))
    if not sheet.complete:
        said = pick(
            "数据不完整，报告只有部分得分，缺：{}", "Data are incomplete; the report has partial scores; missing: {}"
        )
        say(said.format("；".join(f"{code} {what}" for code, what in sheet.missing)), error=True)
    return int(bool(wrong) or not sheet.complete)


def write_reports(
    bundle: Bundle, folder: Path, formats: Iterable[str] = FORMATS, sheet: ScoreSheet | None = None
) -> list[Path]:
    """Writes the reports of ``bundle`` into ``folder``; the files. ``sheet`` saves scoring again.

    Raises :class:`~kaocheng.diagnostics.Refusal` where nothing can be written.
    """
    scored = sheet or score(bundle.evaluation)
    return _write(pack(bundle.evaluation, scored, dict(bundle.surveys)), folder, formats)


def _formats(text: str) -> list[str]:
    wanted = [part.strip().lstrip(".").lower() for part in text.replace("，", ",").split(",") if part.strip()]
    for form in wanted:
        if form not in FORMATS:
            facts = {"format": form, "suggestion": did_you_mean(form, FORMATS), "known": "、".join(FORMATS)}
            raise Refusal(UNKNOWN_FORMAT.at(**facts))
    return wanted


def _write(made: Pack, folder: Path, formats: Iterable[str]) -> list[Path]:
    """All files under their final names, or none: each is written beside its place, then all are renamed."""
    stem = re.sub(r'[\\/:*?"<>|\s]+', " ", made.document.title).strip() or "报告"
    rendered = list(made.render(formats))
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for form, data in rendered:
            final = folder / f"{stem}.{form}"
            part = folder / f".{stem}.{form}.{os.getpid()}.part"
            waiting.append((part, final))
            part.write_bytes(data)
        for part, final in waiting:
            part.replace(final)
    except OSError as error:
        for part, _ in waiting:
            part.unlink(missing_ok=True)
        raise Refusal(CANNOT_WRITE.at(InFile(str(folder)), why=error.strerror or str(error))) from error
    return sorted((final for _, final in waiting), key=lambda file: FORMATS.index(file.suffix[1:]))


def _progress(text: str) -> None:
    """One line that is written over by the next; only where somebody looks."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
