"""``kaocheng forms``, ``import`` and ``indicators`` as a person calls them; what goes wrong leaves the bundle as it was."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kaocheng.cli import main

Say = Callable[..., tuple[int, list[str]]]
FILES = {
    "evaluation.yaml": "title: 甲市某项目绩效评价\n",
    "units.yaml": "- name: 甲市\n  units: [东区, 西区]\n",
    "indicators.yaml": """\
- code: A
  name: 投入
  weight: 3
  indicators:
    - {code: A1, name: 资金到位率, weight: 3, target: 100%, standard: 100%得满分，每下降1%扣权重分的2%。, metrics: [到位率]}
""",
    "metrics.yaml": "metrics:\n  - {name: 到位率, formula: 资金.到位数 / 资金.预算数}\n",
    "data/tables.yaml": """\
- name: 资金
  file: funds.csv
  keys: [县区]
  units: 县区
  author: 市财政局
  date: 2021-12-01
  columns:
    - {name: 预算数, unit: 万元}
    - {name: 到位数, unit: 万元, at_most: 预算数}
    - {name: 到位率, unit: "%", formula: 到位数 / 预算数}
""",
    "data/funds.csv": "县区,预算数,到位数\n东区,100,90\n西区,200,\n",
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "评价"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command: its exit code and what it prints."""

    def run(*arguments: object) -> tuple[int, list[str]]:
        code = main([str(argument) for argument in arguments])
        return code, capsys.readouterr().out.splitlines()

    return run


def contents(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): file.read_text("utf-8") for file in sorted(folder.rglob("*")) if file.is_file()
    }


def fill(file: Path, sheet: str = "资金", **cells: object) -> None:
    book = openpyxl.load_workbook(file)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(file)


def test_forms_are_written_filled_in_and_imported(bundle: Path, tmp_path: Path, say: Say) -> None:
    out = tmp_path / "表" / "基础数据表.xlsx"
    assert say("forms", bundle, "-o", tmp_path / "表") == (0, [f"已写出 {out}"])
    fill(out, C4=95.5, C5="200", B8="市卫健委")
    code, lines = say("import", bundle, out)
    assert (code, lines) == (
        0,
        [
            "资金/东区/到位数：90 → 95.5  [基础数据表.xlsx 资金!C4]",
            "资金/西区/到位数：（空） → 200  [基础数据表.xlsx 资金!C5]",
            "共 1 张表 2 格变动。",
            "已写入 data/funds.csv、data/tables.yaml",
        ],
    )
    after = contents(bundle)
    assert after["data/funds.csv"] == "县区,预算数,到位数\n东区,100,95.5\n西区,200,200\n"
    assert "author: 市卫健委" in after["data/tables.yaml"]
    assert "2021-12-01" in after["data/tables.yaml"]
    assert sorted(after) == sorted(FILES)


def test_standards_alone_make_the_form_and_the_filled_form_makes_the_score(tmp_path: Path, say: Say) -> None:
    """No table is declared. 95 of 100 万元 arrived: 5 percentage points below, 3 - 5 × 2% × 3 = 2.7 of 3 points."""
    folder = tmp_path / "只有标准"
    folder.mkdir()
    standard = "资金到位率=到位资金÷预算资金×100%。100%得满分，每下降1%扣权重分的2%，扣完为止。"
    leaf = f"{{code: A1, name: 资金到位率, weight: 3, target: 100%, standard: {standard}}}"
    (folder / "evaluation.yaml").write_text("title: 某评价\ntotal: 3\n", encoding="utf-8")
    (folder / "indicators.yaml").write_text(f"- code: A\n  name: 投入\n  weight: 3\n  indicators:\n    - {leaf}\n")
    say("forms", folder, "-o", tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    sheet = book["补充数据"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)] == [
        ["单位", "数据项", "用于指标", "计量单位", "数值"],
        ["全部", "到位资金", "A1 资金到位率", "万元", None],
        ["全部", "预算资金", "A1 资金到位率", "万元", None],
    ]
    sheet["E4"], sheet["E5"] = 95, 100
    book.save(tmp_path / "f.xlsx")
    assert say("import", folder, tmp_path / "f.xlsx")[0] == 0
    assert (folder / "data/supplement.csv").read_text("utf-8") == "范围,到位资金,预算资金\n全部,95,100\n"
    code, lines = say("score", folder)
    assert code == 0
    assert "总分 2.70，满分 3" in lines


