"""Every worked case told in English: only names, units and quoted words of the sentence stay Chinese."""

import re
from collections.abc import Iterator

import pytest

from cases import Case, worked_cases
from kaocheng.derivation import Chosen, Computed, Derivation, in_words, lines, sentence, walk
from kaocheng.standards import apply, inputs_from_json, understand

HAN = re.compile(r"[\u4e00-\u9fff]+")
QUOTED = re.compile("“[^”]*”")
OURS = re.compile(r"[得扣满低高缺]|达标|不适用|评价判断|四舍五入")
SCORED = [case for case in worked_cases() if case.examples and not case.code]


def derivations(case: Case) -> Iterator[Derivation]:
    standard = understand(case.sentence, name=case.name, weight=case.weight, target=case.target).standard
    assert standard is not None
    for data, _, _ in case.examples:
        outcome = apply(standard, case.weight, case.target, inputs_from_json(data)[0])
        assert outcome.derivation is not None
        yield outcome.derivation


def own_words(node: Derivation) -> list[str]:
    """What the program, not the sentence, says in a node."""
    match node:
        case Chosen():
            return [node.outcome, *(part for other in node.rejected for part in (other.outcome, other.why))]
        case Computed():
            return [node.note]
        case _:
            return []


@pytest.mark.parametrize("case", SCORED, ids=str)
def test_what_the_program_says_is_english(case: Case) -> None:
    for derivation in derivations(case):
        for node in walk(derivation):
            left = [run for text in own_words(node) for run in HAN.findall(QUOTED.sub("", in_words(text, "en")))]
            assert [run for run in left if run not in case.sentence or OURS.search(run)] == []


def test_one_derivation_in_two_languages() -> None:
    """80.16% against 85%: no marks, and why not the better band."""
    text = "预算完成率=决算数÷预算数×100%；达到90%得满分，85%（含）-90%得权重分的50%，低于85%不得分。"
    standard = understand(text).standard
    assert standard is not None
    inputs, _ = inputs_from_json({"items": {"决算数": "12696.66", "预算数": "15838.42"}})
    derivation = apply(standard, SCORED[0].weight, "", inputs).derivation
    assert derivation is not None
    assert sentence(derivation) == "预算完成率 = 12696.66 ÷ 15838.42 = 80.16%，预算完成率<85%，不得分"
    assert sentence(derivation, "en") == "预算完成率 = 12696.66 ÷ 15838.42 = 80.16%, 预算完成率<85%, no marks"
    why_not = "does not apply: 85%≤actual value<90% (50% of the weight): 80.16% is below 85.00%"
    assert why_not in [line.strip() for line in lines(derivation, lang="en")]
