"""Forms: what is asked, what may be entered, what computes itself; filled in and read back."""

import io
from dataclasses import replace
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaocheng.domain import Amendment, Cell, Column, DataTable, Evaluation, Indicator, Row, Unit
from kaocheng.numbers import Measure
from kaocheng.places import InTable
from kaocheng.standards.formula import Call, Name
from kaocheng.tables import read_data
from kaocheng.tables.forms import forms_by_unit, write_forms
from kaocheng.tables.forms.formulas import Located, excel_formula
from kaocheng.tables.forms.layout import sheet_name
from kaocheng.tables.importing import Import, merge


def opened(evaluation: Evaluation, unit: str = "") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_forms(evaluation, unit)))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(evaluation: Evaluation, *books: bytes) -> Import:
    sheets = [sheet for number, book in enumerate(books) for sheet in read_data(book, f"填报{number or ''}.xlsx")[0]]
    return merge(evaluation, sheets)


def codes(result: Import) -> list[str]:
    return [problem.code for problem in result.problems]


def test_a_form_has_instructions_and_a_sheet_for_each_table_with_all_units(city: Evaluation) -> None:
    book = opened(city)
    assert book.sheetnames == ["填报说明", "健康档案", "资金到位"]
    rows = [[cell.value for cell in row] for row in book["健康档案"].iter_rows(min_row=3, max_row=7)]
    assert rows == [
        ["县区", "常住人口（人）", "建档人数（人）", "建档率（%）"],
        ["东区", None, None, '=IF(COUNT(C4,B4)<2,"",IFERROR(C4/B4,"不适用"))'],
        ["西区", None, None, '=IF(COUNT(C5,B5)<2,"",IFERROR(C5/B5,"不适用"))'],
        ["北县", None, None, '=IF(COUNT(C6,B6)<2,"",IFERROR(C6/B6,"不适用"))'],
        [
            "合计",
            '=IF(COUNT(B4:B6)=0,"",SUM(B4:B6))',
            '=IF(COUNT(C4:C6)=0,"",SUM(C4:C6))',
            '=IF(COUNT(C4:C6,B4:B6)<6,"",IFERROR(C7/B7,"不适用"))',
        ],
    ]
    instructions = [cell.value for row in book["填报说明"].iter_rows() for cell in row if cell.value]
    assert "没有数据就留空；确实是零才填 0。空白和 0 的意思不同。" in instructions


