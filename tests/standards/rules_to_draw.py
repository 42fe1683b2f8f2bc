"""Rules of all kinds, drawn for property tests; every one makes sense for a weight of 10."""

from fractions import Fraction

from hypothesis import strategies as st

from kaocheng.standards.formula import parse_formula
from kaocheng.standards.rules import (
    FULL,
    NOTHING,
    TARGET,
    AllOrNothing,
    Band,
    Bands,
    Bonus,
    CaseDeduction,
    Completion,
    Definition,
    Exemption,
    FormulaRule,
    Gain,
    Gate,
    Grade,
    Grades,
    Interval,
    Limit,
    LossCap,
    OnceDeduction,
    Part,
    Parts,
    PerCase,
    PerGain,
    PerStep,
    Point,
    Points,
    Proportional,
    Standard,
    Step,
    StepBonus,
    Veto,
    Worth,
)

WEIGHT = Fraction(10)
WORDINGS = [
    "制度健全",
    "程序规范",
    "资料完整",
    "监管到位",
    "机构落实",
    "目标清晰",
    "论证充分",
    "合同合规",
    "账目清楚",
    "档案齐全",
]
FAULTS = ["票据缺失", "记录不实", "超范围支出", "擅自变更用途", "应采未采", "化整为零"]
METRICS = ["满意度", "预算执行率", "任务完成率", ""]
COUNTERS = ["例", "处", "起", "份"]

wordings = st.lists(st.sampled_from(WORDINGS), min_size=2, max_size=6, unique=True).map(tuple)
metrics = st.sampled_from(METRICS)
hundredths = st.integers(1, 99).map(lambda number: Fraction(number, 100))


def percent(value: Fraction) -> Limit:
    return Limit(value, "%")


def weighed(tasks: tuple[str, ...]) -> Completion:
    """Weights that fall from task to task and sum to 1: 3/6, 2/6, 1/6."""
    total = sum(range(1, len(tasks) + 1))
    return Completion(tasks, tuple(Fraction(rank, total) for rank in range(len(tasks), 0, -1)))


worths = st.one_of(
    st.integers(1, 40).map(lambda quarters: Worth(Fraction(quarters, 4))),
    hundredths.map(lambda share: Worth(share, is_share=True)),
    st.just(Worth(Fraction(1, 3), is_share=True)),
)
small_worths = st.one_of(
    st.sampled_from([Fraction(1, 10), Fraction(1, 2), Fraction(2)]).map(Worth),
    st.sampled_from([Fraction(1, 50), Fraction(1, 5), Fraction(1, 3)]).map(lambda share: Worth(share, is_share=True)),
)
ends = st.one_of(
    hundredths.map(percent), st.just(TARGET), st.integers(2, 500).map(lambda n: Limit(Fraction(n), unit="人"))
)
full_intervals = st.one_of(ends.map(lambda end: Interval(low=end)), ends.map(lambda end: Interval(high=end)))


@st.composite
def points(draw: st.DrawFn) -> Points:
    texts = draw(wordings)
    if draw(st.booleans()):
        return Points(tuple(Point(text) for text in texts), draw(small_worths))
    if draw(st.booleans()):
        each = Worth(WEIGHT / len(texts)) if draw(st.booleans()) else Worth(Fraction(1, len(texts)), is_share=True)
        return Points(tuple(Point(text, each) for text in texts))
    first = draw(st.integers(1, 100 - len(texts)))
    rest = [Fraction(100 - first, 100 * (len(texts) - 1))] * (len(texts) - 1)
    shares = [Fraction(first, 100), *rest]
    return Points(tuple(Point(text, Worth(share, is_share=True)) for text, share in zip(texts, shares, strict=True)))


