"""``kaocheng explain``: how a score came about, down to the file and cell; and what a changed value would do."""

import argparse
from typing import Any

from kaocheng.bundle import read
from kaocheng.cli.output import BOLD, DIM, coloured, in_language, print_json, print_table, say
from kaocheng.derivation import Derivation, as_json, in_words, lines, sentence
from kaocheng.diagnostics import Message, Refusal, Severity, did_you_mean
from kaocheng.domain import Evaluation, walk
from kaocheng.domain.judgements import READING_KINDS
from kaocheng.numbers import score_text, short_text
from kaocheng.scoring import ScoredIndicator, ScoreSheet, changes, compare, enters, merged, score, suppose

UNKNOWN_INDICATOR = Message(
    "unknown-indicator",
    Severity.ERROR,
    "没有指标“{code}”。",
    'There is no indicator "{code}".',
    "{suggestion}",
    "",
)


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("explain")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("code", metavar="CODE", help="指标编码，或“总分”")
    parser.add_argument(
        "--if",
        dest="suppositions",
        metavar="PLACE=VALUE",
        action="append",
        default=[],
        help="假设，如 '决算表/合计/支出决算数=15000'",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Prints the derivation; with ``--if`` also what changes."""
    evaluation = read(args.dir).evaluation
    before = score(evaluation)
    supposed = evaluation
    for supposition in args.suppositions:
        supposed = suppose(supposed, supposition)
    after = score(supposed) if args.suppositions else before
    derivation: Derivation | None
    if args.code == "总分":
        derivation = after.derivation
    elif args.code in after:
        derivation = after[args.code].derivation
    else:
        codes = [indicator.code for _, indicator in walk(evaluation.indicators)]
        raise Refusal(UNKNOWN_INDICATOR.at(code=args.code, suggestion=did_you_mean(args.code, codes)))
    changed = changes(before, after)
    if args.json:
        shown = [{"name": item.name, "before": item.before, "after": item.after} for item in changed]
        tree = as_json(derivation, args.lang) if derivation else None
        print_json({"code": args.code, "derivation": tree, "changes": shown, "enters": enters(after)})
        return 0
    pick = in_language(args.lang)
    if args.code in after:
        _print_head(after[args.code], supposed, after, args.lang)
    if derivation is not None:
        say(sentence(derivation, args.lang))
        say()
        for line in lines(derivation, lang=args.lang):
            say(line)
    if args.suppositions:
        say()
        say(coloured(pick("假设 ", "Supposed ") + "；".join(args.suppositions), BOLD))
        nowhere = pick("没有指标用到这个数", "no indicator uses it")
        say(pick("进入：", "Enters: ") + ("、".join(enters(after)) or nowhere))
        if changed:
            heads = [pick("变动", "Change"), pick("原", "Before"), pick("假设后", "After")]
            print_table(heads, [(item.name, item.before, item.after) for item in changed], right=(1, 2))
        else:
            say(pick("得分没有变化。", "No score changes."))
    return 0


def _print_head(scored: ScoredIndicator, evaluation: Evaluation, sheet: ScoreSheet, lang: str) -> None:
    indicator, pick = scored.indicator, in_language(lang)
    colon = pick("：", ": ")
    weight = pick("权重", "weight")
    say(coloured(pick("{}（{} {}）", "{} ({} {})").format(indicator.title, weight, short_text(indicator.weight)), BOLD))
    for name, text in (
        (pick("目标值", "Target"), indicator.target),
        (pick("评分标准", "Standard"), indicator.standard),
    ):
        if text:
            say(f"{name}{colon}{text}")
    if reading := scored.reading:
        kind = pick("（{}）", " ({})").format(pick(READING_KINDS[reading.kind], reading.kind))
        say(f"{pick('口径', 'Reading')}{kind}{colon}{reading.rule}")
        say(coloured(f"  {reading.problem}{reading.reason}〔{reading.author}，{reading.date}〕", DIM))
    for what in scored.missing:
        say(f"{pick('缺', 'Missing')}{colon}{in_words(what, lang)}")
    if scored.score is not None:
        say(f"{pick('得分', 'Score')}{colon}{score_text(scored.score)}")
    for item in merged(compare(evaluation, sheet, lang=lang)):
        if item.quantity == f"指标.{indicator.code}.得分" and item.agrees is False:
            printed = pick("印刷得分", "Printed score")
            said = pick("{}：{}（{}）。{}", "{}: {} ({}). {}")
            say(said.format(printed, item.printed, item.figure.printed_at, item.figure.note))