def test_only_input_cells_are_unlocked_and_there_is_no_password(city: Evaluation) -> None:
    sheet = opened(city)["健康档案"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {cell.coordinate for row in sheet.iter_rows(max_row=7) for cell in row if not cell.protection.locked}
    assert unlocked == {"B4", "C4", "B5", "C5", "B6", "C6"}


def test_input_cells_take_numbers_not_below_zero_and_not_above_their_limit(city: Evaluation) -> None:
    rules = {str(rule.sqref): rule for rule in opened(city)["健康档案"].data_validations.dataValidation}
    assert (rules["B4"].type, rules["B4"].operator, rules["B4"].formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert (rules["C5"].type, rules["C5"].formula1) == ("custom", 'AND(ISNUMBER(C5),C5>=0,OR(B5="",C5<=B5))')
    assert rules["C5"].error == "应为不小于 0 的数，且不大于“常住人口”。"
    assert rules["B4"].prompt == "计量单位：人"


def test_a_column_that_holds_deductions_takes_negative_numbers(funds: DataTable, city: Evaluation) -> None:
    rows = (Row(("东区",), {"预算金额": Cell(Fraction(-3))}),)
    sheet = opened(replace(city, tables=(replace(funds, rows=rows),)))["资金到位"]
    lowest = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert (lowest["B4"], lowest["C4"]) == ("-1000000000000000", "0")


def test_a_percent_column_takes_percentages_as_people_type_them() -> None:
    """The cell is shown as a percentage and holds the share: 75 typed into it is 75 %, and at most 100 %."""
    table = DataTable(
        "率表", (Column("覆盖率", Measure.parse("%"), at_most="100%"), Column("缺口", Measure.parse("%"), formula="100% - 覆盖率")),
        (Row(("东区",), {"覆盖率": Cell(Fraction("74.05"))}),), keys=("县区",), file="rates.csv",
    )  # fmt: skip
    evaluation = Evaluation(title="某评价", tables=(table,))
    sheet = opened(evaluation)["率表"]
    rule = sheet.data_validations.dataValidation[0]
    assert (sheet["B4"].value, sheet["B4"].number_format, rule.formula1, rule.formula2) == (0.7405, "0.00##%", "0", "1")
    assert sheet["C4"].value == '=IF(COUNT(B4)<1,"",IFERROR(1-B4,"不适用"))'
    assert imported(evaluation, write_forms(evaluation)).tables == (table,)


def test_the_same_evaluation_gives_the_same_bytes(city: Evaluation) -> None:
    assert write_forms(city) == write_forms(city)


def test_by_unit_there_is_one_workbook_for_each_county(city: Evaluation) -> None:
    books = forms_by_unit(city)
    assert list(books) == ["基础数据表-东区.xlsx", "基础数据表-西区.xlsx", "基础数据表-北县.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(books["基础数据表-西区.xlsx"]))["健康档案"]
    assert [row[0].value for row in sheet.iter_rows(min_row=4, max_row=5)] == ["西区", None]


def test_the_documents_that_indicators_rest_on_are_listed(city: Evaluation) -> None:
    leaf = Indicator("A1", "资金到位率", Fraction(3), source="资金文件、原始凭证")
    book = opened(replace(city, indicators=(Indicator("A", "投入", Fraction(3), (leaf,)),)))
    assert [cell.value for cell in book["资料清单"][2]][:2] == ["A1 资金到位率", "资金文件、原始凭证"]


@pytest.mark.parametrize(
    ("formula", "measure", "excel"),
    [
        ("甲 / 乙", "%", '=IF(COUNT(A1,B1)<2,"",IFERROR((A1*10000)/B1,"不适用"))'),
        ("甲 / 乙", "元/人", '=IF(COUNT(A1,B1)<2,"",IFERROR((A1*10000)/B1,"不适用"))'),
        ("甲 - 丙", "万元", '=IF(COUNT(A1,C1)<2,"",IFERROR(((A1*10000)-C1)/10000,"不适用"))'),
        ("乙 - (乙 - 丁)", "人", '=IF(COUNT(B1,D1)<2,"",IFERROR(B1-(B1-(D1*0.01)),"不适用"))'),
        ("min(甲, 丙) × 50%", "元", '=IF(COUNT(A1,C1)<2,"",IFERROR(MIN((A1*10000),C1)*0.5,"不适用"))'),
        ("|甲 - 丙| ÷ 甲", "%", '=IF(COUNT(A1,C1)<2,"",IFERROR(ABS((A1*10000)-C1)/(A1*10000),"不适用"))'),
    ],
)
def test_a_formula_in_a_form_converts_units_as_the_computation_does(formula: str, measure: str, excel: str) -> None:
    """甲 is in 万元, 乙 in 人, 丙 in 元, 丁 in %."""
    places = {"甲": ("A1", "万元"), "乙": ("B1", "人"), "丙": ("C1", "元"), "丁": ("D1", "%")}

    def locate(item: Name | Call) -> Located:
        assert isinstance(item, Name)
        cell, unit = places[item.text]
        return Located(cell, Measure.parse(unit), cell)

    assert excel_formula(formula, Measure.parse(measure), locate) == excel


def test_a_form_looks_across_its_sheets_as_formulas_do(city: Evaluation) -> None:
    """Another table's total, one cell of it, and a sum over its rows; what adds up to nothing is left to the computation."""
    per_head = DataTable(
        "人均",
        (
            Column("人均到位", Measure.parse("元/人"), formula="资金到位.到位金额 / 健康档案.常住人口"),
            Column("东区占比", Measure.parse("%"), formula="[资金到位/东区/到位金额] / sum(资金到位.到位金额)"),
            Column("平均", Measure.parse("万元"), formula="mean(资金到位.到位金额)"),
            Column("县数", Measure.parse("个"), formula="count(资金到位.到位金额)"),
            Column("不明", Measure.parse("%"), formula="无此表.列 / 资金到位.到位金额"),
        ),
        keys=("范围",),
        rows=(Row(("全市",), {}),),
    )
    sheet = opened(replace(city, tables=(*city.tables, per_head)))["人均"]
    assert [cell.value for cell in sheet[4]] == [
        "全市",
        "=IF(COUNT('资金到位'!C4:C6,'健康档案'!B4:B6)<6,\"\",IFERROR(('资金到位'!C7*10000)/'健康档案'!B7,\"不适用\"))",
        (
            "=IF(COUNT('资金到位'!C4,'资金到位'!C4:C6)<4,\"\","
            "IFERROR(('资金到位'!C4*10000)/(SUM('资金到位'!C4:C6)*10000),\"不适用\"))"
        ),
        "=IF(COUNT('资金到位'!C4:C6)<3,\"\",IFERROR(((AVERAGE('资金到位'!C4:C6)*10000))/10000,\"不适用\"))",
        "=IF(COUNT('资金到位'!C4:C6)<3,\"\",IFERROR(ROWS('资金到位'!C4:C6),\"不适用\"))",
        None,
    ]


def test_a_column_that_does_not_add_up_has_no_total(funds: DataTable, city: Evaluation) -> None:
    columns = (*funds.columns[:1], replace(funds.columns[1], total="none"), Column("说明", Measure.parse("文字")))
    sheet = opened(replace(city, tables=(replace(funds, columns=columns),)))["资金到位"]
    assert [cell.value for cell in sheet[7]] == ["合计", '=IF(COUNT(B4:B6)=0,"",SUM(B4:B6))', None, None]


def test_a_table_without_units_and_rows_has_room_for_them(city: Evaluation) -> None:
    table = DataTable("明细", (Column("金额", Measure.parse("万元")),), keys=("项目",), file="items.csv")
    evaluation = replace(city, tables=(table,))
    book = opened(evaluation)
    sheet = book["明细"]
    assert not sheet["A4"].protection.locked
    sheet["A4"], sheet["B4"], sheet["A6"], sheet["B6"] = "设备", 5, "维修", 7
    rows = imported(evaluation, saved(book)).tables[0].rows
    assert [(*row.key, row.cells["金额"].value) for row in rows] == [("设备", Fraction(5)), ("维修", Fraction(7))]


def test_a_formula_over_what_the_workbook_does_not_hold_is_left_out() -> None:
    assert excel_formula("甲 / 乙", Measure.parse("%"), lambda _: None) is None


def test_sheet_names_are_such_as_spreadsheets_allow() -> None:
    taken: set[str] = set()
    assert sheet_name("三公/经费[2020]", taken) == "三公－经费－2020－"
    assert sheet_name("很" * 40, taken) == "很" * 31
    assert sheet_name("很" * 40, taken) == "很" * 27 + "(2)"


def test_a_filled_form_comes_back_with_what_changed(city: Evaluation) -> None:
    book = opened(city)
    sheet = book["资金到位"]
    for row, (budget, received) in enumerate([(100, 90.5), ("200", "1,000"), (50, 0)], 4):
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = budget, received
    sheet["B9"], sheet["B10"], sheet["B11"] = "市卫健委财务科", "2021年12月3日", "到账凭证"
    result = imported(city, saved(book))
    assert codes(result) == ["cells-blank"]  # nothing was filled in in 健康档案
    table = next(table for table in result.tables if table.name == "资金到位")
    assert [(row.key, {name: cell.value for name, cell in row.cells.items()}) for row in table.rows] == [
        (("东区",), {"预算金额": 100, "到位金额": Fraction("90.5")}),
        (("西区",), {"预算金额": 200, "到位金额": 1000}),
        (("北县",), {"预算金额": 50, "到位金额": 0}),
    ]
    assert (table.author, table.date, table.source) == ("市卫健委财务科", "2021-12-03", "到账凭证")
    assert [(str(change.at), change.old, change.new, str(change.place)) for change in result.changes][:2] == [
        ("资金到位/东区/预算金额", "", "100", "填报.xlsx 资金到位!B4"),
        ("资金到位/东区/到位金额", "", "90.5", "填报.xlsx 资金到位!C4"),
    ]


def test_a_correction_says_old_and_new_and_a_blank_keeps_what_was_there(funds: DataTable, city: Evaluation) -> None:
    rows = tuple(
        Row((unit,), {"预算金额": Cell(Fraction(10)), "到位金额": Cell(Fraction(9))})
        for unit in ("东区", "西区", "北县")
    )
    before = replace(city, tables=(replace(funds, rows=rows, author="市财政局", date="2021-12-01"),))
    book = opened(before)
    book["资金到位"]["C5"], book["资金到位"]["B6"] = 8.25, None
    result = imported(before, saved(book))
    assert [(str(change.at), change.old, change.new) for change in result.changes] == [
        ("资金到位/西区/到位金额", "9", "8.25")
    ]
    assert result.tables[0].rows[2].cells["预算金额"].value == 10
    assert (result.tables[0].author, result.tables[0].date) == ("市财政局", "2021-12-01")
    assert not result.declared


def test_workbooks_of_single_counties_come_together(city: Evaluation) -> None:
    """The east fills in its form, the west too; the north is reported as missing."""
    books = []
    for unit, received in (("东区", 9), ("西区", 18)):
        book = opened(city, unit)
        book["资金到位"]["B4"], book["资金到位"]["C4"] = 20, received
        books.append(saved(book))
    result = imported(city, *books)
    assert len(result.changes) == 4
    assert [problem.text() for problem in result.problems if problem.code == "unit-missing"] == [
        "表“健康档案”没有北县的数据。", "表“资金到位”没有北县的数据。",
    ]  # fmt: skip


def test_two_files_that_contradict_each_other_are_refused(city: Evaluation) -> None:
    books = []
    for received in (9, 18):
        book = opened(city, "东区")
        book["资金到位"]["B4"], book["资金到位"]["C4"] = 20, received
        books.append(saved(book))
    result = imported(city, *books)
    assert [problem.line() for problem in result.problems if problem.code == "figures-conflict"] == [
        (
            "填报.xlsx 资金到位!C4、填报1.xlsx 资金到位!C4 错误：“资金到位/东区/到位金额”在两处填了不同的数：9 与 18。"
            "请核对后改成一致，或只导入其中一个文件。"
        )
    ]


def test_a_sheet_that_belongs_nowhere_names_the_tables_there_are(city: Evaluation) -> None:
    book = opened(city)
    book["资金到位"].title = "资金来源"
    book["资金来源"]["A1"] = book["资金来源"]["B3"] = "?"
    result = imported(city, saved(book))
    assert next(problem for problem in result.problems if problem.code == "sheet-unknown").line() == (
        "填报.xlsx 资金来源!A1 错误：工作表“资金来源”对不上评价包里的任何一张表。您是否指“资金到位”？"
        "请把工作表改名为表名；不需要的工作表请删去。已声明的表：健康档案、资金到位。"
    )


def test_a_form_shows_reported_figures_not_verified_ones(records: DataTable, city: Evaluation) -> None:
    """800 of 1000 were reported: the form shows 80 %, though the evaluators fixed the 建档率 at 60 %."""
    row = Row(("东区",), {"常住人口": Cell(Fraction(1000)), "建档人数": Cell(Fraction(800))})
    verified = Amendment(InTable("健康档案", ("东区",), "建档率"), "核定", "60%")
    evaluation = replace(city, tables=(replace(records, rows=(row,)),), amendments=(verified,))
    sheet = read_data(write_forms(evaluation), "表.xlsx")[0][1]
    assert [cell.text for cell in sheet.rows[3]] == ["东区", "1000", "800", "80%"]


def test_a_sheet_without_a_name_of_its_own_is_known_by_its_columns(city: Evaluation) -> None:
    book = opened(city)
    book["资金到位"].title = "Sheet3"
    book["Sheet3"]["A1"] = ""
    book["Sheet3"]["B4"] = 7
    assert [str(change.at) for change in imported(city, saved(book)).changes] == ["资金到位/东区/预算金额"]


AMOUNTS = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**9, places=4).map(Fraction))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=3, max_size=3))
def test_reading_back_a_form_changes_nothing(amounts: list[tuple[Fraction | None, Fraction | None]]) -> None:
    """write ∘ read is the identity on the data of a table, whatever stands in it."""
    columns = (
        Column("预算金额", Measure.parse("万元")),
        Column("到位金额", Measure.parse("万元")),
        Column("到位率", Measure.parse("%"), formula="到位金额 / 预算金额"),
    )
    names = ("东区", "西区", "北县")
    rows = tuple(
        Row((name,), {column: Cell(value) for column, value in zip(("预算金额", "到位金额"), pair, strict=True) if value is not None})
        for name, pair in zip(names, amounts, strict=True)
    )  # fmt: skip
    table = DataTable("资金", columns, rows, keys=("县区",), unit_key="县区", file="funds.csv")
    evaluation = Evaluation(title="某评价", units=(Unit("甲市", tuple(map(Unit, names))),), tables=(table,))
    result = imported(evaluation, write_forms(evaluation))
    assert result.tables == (table,)
    assert set(codes(result)) <= {"cells-blank"}


def test_a_text_of_millions_of_columns_is_refused_at_once() -> None:
    """3,000,001 columns on two lines span more than the five million cells that a sheet may have."""
    sheets, problems = read_data(f"{'a,' * 3_000_000}\n1\n".encode(), "宽.csv")
    assert sheets == ()
    assert [problem.code for problem in problems] == ["sheet-too-large"]