TWO_STANDARDS = {
    "evaluation.yaml": "title: 某评价\ntotal: 8\n",
    "units.yaml": "- name: 甲市\n  units: [东区, 西区]\n",
    "indicators.yaml": """\
- code: A
  name: 投入
  weight: 8
  indicators:
    - code: A1
      name: 资金到位率
      weight: 3
      target: 100%
      standard: 资金到位率=到位资金÷预算资金×100%。100%得满分，每下降1%扣权重分的2%，扣完为止。
    - {code: A2, name: 随访率, weight: 5, target: 80%, standard: 存在一个县区未达标扣20%。}
""",
}


@pytest.fixture
def standards_alone(tmp_path: Path) -> Path:
    folder = tmp_path / "只有标准"
    folder.mkdir()
    for name, text in TWO_STANDARDS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_supplement_that_was_corrected_is_imported_again(standards_alone: Path, tmp_path: Path, say: Say) -> None:
    """Then 950,000 元 of 100 万元 arrived: 95%, 3 - 5 × 0.06 = 2.7. One of two counties under 80%: 5 - 1 = 4."""
    form = tmp_path / "f.xlsx"
    say("forms", standards_alone, "-o", form)
    fill(form, "补充数据", E4=95)
    fill(form, "分单位补充数据", E4=85, E5=90)
    assert say("import", standards_alone, form)[0] == 0
    fill(form, "补充数据", E4="950,000", D4="元", E5=100)
    fill(form, "分单位补充数据", E5="７５％", B8="2024年3月1日")
    assert say("import", standards_alone, form) == (
        0,
        [
            "补充数据/全部/预算资金：（空） → 100  [f.xlsx 补充数据!E5]",
            "分单位补充数据/西区/随访率：90 → 75  [f.xlsx 分单位补充数据!E5]",
            "共 2 张表 2 格变动。",
            "已写入 data/supplement.csv、data/supplement-by-unit.csv、data/tables.yaml",
        ],
    )
    assert (standards_alone / "data/supplement.csv").read_text("utf-8") == "范围,到位资金,预算资金\n全部,95,100\n"
    code, lines = say("score", standards_alone)
    assert (code, lines[-2]) == (0, "总分 6.70，满分 8")
    assert say("check", standards_alone)[0] == 0


def test_money_in_different_measures_meets(standards_alone: Path, tmp_path: Path, say: Say) -> None:
    """95 万元 ÷ 1,000,000 元 = 95%, not 0.0095%."""
    form = tmp_path / "f.xlsx"
    say("forms", standards_alone, "-o", form)
    fill(form, "补充数据", E4=95, D5="元", E5="1,000,000")
    assert say("import", standards_alone, form)[0] == 0
    _, lines = say("explain", standards_alone, "A1")
    assert "资金到位率 = 95.00 ÷ 100.00 = 95.00%" in "\n".join(lines)
    assert "预算资金 = 1,000,000.00元 × 0.0001 = 100.00万元" in "\n".join(lines)
    assert "得分：2.70" in lines


def test_the_next_form_shows_what_was_collected(standards_alone: Path, tmp_path: Path, say: Say) -> None:
    form, again = tmp_path / "f.xlsx", tmp_path / "again.xlsx"
    say("forms", standards_alone, "-o", form)
    fill(form, "补充数据", E4=95)
    say("import", standards_alone, form)
    say("forms", standards_alone, "-o", again)
    sheet = openpyxl.load_workbook(again)["补充数据"]
    assert [[cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=4, max_row=5)] == [
        ["到位资金", "A1 资金到位率", "万元", 95],
        ["预算资金", "A1 资金到位率", "万元", None],
    ]
    assert say("import", standards_alone, again)[1][-1] == "没有变动。"


def test_a_corrected_supplement_with_a_mistake_is_refused_whole(
    standards_alone: Path, tmp_path: Path, say: Say
) -> None:
    form = tmp_path / "f.xlsx"
    say("forms", standards_alone, "-o", form)
    fill(form, "补充数据", E4=95, E5=100)
    say("import", standards_alone, form)
    before = contents(standards_alone)
    fill(form, "补充数据", E4=96, D5="户")
    fill(form, "分单位补充数据", E4="八成")
    code, lines = say("import", standards_alone, form)
    assert code == 1
    assert [line.partition("。")[0] for line in lines[:2]] == [
        "f.xlsx 补充数据!D5 错误：列“预算资金”的计量单位是万元，这里写的是户",
        "f.xlsx 分单位补充数据!E4 错误：“八成”不是数（列“随访率”，计量单位%）",
    ]
    assert contents(standards_alone) == before


def test_comments_and_order_of_the_declarations_stay(bundle: Path, tmp_path: Path, say: Say) -> None:
    declared = bundle / "data/tables.yaml"
    text = "# 表由评价组核定\n" + FILES["data/tables.yaml"].replace("- name: 资金", "- name: 资金  # 到账口径")
    declared.write_text(text, encoding="utf-8")
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    fill(tmp_path / "f.xlsx", B8="市卫健委")
    assert say("import", bundle, tmp_path / "f.xlsx")[0] == 0
    assert declared.read_text("utf-8") == text.replace("author: 市财政局", "author: 市卫健委")


