"""``kaocheng score``: the score sheet."""

import argparse
from typing import Any

from kaocheng.bundle import read
from kaocheng.cli.output import (
    BOLD,
    DIM,
    YELLOW,
    Say,
    coloured,
    in_language,
    print_diagnostics,
    print_json,
    print_table,
    say,
)
from kaocheng.derivation import in_words
from kaocheng.diagnostics import Diagnostic, Severity, errors, gathered
from kaocheng.domain import Evaluation
from kaocheng.numbers import percent_text, score_text, short_text
from kaocheng.scoring import Comparison, ScoredIndicator, ScoreSheet, compare, merged, score


def add_parser(commands: Any) -> None:
    """Adds the command."""
    parser: argparse.ArgumentParser = commands.add_parser("score")
    parser.add_argument("dir", metavar="DIR", help="评价包文件夹")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Prints the score sheet; 1 where the bundle has errors or a score is missing."""
    bundle = read(args.dir)
    evaluation = bundle.evaluation
    sheet = score(evaluation)
    comparisons = merged(compare(evaluation, sheet, scores_only=True, lang=args.lang))
    wrong = errors([*bundle.problems, *sheet.problems])
    if args.json:
        print_json(_as_json(evaluation, sheet, comparisons, bundle.problems, args.lang))
    else:
        print_diagnostics(gathered(errors(bundle.problems)), args.lang)
        _print(evaluation, sheet, comparisons, in_language(args.lang))
    return int(bool(wrong) or not sheet.complete)


def published_score(code: str, comparisons: list[Comparison]) -> Comparison | None:
    """The first printed score of an indicator beside the computed one."""
    return next((item for item in comparisons if item.quantity == f"指标.{code}.得分"), None)


def _print(evaluation: Evaluation, sheet: ScoreSheet, comparisons: list[Comparison], pick: Say) -> None:
    say(coloured(evaluation.title, BOLD))
    if sheet.missing:
        say(coloured(pick("尚不完整，缺：", "Not complete yet; missing:"), YELLOW))
        for code, what in sheet.missing:
            say(f"  {code} {pick(what, in_words(what, 'en'))}")
    printed = bool(evaluation.published.figures)
    chinese = ("指标", "权重", "目标值", "业绩值", "得分", "得分率", "说明")
    english = ("Indicator", "Weight", "Target", "Actual", "Score", "Rate", "Remarks")
    heads = [pick(*pair) for pair in zip(chinese, english, strict=True)]
    if printed:
        heads.insert(6, pick("印刷得分", "Printed"))
    rows = [_row(item, comparisons, pick, printed=printed) for item in sheet.indicators]
    print_table(heads, rows, right=(1, 4, 5, *([6] if printed else [])))
    say()
    _print_total(evaluation, sheet, pick)
    if differing := [item for item in comparisons if item.agrees is False]:
        known = [item for item in comparisons if item.agrees is not None]
        counts = (len(known), len(known) - len(differing), len(differing))
        say(
            pick(
                "印行报告的得分、业绩值等 {} 个数，{} 个相符，{} 个不符（全部数字用 kaocheng compare 对照）",
                "Printed scores, actuals and the like: {} figures, {} agree, {} differ (all figures: kaocheng compare)",
            ).format(*counts)
        )


def _print_total(evaluation: Evaluation, sheet: ScoreSheet, pick: Say) -> None:
    state = "" if sheet.complete else pick("（不完整）", " (partial)")
    total = coloured(score_text(sheet.total), BOLD)
    say(pick("总分 {}{}，满分 {}", "Total {}{} of {}").format(total, state, short_text(evaluation.total)))
    if sheet.grade:
        said = pick("等级 {}", "Grade {}").format(coloured(sheet.grade.name, BOLD))
        if sheet.to_higher is not None:
            said += pick("，距上一等级差 {} 分", ", {} points below the next").format(score_text(sheet.to_higher))
        if sheet.to_lower is not None:
            said += pick("，高出本等级下限 {} 分", ", {} points above its lower end").format(score_text(sheet.to_lower))
        say(said)
    if any(item.reading for item in sheet.leaves):
        said = pick("不采用口径时总分 {}", "Without readings the total is {}").format(
            score_text(sheet.without_readings)
        )
        if sheet.unread:
            codes = pick("、", ", ").join(sheet.unread)
            said += pick("（{} 照印刷的标准无法打分）", " ({} cannot be scored as printed)").format(codes)
        say(said)


def _row(scored: ScoredIndicator, comparisons: list[Comparison], pick: Say, *, printed: bool) -> list[str]:
    indicator = scored.indicator
    found = published_score(indicator.code, comparisons)
    marks = [
        pick("口径", "reading") if scored.reading else "",
        pick("酌情", "adjusted") if scored.judgement and scored.judgement.adjustments else "",
        pick("≠印刷", "≠printed") if found and found.agrees is False else "",
        pick("缺数据", "data missing") if scored.missing and indicator.is_leaf else "",
    ]
    return [
        "  " * (scored.level - 1) + indicator.title,
        short_text(indicator.weight),
        indicator.target,
        scored.actual.form.full_text(scored.actual.value) if scored.actual else "",
        score_text(scored.score) if scored.score is not None else "—",
        percent_text(scored.rate) if scored.rate is not None else "—",
        *([found.printed if found else ""] if printed else []),
        coloured(" ".join(mark for mark in marks if mark), DIM),
    ]


def _as_json(
    evaluation: Evaluation,
    sheet: ScoreSheet,
    comparisons: list[Comparison],
    problems: tuple[Diagnostic, ...],
    lang: str,
) -> dict[str, object]:
    def points(value: object) -> str | None:
        return None if value is None else short_text(value)  # type: ignore[arg-type]

    return {
        "title": evaluation.title,
        "total": points(sheet.total),
        "full": points(evaluation.total),
        "grade": sheet.grade.name if sheet.grade else None,
        "to_higher": points(sheet.to_higher),
        "to_lower": points(sheet.to_lower),
        "complete": sheet.complete,
        "without_readings": {"total": points(sheet.without_readings), "unscored": list(sheet.unread)},
        "missing": [{"code": code, "what": in_words(what, lang)} for code, what in sheet.missing],
        "indicators": [_indicator_json(item, comparisons, lang) for item in sheet.indicators],
        "comparison": [
            {
                "quantity": item.quantity,
                "published": item.printed,
                "computed": item.computed,
                "agrees": item.agrees,
                "place": item.figure.printed_at,
                "explanation": item.explanation,
                "note": item.figure.note,
            }
            for item in comparisons
        ],
        "problems": [item.as_json(lang) for item in problems if item.severity is not Severity.NOTE],
    }


def _indicator_json(scored: ScoredIndicator, comparisons: list[Comparison], lang: str) -> dict[str, object]:
    indicator = scored.indicator
    prefix = f"指标.{indicator.code}."
    names = {"得分": "score", "得分率": "rate", "业绩值": "actual", "权重": "weight", "目标值": "target"}
    published: dict[str, str] = {}
    for item in comparisons:
        if item.quantity.startswith(prefix) and (name := names.get(item.quantity.removeprefix(prefix))):
            published.setdefault(name, item.printed)
    return {
        "code": indicator.code,
        "name": indicator.name,
        "level": scored.level,
        "weight": short_text(indicator.weight),
        "target": indicator.target,
        "actual": scored.actual.form.full_text(scored.actual.value) if scored.actual else None,
        "score": short_text(scored.score) if scored.score is not None else None,
        "rate": percent_text(scored.rate) if scored.rate is not None else None,
        "published": published or None,
        "reading": scored.reading.rule if scored.reading else None,
        "missing": [in_words(what, lang) for what in scored.missing],
        "problems": [problem.as_json(lang) for problem in scored.problems],
    }
