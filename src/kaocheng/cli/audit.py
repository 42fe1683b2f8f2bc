"""``kaocheng audit``: a finished report is read, re-performed, and what does not hold is listed."""

import argparse
from pathlib import Path
from typing import Any

from kaocheng.audit import messages
from kaocheng.audit.decisions import STANDING_NAMES, Decision, Record, Standing, compared, load, record_text
from kaocheng.audit.perform import Audit, perform
from kaocheng.audit.reading import SUFFIXES, read
from kaocheng.audit.result import Verdict
from kaocheng.audit.saying.as_json import as_json
from kaocheng.audit.saying.summary import Row, commonest, row_of
from kaocheng.audit.saying.words import consequences, follows, heading, labels, message, name_of, outcome, rounded
from kaocheng.bundle.writing import replace_files
from kaocheng.cli.output import (
    BOLD,
    DIM,
    RED,
    YELLOW,
    coloured,
    in_language,
    print_diagnostics,
    print_json,
    print_table,
    say,
)
from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity
from kaocheng.places import InFile

FORMATS = ("html", "xlsx", "docx")
BAD_FORMAT = Message(
    "audit-bad-format",
    Severity.ERROR,
    "不认识的格式“{format}”。",
    'Unknown format "{format}".',
    "可选：html、xlsx、docx，用逗号分开。",
    "Possible: html, xlsx, docx, separated by commas.",
)
Standings = dict[str, tuple[Standing, Decision | None]]


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("audit")
    parser.add_argument("paths", metavar="PATH", nargs="+", help="报告文件（.docx、.pdf、.html、.txt）或文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--summary", action="store_true", help="多份报告的汇总表")
    parser.add_argument("--all", action="store_true", help="无法复核的也逐条列出")
    parser.add_argument("-o", dest="out", metavar="OUT", help="写到哪个文件夹")
    parser.add_argument(
        "--formats", metavar="F", default="html,xlsx,docx", help="写哪些格式，用逗号分开，默认 html,xlsx,docx"
    )
    parser.add_argument("--record", metavar="FILE", help="处理记录：标出新出现、仍在、已改正的，保留已作的决定")


def run(args: argparse.Namespace) -> int:
    """Audits each file; 0 nothing found but notes, 1 discrepancies, 2 where a file cannot be read."""
    _formats(args.formats)
    audits: list[Audit] = []
    rows: list[Row] = []
    refused: list[Diagnostic] = []
    documents: list[dict[str, object]] = []
    for file in _files(args.paths):
        document, problems = read(file)
        if document is None:
            refused += problems
            rows.append(Row(file.name, problem="；".join(problem.text(args.lang) for problem in problems)))
            continue
        audit = perform(document)
        audits.append(audit)
        rows.append(row_of(audit))
        record, standings = _recorded(args.record, audit)
        if args.out:
            _write(args, file, audit, record)
        if args.json:
            documents.append(as_json(audit, standings, args.lang))
        elif not args.summary:
            _list(audit, standings, args)
    if args.json:
        print_json(documents[0] if len(documents) == 1 and len(rows) == 1 else documents)
    elif args.summary:
        _summary(rows, audits, args.lang)
    print_diagnostics(refused, args.lang, error=True)
    if refused:
        return 2
    return int(any(one.severity is not Severity.NOTE for audit in audits for one in audit.discrepancies))


def _formats(text: str) -> list[str]:
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [part for part in chosen if part not in FORMATS]
    if wrong:
        raise Refusal(BAD_FORMAT.at(format=wrong[0]))
    return chosen


def _files(paths: list[str]) -> list[Path]:
    files: list[Path] = []
    for text in paths:
        path = Path(text)
        if path.is_dir():
            inside = sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and not file.name.startswith(("~", "."))
            )
            if not inside:
                raise Refusal(messages.EMPTY_FOLDER.at(InFile(text)))
            files += inside
        else:
            files.append(path)
    return files


