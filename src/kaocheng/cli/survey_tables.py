"""A survey's result as tables on a terminal or in a pipe."""

from collections.abc import Mapping
from fractions import Fraction

from kaocheng.cli.output import BOLD, DIM, coloured, print_table, say
from kaocheng.numbers import percent_text, short_text
from kaocheng.survey import Interval, SurveyResult, statistic_text

Words = Mapping[str, str | tuple[str, ...]]

_WORDS: Mapping[str, Words] = {
    "zh": {
        "sample": "发放 {sent}　回收 {returned}　有效 {valid}",
        "rates": "回收率 {}　有效率 {}　有效回收率 {}",
        "satisfaction": "综合满意度 {}{}",
        "questions": ("题号", "题目", "选项", "人数", "占比"),
        "scored": ("题号", "满意度", "置信区间", "题总相关", "校正", "删去后 α"),
        "parts": ("部分", "人数", "满意度"),
        "group": "按{}分组",
        "cross": ("交叉", "χ²", "自由度", "p"),
        "sample_table": ("题号", "选项", "样本", "已知", "相差"),
        "rejected": "无效 {count} 份：{reason}（{places}）",
        "approximate": "区间、信度、相关与检验为近似值。",
    },
    "en": {
        "sample": "sent {sent}  returned {returned}  valid {valid}",
        "rates": "return rate {}  valid rate {}  effective rate {}",
        "satisfaction": "satisfaction {}{}",
        "questions": ("id", "question", "option", "count", "share"),
        "scored": ("id", "satisfaction", "interval", "item-total", "corrected", "α if deleted"),
        "parts": ("part", "count", "satisfaction"),
        "group": "by {}",
        "cross": ("cross table", "χ²", "df", "p"),
        "sample_table": ("id", "option", "sample", "known", "difference"),
        "rejected": "{count} rejected: {reason} ({places})",
        "approximate": "Intervals, reliability, correlations and tests are approximate.",
    },
}


def print_result(result: SurveyResult, lang: str = "zh") -> None:
    """Prints everything that a survey says."""
    words = _WORDS["en" if lang == "en" else "zh"]
    sample = result.sample
    say(coloured(f"{result.name}  {result.questionnaire.title}".strip(), BOLD))
    say(_text(words["sample"]).format(sent=_number(sample.sent), returned=_number(sample.returned), valid=sample.valid))
    rates = (sample.return_rate, sample.valid_rate, sample.effective_rate)
    say(_text(words["rates"]).format(*(_percent(rate) for rate in rates)))
    interval = result.inference.interval if result.inference else None
    say(coloured(_text(words["satisfaction"]).format(_percent(result.satisfaction), f" {_interval(interval)}"), BOLD))
    for rejection in sample.rejections:
        places = "、".join(str(place) for place in rejection.places[:5])
        say(_text(words["rejected"]).format(count=rejection.count, reason=rejection.reason, places=places))
    say()
    _print_questions(result, words)
    _print_scored(result, words)
    _print_parts(result, words)
    _print_tests(result, words)
    for note in result.notes:
        say(coloured(f"· {note.text(lang)}", DIM))
    if result.inference:
        say(coloured(f"· {words['approximate']}", DIM))
    say()


def _print_questions(result: SurveyResult, words: Words) -> None:
    rows: list[list[str]] = []
    for question in result.questions:
        head = [question.question.id, question.question.text]
        for part in question.options:
            rows.append([*head, part.option.text, str(part.count), _percent(part.share)])
            head = ["", ""]
        if numbers := question.numbers:
            shown = f"{short_text(numbers.least)}—{short_text(numbers.greatest)}"
            rows.append([*head, f"平均 {short_text(numbers.mean)}（{shown}）", str(numbers.count), ""])
        if question.open_answers:
            keywords = [("关键词：" + name, count) for name, count in question.open_answers.keywords]
            for text, count in [*keywords, *question.open_answers.answers[:10]]:
                rows.append([*head, text[:40], str(count), ""])
                head = ["", ""]
    print_table(_names(words["questions"]), rows, right=(3, 4))
    say()


def _print_scored(result: SurveyResult, words: Words) -> None:
    rows: list[list[str]] = []
    for question in result.questions:
        if question.derivation is None:
            continue
        item = result.inference.items.get(question.question.id) if result.inference else None
        statistics = (item.item_total, item.corrected, item.alpha_if_deleted) if item else (None, None, None)
        rows.append([
            question.question.id,
            _percent(question.satisfaction),
            _interval(item.interval if item else None),
            *("—" if value is None else statistic_text(value) for value in statistics),
        ])  # fmt: skip
    if rows:
        print_table(_names(words["scored"]), rows, right=(1, 2, 3, 4, 5))
        say()
    if (found := result.inference) and found.alpha is not None:
        low, high = found.alpha_interval or (found.alpha, found.alpha)
        line = f"Cronbach α {statistic_text(found.alpha)} [{statistic_text(low)}, {statistic_text(high)}]"
        if found.kmo is not None and found.bartlett is not None:
            line += f"  KMO {statistic_text(found.kmo)}  Bartlett χ² {statistic_text(found.bartlett.statistic)}"
            line += f" (df {found.bartlett.degrees}, p {statistic_text(found.bartlett.p, 4)})"
        say(line)
        say()


def _print_parts(result: SurveyResult, words: Words) -> None:
    if result.sections:
        rows = [[part.name, str(part.count), _percent(part.satisfaction)] for part in result.sections]
        print_table(_names(words["parts"]), rows, right=(1, 2))
        say()
    for group in result.groups:
        say(_text(words["group"]).format(group.question.text))
        rows = [[part.name, str(part.count), _percent(part.satisfaction)] for part in group.parts]
        print_table(_names(words["parts"]), rows, right=(1, 2))
        say()


def _print_tests(result: SurveyResult, words: Words) -> None:
    tests = (result.inference.cross or {}) if result.inference else {}
    if tests:
        rows = [
            [f"{group} × {question}", statistic_text(test.statistic), str(test.degrees), statistic_text(test.p, 4)]
            for (group, question), test in tests.items()
        ]
        print_table(_names(words["cross"]), rows, right=(1, 2, 3))
        say()
    if result.sample.representation:
        rows = [
            [question, row.option, _percent(row.sample), _percent(row.known), _percent(row.difference)]
            for question, options in result.sample.representation.items()
            for row in options
        ]
        print_table(_names(words["sample_table"]), rows, right=(2, 3, 4))
        say()


def _text(value: str | tuple[str, ...]) -> str:
    return str(value)


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _percent(value: Fraction | None) -> str:
    return "—" if value is None else percent_text(value)


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f"[{percent_text(Fraction(interval.low))}, {percent_text(Fraction(interval.high))}]"
