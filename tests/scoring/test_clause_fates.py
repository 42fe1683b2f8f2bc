"""What became of each clause of the standards of both examples: it applied, or why not, with a number or judgement."""

from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.scoring import ScoredIndicator, score
from kaocheng.scoring.leaf import by_standard
from kaocheng.standards import clause_fates, understand

EXAMPLES = Path(__file__).parents[2] / "examples"
CONSEQUENCES = {"得分", "各项分值", "扣分", "不得分", "否决", "加分"}


def fates(leaf: ScoredIndicator):
    """What was read, and by its text whether each clause applied and why not."""
    indicator, rule = leaf.indicator, leaf.reading.rule if leaf.reading else leaf.indicator.standard
    found = understand(rule, name=indicator.name, weight=indicator.weight, target=indicator.target)
    return found, clause_fates(found, by_standard(leaf.derivation), leaf.actual)


@pytest.fixture(scope="module")
def leaves():
    folders = [path for path in sorted(EXAMPLES.iterdir()) if (path / "evaluation.yaml").exists()]
    found = [leaf for folder in folders for leaf in score(read(folder).evaluation).leaves]
    assert len(found) == 69
    return found


@pytest.fixture(scope="module")
def told(leaves):
    """By code: the clauses that applied, and the others with their reasons."""

    def of(leaf):
        found, all_fates = fates(leaf)
        text = {fate: rule_text(found, fate) for fate in all_fates}
        return [text[f] for f in all_fates if f.applied], {text[f]: f.why for f in all_fates if not f.applied}

    return {leaf.indicator.code: of(leaf) for leaf in leaves}


def rule_text(found, fate):
    return found.sentence[fate.span.start : fate.span.end]


def test_every_paper_has_a_clause_that_applied(told):
    assert [code for code, (applied, _) in told.items() if not applied] == []


def test_a_score_of_nothing_never_marks_full_marks(leaves, told):
    nothing = [leaf.indicator.code for leaf in leaves if leaf.score == 0]
    assert len(nothing) >= 6
    for code in nothing:
        assert not [text for text in told[code][0] if "得满分" in text or "得权重分" in text], code


def test_every_consequence_applied_or_says_why_not(leaves):
    """A reason names a number, or what was judged."""
    silent = []
    for leaf in leaves:
        found, all_fates = fates(leaf)
        for word in found.words:
            told = [f for f in all_fates if f.span.start <= word.span.start and word.span.end <= f.span.end]
            reasoned = any(
                f.applied or any(c.isdigit() for c in f.why) or "评价判断" in f.why or "未达标" in f.why for f in told
            )
            if word.role in CONSEQUENCES and not reasoned:
                silent.append((leaf.indicator.code, rule_text(found, word), [f.why for f in told]))
    assert silent == []


@pytest.mark.parametrize(
    ("code", "applied", "others"),
    [
        # one county of six is below 85 %: it costs 20 %, and what asks for full marks did not hold
        ("C209", ["存在一个县区未达标扣权重分的20%"], {"达到85%得满分": "朔城区未达标，共1个"}),
        ("D103", ["有一个县区不合规不得分"], {"各县区卫生监督协管服务均合规得满分": "未达标，共6个"}),
        ("C206", ["未进行不得分"], {"每半年核查、整理一次辖区儿童的预防接种证得满分": "评价判断为不满足"}),
        ("B102", ["③人员条件、场地设备、信息支撑等落实到位", "每缺少1项扣2分"], {"①遵守法律法规和业务管理规定": "评价判断为不满足"}),
        ("B21", ["低于85%得0分"], {"执行率在95%以上（含）得3分": "80.16%低于95"}),
        ("B42", ["否则得分=实际利用率×权重分"], {"利用率低于60%不得分": "69.41%不在此列"}),
        ("B13", ["每增加1%扣权重分的20%"], {"三公经费控制率达到目标值得满分": "相差"}),
        ("C11", ["有所提升得权重分的50%"], {"否则不得分": "评价判断为“有所提升”"}),
        ("A21", ["否则得分=实际完成率×权重分"], {"完成率达到100%得权重分": "完成率为99."}),
        ("C207", ["疑似预防接种异常反应的报告处理率达到100%得满分"], {"每发现一例未报告、处理的扣权重分的2%": "数量为0"}),
    ],
)  # fmt: skip
def test_clauses_of_the_examples(told, code, applied, others):
    found, reasons = told[code]
    for text in applied:
        assert any(text.lstrip("①②③") in one or one in text for one in found), found
    for text, why in others.items():
        assert any(why in reason for one, reason in reasons.items() if one in text or text.lstrip("①②③") in one), (
            reasons
        )