def _recorded(file: str | None, audit: Audit) -> tuple[Record, Standings]:
    if not file:
        return {}, {}
    path = Path(file)
    record, problems = load(path)
    if problems:
        raise Refusal(*problems)
    after, standings = compared(record, audit.discrepancies)
    replace_files(path.parent, {path.name: record_text(after)})
    return after, standings


def _write(args: argparse.Namespace, file: Path, audit: Audit, record: Record) -> None:
    folder, formats = Path(args.out), _formats(args.formats)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{file.stem}-复核"
    if "html" in formats:
        from kaocheng.audit.saying.page import page

        (folder / f"{stem}.html").write_text(page(audit, args.lang, record), "utf-8")
    if "xlsx" in formats:
        from kaocheng.audit.saying.sheet import sheet

        (folder / f"{stem}.xlsx").write_bytes(sheet(audit, record))
    if "docx" in formats and audit.document.format == "docx":
        from kaocheng.audit.saying.comments import commented

        (folder / f"{stem}.docx").write_bytes(commented(file.read_bytes(), audit, record))


def _list(audit: Audit, standings: Standings, args: argparse.Namespace) -> None:
    pick = in_language(args.lang)
    found = audit.discrepancies
    say(coloured(audit.document.name, BOLD))
    print_diagnostics(audit.document.notes, args.lang)
    colours = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: DIM}
    for number, result in enumerate(found, start=1):
        severity, confidence = labels(result, args.lang)
        standing = standings.get(result.fingerprint, (None, None))[0]
        state = f" · {STANDING_NAMES[standing] if args.lang != 'en' else standing}" if standing else ""
        say(
            coloured(
                f"{number}. {heading(audit.document, result, args.lang)}（{severity} · {confidence}{state}）",
                colours[result.severity],
            )
        )
        say(f"   {message(result, args.lang)}")
        if after := consequences(result, args.lang):
            say(coloured(f"   {follows(result.against, args.lang)}：{after}", DIM))
    if said := outcome(audit, args.lang):
        say(coloured(said, BOLD))
    mended = [one for one in standings.values() if one[0] is Standing.MENDED]
    if mended:
        say(
            pick(f"已改正 {len(mended)} 处：", f"Mended: {len(mended)}")
            + "；".join(f"{one[1].subject} {one[1].printed}" for one in mended if one[1])
        )
    _coverage(audit, args)


def _coverage(audit: Audit, args: argparse.Namespace) -> None:
    pick = in_language(args.lang)
    say()
    heads = pick("复核项 相符 不符 无法复核", "check holds fails unchecked").split()
    rows = [
        (name_of(kind, args.lang), *(str(counts[verdict]) for verdict in Verdict))
        for kind, counts in audit.coverage.items()
        if counts.total()
    ]
    print_table(heads, rows, right=(1, 2, 3))
    if args.all:
        for one in audit.unchecked:
            say(coloured(f"? {heading(audit.document, one, args.lang)}：{one.subject}（{one.why}）", DIM))
    found, idle = len(audit.discrepancies), len(audit.unchecked)
    if said := rounded(audit, args.lang):
        say(said)
    say(
        pick(
            f"复算 {audit.checked} 项关系，{found} 处不符，{idle} 项无法复核",
            f"{audit.checked} checked, {found} do not hold, {idle} not checked",
        )
    )


def _summary(rows: list[Row], audits: list[Audit], lang: str) -> None:
    pick = in_language(lang)
    heads = [*pick("报告 复算 错误 其他 无法复核", "report checked errors other unchecked").split(), ""]
    print_table(
        heads,
        [
            (row.name, str(row.checked), str(row.errors), str(row.others), str(row.unchecked), row.problem)
            for row in rows
        ],
        right=(1, 2, 3, 4),
    )
    kinds = commonest(audits, lang)
    if kinds:
        say()
        print_table(
            pick("最常见的不符 次数 报告数", "commonest times reports").split(),
            [(name, str(times), str(many)) for name, times, many in kinds],
            right=(1, 2),
        )
