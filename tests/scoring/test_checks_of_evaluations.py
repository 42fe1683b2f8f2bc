"""What the check of an evaluation finds: one mistake at a time in a copy of the small bundle, and the message for it."""

import shutil
from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.scoring import check, score

SMALL = Path(__file__).parents[1] / "bundles" / "small"

# Per mistake: the file, what stands there, what is put in its place, and the first sentence of each message.
MISTAKES = {
    "weights of the parts": (
        ("indicators.yaml", "weight: 4", "weight: 5"),
        ["indicators.yaml:1:3 错误：A 过程的权重是10分，下级合计11分，多1分"],
    ),
    "weights of the whole": (
        ("evaluation.yaml", "total: 30", "total: 100"),
        ["indicators.yaml 错误：全部指标的权重是100分，下级合计30分，少70分"],
    ),
    "a code twice": (
        ("indicators.yaml", "code: B2", "code: B1"),
        ["indicators.yaml:24:7 错误：指标编码“B1”重复"],
    ),
    "a target that contradicts the standard": (
        ("indicators.yaml", "target: ≥80%", "target: ≥85%"),
        ["indicators.yaml:19:7 错误：句中的目标“≥80%”与指标的目标值“≥85%”不一致"],
    ),
    "an unknown unit": (
        ("data/funds.csv", "南县", "南具"),
        ["data/funds.csv:4:1 错误：表“资金”里的单位“南具”不在 units.yaml 里"],
    ),
    "a missing county": (
        ("data/training.csv", "南县,800,600\n", ""),
        ["data/tables.yaml:13:3 警告：表“培训”缺少南县这一行"],
    ),
    "a part larger than its whole": (
        ("data/training.csv", "南县,800,600", "南县,800,801"),
        [
            "data/training.csv:4:1 警告：南县的“合格人数”（801人）大于“培训人数”（800人）",
            "data/training.csv:4:1 警告：南县的“合格率”（100.13%）大于“上限”（100%）",
        ],
    ),
    "a blank": (
        ("data/training.csv", "南县,800,600", "南县,800,"),
        ["data/training.csv:4:1 警告：表“培训”南县的“合格人数”没有填报"],
    ),
    "a negative count": (
        ("data/training.csv", "南县,800,600", "南县,800,-600"),
        ["data/training.csv:4:1 警告：表“培训”南县的“合格人数”是负数（-600）"],
    ),
    "a column without measure": (
        ("data/tables.yaml", "{name: 培训人数, unit: 人}", "{name: 培训人数}"),
        ["data/tables.yaml:19:7 错误：列“培训人数”没有计量单位"],
    ),
    "a judgement without reason": (
        ("judgements.yaml", "  reason: 没有监督机制。\n", ""),
        ["judgements.yaml:1:3 错误：指标A2的评价判断没有写理由"],
    ),
    "a judgement that nobody signed": (
        ("judgements.yaml", "  author: 主评人\n", ""),
        ["judgements.yaml:1:3 警告：指标A2的评价判断没有写作者"],
    ),
    "a judgement younger than the report": (
        ("judgements.yaml", "date: 2025-02-20", "date: 2025-04-01"),
        ["judgements.yaml:1:3 警告：评价判断（A2）的日期（最晚2025-04-01）晚于报告日期2025-03-10"],
    ),
    "a table that nothing uses": (
        ("data/tables.yaml", "- name: 培训\n", "- {name: 闲置, columns: [{name: 闲置数, unit: 个}]}\n- name: 培训\n"),
        ["data/tables.yaml:13:3 提示：表“闲置”没有被任何指标或文字用到"],
    ),
    "an unknown name in a formula": (
        ("metrics.yaml", "培训.合格人数 /", "培训.合格人 /"),
        ["metrics.yaml:5:5 错误：“培训合格率”用到了不认识的名称“培训.合格人”"],
    ),
    "a formula in another measure": (
        ("metrics.yaml", "{name: 人均补贴, unit: 元/人", "{name: 人均补贴, unit: 元"),
        ["metrics.yaml:6:5 警告：“人均补贴”的公式得到的是单位数量的金额，却声明为“元”"],
    ),
    "metrics in a circle": (
        ("metrics.yaml", "formula: 培训.合格人数 / 培训.培训人数, by: units}", "formula: 甲}\n  - {name: 甲, formula: 乙}\n"
         "  - {name: 乙, formula: 培训合格率}"),
        [
            "metrics.yaml:5:5、metrics.yaml:6:5、metrics.yaml:7:5 错误："
            "公式循环引用：培训合格率 → 甲 → 乙 → 培训合格率"
        ],
    ),
    "computed columns in a circle": (
        ("data/tables.yaml", "unit: 人, at_most: 培训人数}", "unit: 人}\n    - {name: 甲, unit: 人, formula: 乙}\n"
         "    - {name: 乙, unit: 人, formula: 甲}"),
        ["data/tables.yaml:21:7、data/tables.yaml:22:7 错误：公式循环引用：培训.甲 → 培训.乙 → 培训.甲"],
    ),
    "a metric of itself": (
        ("metrics.yaml", "formula: 资金.支出数 / 培训.培训人数}", "formula: 人均补贴}"),
        ["metrics.yaml:6:5 错误：公式循环引用：人均补贴 → 人均补贴"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_found_at_its_place(change: tuple[str, str, str], expected: list[str], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "b"))
    name, old, new = change
    text = (folder / name).read_text("utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    assert [message for message in found(folder) if message not in found(SMALL)] == expected


def found(folder: Path) -> list[str]:
    """The first sentences of what reading and checking find, but for the scores that are missing because of it."""
    bundle = read(folder)
    problems = [*bundle.problems, *check(bundle.evaluation, score(bundle.evaluation))]
    return [problem.line().partition("。")[0] for problem in problems if problem.code != "no-score"]


def test_evidence_of_the_indicator_is_evidence_of_its_judgement(tmp_path: Path) -> None:
    """E1 is linked to A2; a judgement that does not cite it lacks evidence only once the link is gone too."""
    small = shutil.copytree(SMALL, tmp_path / "small")
    judgements, evidence = small / "judgements.yaml", small / "evidence" / "evidence.csv"
    judgements.write_text(judgements.read_text().replace("  evidence: [E1]\n", ""))
    assert lacking(small) == []
    evidence.write_text(evidence.read_text().replace("E1,管理办法,,,A2", "E1,管理办法,,,"))
    assert lacking(small) == ["judgements.yaml:1:3 警告：指标A2的评价判断没有佐证"]


def lacking(folder: Path) -> list[str]:
    """What is said of judgements without evidence, up to the hint."""
    evaluation = read(folder).evaluation
    found = [
        problem for problem in check(evaluation, score(evaluation)) if problem.code == "judgement-without-evidence"
    ]
    return [problem.line().partition("。")[0] for problem in found]
