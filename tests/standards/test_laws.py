"""Laws that hold for every rule: phrasing is read back, scores stay in bounds, a better value never lowers a score."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rules_to_draw import WEIGHT, bands, proportional, standards, steps

from kaocheng.derivation import PERCENT, Given
from kaocheng.standards import Inputs, apply, phrase, understand
from kaocheng.standards.codec import standard_from_json, standard_to_json
from kaocheng.standards.rules import Bonus, CaseDeduction, Interval, Limit, PerCase, Standard, Worth

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ratios = st.integers(0, 15000).map(lambda number: Fraction(number, 10000))


@quick
@given(standards())
def test_the_phrasing_of_every_rule_is_read_back_as_the_same_rule(standard: Standard):
    sentence = phrase(standard)
    again = understand(sentence, weight=WEIGHT)
    assert again.standard == standard, (sentence, [problem.line() for problem in again.problems])


@quick
@given(standards())
def test_every_rule_survives_being_written_as_json(standard: Standard):
    assert standard_from_json(standard_to_json(standard)) == standard


@quick
@given(standards(), ratios, st.data())
def test_a_score_lies_between_nothing_and_the_weight_unless_a_bonus_is_granted(
    standard: Standard, value: Fraction, data: st.DataObject
):
    adjustments = tuple(one for one in standard.adjustments if not isinstance(one, Bonus))
    counts = st.lists(st.integers(0, 9).map(Fraction), min_size=0, max_size=6)
    inputs = Inputs(
        actual=Given("业绩值", value, PERCENT),
        target="90%",
        met=tuple(data.draw(st.lists(st.sampled_from([Fraction(0), Fraction(1)]), max_size=6))),
        cases=tuple(data.draw(counts)),
        flags=tuple(data.draw(st.lists(st.booleans(), max_size=4))),
        option=(data.draw(st.integers(0, 3)),),
        share=Fraction(1),
    )
    outcome = apply(Standard(standard.rule, standard.definitions, adjustments), WEIGHT, "", inputs)
    assert outcome.score is None or 0 <= outcome.score <= WEIGHT


@quick
@given(st.one_of(bands(), proportional(), steps()), ratios, ratios)
def test_a_better_value_never_lowers_the_score_where_more_is_better(rule: object, first: Fraction, second: Fraction):
    full = getattr(rule, "full", None)
    if full is not None and full.high is not None:
        return
    low, high = sorted([first, second])
    scores = [
        apply(Standard(rule), WEIGHT, "90%", Inputs(actual=Given("业绩值", value, PERCENT))).score  # type: ignore[arg-type]
        for value in (low, high)
    ]
    if None not in scores:
        assert scores[0] <= scores[1]  # type: ignore[operator]


@quick
@given(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=3), ratios, min_size=1, max_size=6), st.randoms())
def test_the_order_of_units_does_not_matter(values: dict[str, Fraction], random: object):
    limit = Interval(low=Limit(Fraction(3, 4), "%"))
    deduction = CaseDeduction("县区未达标", "个", Worth(Fraction(1, 5), is_share=True), by_unit=True)
    standard = Standard(PerCase("", "", limit), (), (deduction,))
    units = [(name, Given(name, value, PERCENT)) for name, value in values.items()]
    shuffled = list(units)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    scores = {apply(standard, WEIGHT, "", Inputs(units=dict(order))).score for order in (units, shuffled)}
    missed = sum(value < Fraction(3, 4) for value in values.values())
    assert scores == {max(Fraction(0), WEIGHT * (1 - Fraction(missed, 5)))}