def test_importing_an_untouched_form_changes_nothing(bundle: Path, tmp_path: Path, say: Say) -> None:
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    before = contents(bundle)
    code, lines = say("import", bundle, tmp_path / "f.xlsx")
    assert (code, lines[-1]) == (0, "没有变动。")
    assert contents(bundle) == before


def test_one_mistake_keeps_everything_out(bundle: Path, tmp_path: Path, say: Say) -> None:
    """Two files, one of them with a mistake: the good one is not taken either."""
    say("forms", bundle, "-o", tmp_path, "--by-unit")
    east, west = tmp_path / "基础数据表-东区.xlsx", tmp_path / "基础数据表-西区.xlsx"
    fill(east, C4=95)
    fill(west, C4="一百多")
    before = contents(bundle)
    code, lines = say("import", bundle, east, west)
    assert code == 1
    assert lines[0].startswith("基础数据表-西区.xlsx 资金!C4 错误：“一百多”不是数（列“到位数”，计量单位万元）。")
    assert lines[-1] == "有 1 处错误，没有写入任何数据。请改正后重新导入。"
    assert contents(bundle) == before


def test_a_dry_run_says_what_would_change(bundle: Path, tmp_path: Path, say: Say) -> None:
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    fill(tmp_path / "f.xlsx", C4=95)
    before = contents(bundle)
    code, lines = say("import", bundle, tmp_path / "f.xlsx", "--dry-run")
    assert (code, lines[-3:]) == (
        0,
        ["资金/东区/到位数：90 → 95  [f.xlsx 资金!C4]", "共 1 张表 1 格变动。", "试运行，没有写入。"],
    )
    assert contents(bundle) == before


def test_a_bundle_whose_own_data_are_faulty_is_not_written_over(bundle: Path, tmp_path: Path, say: Say) -> None:
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    (bundle / "data/funds.csv").write_text("县区,预算数,到位数\n东区,100,九十\n西区,200,1\n", encoding="utf-8")
    before = contents(bundle)
    code, lines = say("import", bundle, tmp_path / "f.xlsx")
    assert code == 1
    assert lines[0].startswith("data/funds.csv:2:3 错误：“九十”不是数")
    assert lines[-1] == "评价包原有的数据有错误，请先改正；没有写入任何数据。"
    assert contents(bundle) == before


def test_a_file_that_is_not_there(bundle: Path, tmp_path: Path, say: Say) -> None:
    assert say("import", bundle, tmp_path / "无.xlsx") == (
        1,
        ["无.xlsx 错误：无法读取：文件不存在。", "有 1 处错误，没有写入任何数据。请改正后重新导入。"],
    )


def test_the_indicator_table_goes_out_and_comes_back(bundle: Path, tmp_path: Path, say: Say) -> None:
    file = tmp_path / "指标.xlsx"
    assert say("indicators", "export", bundle, "-o", file) == (0, [f"已写出 {file}"])
    before = contents(bundle)
    assert say("indicators", "import", bundle, file) == (0, ["读入 1 个末级指标，没有变动。"])
    assert contents(bundle) == before


def test_a_changed_indicator_table_says_what_changes_and_keeps_what_it_has_no_cells_for(
    bundle: Path, tmp_path: Path, say: Say
) -> None:
    file = tmp_path / "指标.xlsx"
    say("indicators", "export", bundle, "-o", file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["目标值"]).value = "≥95%"
    sheet.delete_cols(heads["计算指标"])
    book.save(file)
    assert say("indicators", "import", bundle, file) == (
        0,
        ["A1 目标值：100% → ≥95%", "读入 1 个末级指标，已写入 indicators.yaml"],
    )
    text = (bundle / "indicators.yaml").read_text("utf-8")
    assert "target: ≥95%" in text
    assert "- 到位率" in text


def test_a_workbook_without_an_indicator_table(bundle: Path, tmp_path: Path, say: Say) -> None:
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    before = contents(bundle)
    code, lines = say("indicators", "import", bundle, tmp_path / "f.xlsx")
    assert code == 1
    assert lines[0].startswith("f.xlsx 填报说明!A1 错误：没有找到指标表的表头。")
    assert contents(bundle) == before


def test_in_english(bundle: Path, tmp_path: Path, say: Say) -> None:
    say("forms", bundle, "-o", tmp_path / "f.xlsx")
    assert say("--lang", "en", "import", bundle, tmp_path / "f.xlsx")[1][-1] == "nothing changes"