@st.composite
def bands(draw: st.DrawFn) -> Bands:
    cuts = sorted(draw(st.lists(hundredths, min_size=1, max_size=4, unique=True)), reverse=True)
    metric = draw(metrics)
    shares = sorted(
        draw(st.lists(st.integers(1, 99), min_size=len(cuts), max_size=len(cuts), unique=True)), reverse=True
    )
    made = [Band(Interval(low=percent(cuts[0])), FULL)]
    for index in range(1, len(cuts)):
        interval = Interval(percent(cuts[index]), percent(cuts[index - 1]), high_in=False)
        made.append(Band(interval, Worth(Fraction(shares[index], 100), is_share=True)))
    if draw(st.booleans()):
        return Bands(metric, tuple(made), NOTHING)
    if len(cuts) > 1 and draw(st.booleans()):
        low, high = percent(cuts[-1]), percent(cuts[0])
        last = Band(Interval(high=low, high_in=False), NOTHING)
        line = Band(Interval(low, high, high_in=False), Worth(Fraction(shares[-1], 100), is_share=True), FULL)
        return Bands(metric, (made[0], line, last))
    return Bands(metric, (*made, Band(Interval(high=percent(cuts[-1]), high_in=False), NOTHING)))


@st.composite
def steps(draw: st.DrawFn) -> PerStep:
    rounding = draw(st.sampled_from(["", "up", "down", "half"]))
    cap = draw(st.none() | st.just(Worth(Fraction(5))))
    worth = draw(small_worths)
    shape = draw(st.sampled_from(["low", "high", "range", "both", "time"]))
    metric = draw(metrics)
    size = percent(draw(st.sampled_from([Fraction(1, 100), Fraction(1, 20)])))
    if shape == "time":
        days = Limit(Fraction(draw(st.integers(1, 10))), unit="天")
        full = Interval(high=Limit(Fraction(0), unit="天"))
        return PerStep("延误时间", full, (Step("above", days, worth, rounding, cap),), "按期完工")
    low, high = sorted(draw(st.lists(hundredths, min_size=2, max_size=2, unique=True)))
    if shape == "range":
        return PerStep(metric, Interval(percent(low), percent(high)), (Step("both", size, worth, rounding, cap),))
    if shape == "both":
        made = (Step("above", size, worth, rounding), Step("below", size, draw(small_worths), rounding))
        return PerStep(metric, Interval(percent(low), percent(high)), made)
    full = Interval(low=percent(low)) if shape == "low" else Interval(high=percent(low))
    return PerStep(metric, full, (Step("below" if shape == "low" else "above", size, worth, rounding, cap),))


@st.composite
def proportional(draw: st.DrawFn) -> Proportional:
    full = draw(full_intervals)
    return Proportional(draw(metrics), full, full.high is not None)


@st.composite
def grades(draw: st.DrawFn) -> Grades:
    texts = draw(wordings)
    shares = sorted(
        draw(st.lists(st.integers(1, 99), min_size=len(texts), max_size=len(texts), unique=True)), reverse=True
    )
    made = [Grade(texts[0], FULL)]
    if draw(st.booleans()):
        made = [Grade(texts[0], FULL, Worth(Fraction(99, 100), is_share=True))]
    made += [
        Grade(text, Worth(Fraction(share, 100), is_share=True))
        for text, share in zip(texts[1:], shares[1:], strict=True)
    ]
    return Grades((*made, Grade("", NOTHING)))


def all_or_nothing() -> st.SearchStrategy[AllOrNothing]:
    return st.one_of(
        wordings.map(lambda texts: AllOrNothing(points=texts)),
        st.sampled_from(WORDINGS).map(AllOrNothing),
        st.tuples(st.sampled_from(WORDINGS), st.sampled_from(FAULTS)).map(
            lambda two: AllOrNothing(two[0], failing=two[1])
        ),
        st.tuples(st.sampled_from(WORDINGS), st.sampled_from(FAULTS)).map(
            lambda two: AllOrNothing(two[0], failing=two[1], counter="例")
        ),
    )


def formulas() -> st.SearchStrategy[FormulaRule]:
    texts = ["执行率×权重分", "（0.6×甲率+0.4×乙率）×权重分", "min(实际值÷目标值，1)×权重分"]
    return st.tuples(st.sampled_from(texts), st.none() | st.just(Fraction(1))).map(
        lambda two: FormulaRule(parse_formula(two[0]), cap=two[1])
    )


