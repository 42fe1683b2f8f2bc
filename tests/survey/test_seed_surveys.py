"""The tables of the two real surveys, from their printed counts; what is misprinted in them is found."""

from fractions import Fraction

import pytest
from survey_cases import cases, counts, questionnaire

from kaocheng.derivation import leaves
from kaocheng.numbers import percent_text
from kaocheng.survey import SurveyResult, analyse, satisfaction

COMMISSION = cases("commission-2020.yaml")
RESIDENTS = cases("public-health-2017.yaml")


def commission(case) -> SurveyResult:
    """A survey of the commission as an evaluator would enter it: questionnaire, counts, and what was printed."""
    scale = list(case["scale"])
    lines = [
        "title: 调查",
        f"valid: {case['valid']}",
        "scale: {" + ", ".join(f"{k}: {v}" for k, v in case["scale"].items()) + "}",
    ]
    printed = {question["id"]: question["printed"] for question in case["scored"]}
    printed |= {"综合": case["composite"]["printed"]}
    printed |= {f"综合.{part['option']}": part["printed"] for part in case["pooled"]}
    lines += ["printed:", *(f"  {what}: {value}" for what, value in printed.items()), "questions:"]
    table = ["题号,选项,人数"]
    for question in case["described"]:
        lines.append(
            f"  - {{id: {question['id']}, text: {question['text']}, options: [{', '.join(question['counts'])}]}}"
        )
        table += [f"{question['id']},{option},{count}" for option, count in question["counts"].items()]
    for question in [*case["scored"], *case["unscored"]]:
        weight = 0 if question in case["unscored"] else 1
        lines.append(f"  - {{id: {question['id']}, text: {question['id']}, type: scale, weight: {weight}}}")
        table += [f"{question['id']},{option},{count}" for option, count in zip(scale, question["counts"], strict=True)]
    of = questionnaire("\n".join(lines))
    return analyse(of, counts(of, "\n".join(table)), name=case["survey"], inference=False)


@pytest.mark.parametrize("case", COMMISSION, ids=lambda case: case["survey"])
def test_every_share_is_reproduced(case):
    result = commission(case)
    for question in [*case["described"], *case["scored"], *case["unscored"]]:
        shares = [percent_text(part.share) for part in result.question(question["id"]).options]
        assert shares == question["shares"], question["id"]


@pytest.mark.parametrize("case", COMMISSION, ids=lambda case: case["survey"])
def test_every_satisfaction_is_exact(case):
    result = commission(case)
    for question in [*case["scored"], *case["unscored"]]:
        value = result.question(question["id"]).satisfaction
        assert value == Fraction(question["exact"]) / 100
        assert percent_text(value) == question["rounded"]
    assert result.satisfaction == Fraction(case["composite"]["exact"]) / 100
    assert percent_text(result.satisfaction) == case["composite"]["rounded"]
    assert result.shares == {part["option"]: Fraction(part["exact"]) for part in case["pooled"]}


@pytest.mark.parametrize("case", COMMISSION, ids=lambda case: case["survey"])
def test_every_misprint_is_found_and_nothing_else(case):
    wrong = [
        (what, part["printed"], part["rounded"], part["because"])
        for what, part in [
            *((question["id"], question) for question in case["scored"]),
            ("综合", case["composite"]),
            *((f"综合.{part['option']}", part) for part in case["pooled"]),
        ]
        if "because" in part
    ]
    said = [note.text() for note in commission(case).notes if note.code == "misprint"]
    assert said == [f"{what}印为{printed}，应为{exact}（{because}）。" for what, printed, exact, because in wrong]


def test_the_composite_is_derived_down_to_the_counts():
    """The composite of the staff rests on six questions of four counts each, and names where each count stands."""
    below = list(leaves(satisfaction(commission(COMMISSION[0]))))
    assert len(below) == 6 * 4
    assert {node.name for node in below} >= {"Q4 非常满意", "Q9 不满意"}
    assert all(str(node.source.place).startswith("counts.csv:") for node in below)


def residents() -> SurveyResult:
    lines = ["title: 居民", *(f"{key}: {RESIDENTS[key]}" for key in ("sent", "returned", "valid"))]
    lines += [
        "claims:",
        *(f"  - {{what: {w}, value: '{v}', why: 原始答卷未公布}}" for w, v in RESIDENTS["claims"].items()),
    ]
    lines.append("questions:")
    table = ["题号,选项,人数"]
    for question in RESIDENTS["described"]:
        options = [f"选项{number}" for number in range(1, len(question["counts"]) + 1)]
        lines.append(f"  - {{id: {question['id']}, text: {question['text']}, options: [{', '.join(options)}]}}")
        table += [
            f"{question['id']},{option},{count}" for option, count in zip(options, question["counts"], strict=True)
        ]
    for name, value in RESIDENTS["published"].items():
        lines.append(f"  - {{id: {name}, text: {name}, type: scale, published: {value}}}")
    of = questionnaire("\n".join(lines))
    return analyse(of, counts(of, "\n".join(table)), name="居民")


def test_the_residents_shares_and_rates_are_reproduced():
    result = residents()
    for question in RESIDENTS["described"]:
        assert [percent_text(part.share) for part in result.question(question["id"]).options] == question["shares"]
    sample, rates = result.sample, RESIDENTS["rates"]
    assert sample.return_rate == Fraction(rates["回收率"])
    assert sample.valid_rate == Fraction(rates["有效率"])
    assert sample.effective_rate == Fraction(rates["有效回收率"])


def test_what_was_only_published_is_used_and_marked_never_fitted():
    """84.00, 82.57, 82.00, 80.57, 81.71 → 82.17 %; no α, no interval, and the reader is told why."""
    result = residents()
    assert result.satisfaction == Fraction(RESIDENTS["composite"])
    assert result.inference is not None
    assert result.inference.alpha is None
    assert result.inference.interval is None
    said = [note.text() for note in result.notes]
    assert "无法复核：克朗巴哈系数 0.82（原始答卷未公布）。" in said
    assert (
        "满意度取自已公布的结果，没有计数，无法复核：Q11 84.00%、Q12 82.57%、Q13 82.00%、Q14 80.57%、Q15 81.71%。"
        in said
    )
