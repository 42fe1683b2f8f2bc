"""``kaocheng standard``: how a scoring sentence is understood, what it needs, and what it scores."""

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kaocheng.cli.output import BOLD, Say, coloured, in_language, print_diagnostics, print_table, say
from kaocheng.derivation import lines
from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity, errors
from kaocheng.numbers import NotANumber, exact_text, read_number, score_text
from kaocheng.standards import (
    CurvePoint,
    Need,
    Standard,
    Understanding,
    apply,
    full_marks,
    inputs_from_json,
    needs,
    phrase,
    understand,
    value_curve,
)
from kaocheng.standards.lines import answer_line
from kaocheng.standards.messages import BAD_WEIGHT

NO_SENTENCE = Message(
    "no-sentence", Severity.ERROR, "没有给出评分标准。", "No sentence was given.",
    "用法：kaocheng standard '达到90%得满分，否则不得分' --weight 5", " Usage: kaocheng standard SENTENCE --weight 5",
)  # fmt: skip
BAD_INPUTS = Message(
    "bad-inputs", Severity.ERROR, "--inputs 不是 JSON 对象：{reason}。", "--inputs is no JSON object: {reason}.",
    "例如 --inputs '{{\"actual\": \"93.5%\"}}'", "",
)  # fmt: skip
KEYS = {
    "units": ("各单位的数据", "data by unit"), "items": ("数据项", "data items"), "actual": ("业绩值", "actual value"),
    "target": ("目标值", "target"), "subtasks": ("各子任务的完成情况", "sub-tasks"), "met": ("各要点是否满足", "points met"),
    "option": ("属于哪一种情况（从0数起）", "which case applies, from 0"), "share": ("区间内的得分率", "mark within the range"),
    "cases": ("发生的数量", "counts"), "flags": ("有没有这种情况", "whether it is so"),
}  # fmt: skip
ROLES = {
    "定义": "definition", "公式": "formula", "目标": "target", "附注": "note", "权重": "weight", "取整": "rounding",
    "限幅": "limit", "得分": "award", "各项分值": "each point", "扣分": "deduction", "加分": "bonus", "不得分": "no marks",
    "否决": "veto", "条件": "condition", "要点": "point", "未读懂": "not understood",
}  # fmt: skip
_BAR = 24


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("standard")
    parser.add_argument("sentence", metavar="SENTENCE", nargs="?", default="", help="评分标准的句子")
    parser.add_argument("--weight", default="", help="权重（分）")
    parser.add_argument("--target", default="", help="目标值，如 ≥75%%")
    parser.add_argument("--name", default="", help="指标名称")
    parser.add_argument("--inputs", default="", metavar="JSON", help='数据，如 \'{"actual": "93.5%%"}\'')
    parser.add_argument("--jsonl", action="store_true", help="从标准输入逐行读 JSON，逐行写出")


def run(args: argparse.Namespace) -> int:
    """Prints how the sentence is understood; with ``--jsonl`` answers line by line."""
    if args.jsonl:
        return _stream(args.lang)
    if not args.sentence.strip():
        raise Refusal(NO_SENTENCE.at())
    weight = _weight(args.weight)
    understanding = understand(args.sentence, name=args.name, weight=weight, target=args.target)
    pick = in_language(args.lang)
    _show(understanding, pick)
    problems = list(understanding.problems)
    if understanding.standard is not None:
        _show_standard(understanding.standard, weight, args.target, pick)
        problems += _show_score(understanding.standard, weight, args, pick)
    if problems:
        say()
        say(coloured(pick("问题", "Problems"), BOLD))
        print_diagnostics(problems, args.lang)
    return 1 if errors(problems) or understanding.standard is None else 0


def _stream(lang: str) -> int:
    failed = False
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if not text:
            continue
        answer = answer_line(text, lang)
        failed = failed or not answer["understood"]
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _weight(text: str) -> Fraction | None:
    if not text:
        return None
    try:
        weight = read_number(text)
    except NotANumber:
        weight = Fraction(0)
    if weight <= 0:
        raise Refusal(BAD_WEIGHT.at(found=text))
    return weight


def _show(understanding: Understanding, pick: Say) -> None:
    say(coloured(pick("句子", "Sentence"), BOLD))
    say(f"  {understanding.sentence}")
    if understanding.words:
        say(coloured(pick("读法", "Reading"), BOLD))
        rows = [
            [word.role, understanding.sentence[word.span.start : word.span.end].strip()] for word in understanding.words
        ]
        for role, words in rows:
            say(f"  {pick(role, ROLES.get(role, role))}{pick('：', ': ')}{' '.join(words.split())}")


def _show_standard(standard: Standard, weight: Fraction | None, target: str, pick: Say) -> None:
    say(coloured(pick("规范写法", "Canonical phrasing"), BOLD))
    say(f"  [{standard.kind}] {phrase(standard)}")
    say(coloured(pick("需要的数据", "Data needed"), BOLD))
    _show_needs(needs(standard), pick)
    for note in standard.notes:
        say(f"  {pick('附注：', 'Note: ')}{note}")
    drawn = weight or full_marks(standard)
    if points := value_curve(standard, drawn, target):
        assumed = pick("（没有给出权重，按{}分画）", " (no weight given, drawn for {})").format(exact_text(drawn))
        say(coloured(pick("业绩值与得分", "Value and score") + ("" if weight else assumed), BOLD))
        _draw(points, drawn, pick)


def _show_needs(found: Sequence[Need], pick: Say) -> None:
    for need in found:
        labels = pick("、", ", ").join(need.labels)
        count = f" ×{need.count}" if need.count > 1 else ""
        what = pick("（{}）", " ({})").format(pick(*KEYS[need.key]))
        say(f"  {need.key}{count}{what}" + (pick("：", ": ") + labels if labels else ""))
    if not found:
        say(f"  {pick('没有', 'none')}")


def _draw(points: Sequence[CurvePoint], weight: Fraction, pick: Say) -> None:
    rows = []
    for point in points:
        filled = int(min(point.score / weight, Fraction(1)) * _BAR)
        rows.append([point.text, score_text(point.score), "█" * filled + "·" * (_BAR - filled)])
    print_table([pick("业绩值", "value"), pick("得分", "score"), ""], rows, right=(0, 1))


def _show_score(standard: Standard, weight: Fraction | None, args: argparse.Namespace, pick: Say) -> list[Diagnostic]:
    if not args.inputs:
        return []
    try:
        data = json.loads(args.inputs, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Refusal(BAD_INPUTS.at(reason=getattr(error, "msg", "") or "嵌套太深")) from None
    inputs, wrong = inputs_from_json(data)
    problems = list(wrong)
    outcome = apply(standard, weight or full_marks(standard), args.target, inputs)
    problems += outcome.problems
    say(coloured(pick("得分", "Score"), BOLD))
    if outcome.score is not None and not errors(wrong):
        shown = score_text(outcome.score) if weight is not None else pick("（未给权重）", "(no weight given)")
        share = exact_text(outcome.share) if outcome.share is not None else ""
        say(f"  {shown}　{pick('得分率', 'share')} {share}")
    else:
        say(f"  {pick('不能计分', 'cannot be scored')}")
    if outcome.missing:
        say(f"  {pick('还缺：', 'missing:')}")
        _show_needs(outcome.missing, pick)
    if outcome.derivation is not None:
        for line in lines(outcome.derivation, lang=args.lang):
            say(f"  {line}")
    return problems