simple_adjustments = st.one_of(
    st.sampled_from(FAULTS).map(Veto),
    st.tuples(st.sampled_from(FAULTS), st.sampled_from(COUNTERS)).map(lambda two: Veto(*two)),
    st.tuples(
        st.sampled_from(FAULTS),
        st.sampled_from(COUNTERS),
        small_worths,
        st.integers(1, 3),
        st.none() | st.just(Worth(Fraction(3))),
    ).map(lambda five: CaseDeduction(five[0], five[1], five[2], Fraction(five[3]), five[4])),
    st.tuples(st.sampled_from(FAULTS), small_worths).map(lambda two: OnceDeduction(*two)),
    st.just(Exemption("无此类项目")),
    st.tuples(st.just("获得省级表彰"), small_worths, st.none() | st.just(Worth(Fraction(2)))).map(
        lambda three: Bonus(three[0], three[1], cap=three[2])
    ),
)
case_deductions = st.tuples(st.sampled_from(FAULTS), st.sampled_from(COUNTERS), small_worths).map(
    lambda three: CaseDeduction(*three)
)


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    rule = draw(
        st.one_of(points(), bands(), steps(), proportional(), grades(), all_or_nothing(), formulas(), parts())
        | wordings.map(Completion)
        | wordings.map(weighed)
        | st.just(PerCase("资料完整"))
        | st.just(PerGain((Gain("举办培训", "场", Worth(Fraction(2))),)))
        | st.just(PerGain((Gain("获得省级推广", "", Worth(Fraction(9))), Gain("信息采用", "篇", Worth(Fraction(1))))))
    )
    adjustments = list(draw(st.lists(simple_adjustments, max_size=3, unique_by=lambda one: one.text)))
    if isinstance(rule, PerCase):
        first = draw(case_deductions)
        adjustments = [first, *(one for one in adjustments if one.text != first.text)]
        losses = [isinstance(one, CaseDeduction) for one in adjustments]
        if len(losses) > 1 and all(losses) and draw(st.booleans()):
            adjustments.append(LossCap(Worth(Fraction(7))))
    elif isinstance(rule, PerGain) and not all(gain.counter for gain in rule.gains):
        adjustments = []
    elif isinstance(rule, AllOrNothing | Bands | PerGain | Completion | FormulaRule):
        kept = (Veto, Exemption, Bonus)
        adjustments = [one for one in adjustments if isinstance(one, kept)]
    if isinstance(rule, PerStep | Proportional) and draw(st.booleans()):
        end = rule.full.low if rule.full.high is None else None
        if end is not None and end.mark and end.value > Fraction(1, 10):
            adjustments.insert(0, Gate(rule.metric, Interval(high=percent(end.value / 2), high_in=False)))
    if isinstance(rule, PerStep) and rule.full.low is not None and rule.full.high is None and draw(st.booleans()):
        bonus = StepBonus(
            rule.metric, "above", percent(Fraction(1, 100)), Worth(Fraction(1, 2)), rule.full.low, Worth(Fraction(2))
        )
        adjustments.append(bonus)
    definitions = ()
    metric = getattr(rule, "metric", "")
    if metric and not isinstance(rule, Parts) and draw(st.booleans()):
        definitions = (Definition(metric, parse_formula("完成数÷计划数×100%")),)
    return Standard(rule, definitions, tuple(adjustments))


@st.composite
def parts(draw: st.DrawFn) -> Parts:
    first = draw(st.integers(1, 9))
    maxima = [Worth(Fraction(first)), Worth(WEIGHT - first)]
    texts = draw(wordings)
    made = [
        Part(maximum, PerCase(text), (draw(case_deductions),)) for maximum, text in zip(maxima, texts, strict=False)
    ]
    if draw(st.booleans()):
        made[1] = Part(maxima[1], AllOrNothing(texts[1]))
    return Parts(tuple(made))
