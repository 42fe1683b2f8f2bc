"""基础数据表.xlsx: the instructions, one sheet a table, what else the standards ask for, and the list of documents."""

from typing import Any

from kaocheng.domain import Evaluation, leaf_units, leaves
from kaocheng.tables.forms.book import Book
from kaocheng.tables.forms.layout import FormTable, form_units, lay_out
from kaocheng.tables.forms.sheets import write_table
from kaocheng.tables.forms.style import row_height
from kaocheng.tables.forms.supplement import write_supplement
from kaocheng.tables.needs import items_to_collect

FILE_NAME = "基础数据表"
INSTRUCTIONS, DOCUMENTS = "填报说明", "资料清单"
_RULES = (
    "只填浅黄色的格。灰色的格是合计和比率，自动计算，不用填，也不能改。",
    "计量单位写在表头括号里。格里只填数字，不写单位；写 12696.66 或 12,696.66 都可以。",
    "没有数据就留空；确实是零才填 0。空白和 0 的意思不同。",
    "以 % 计的格已设成百分数，填 75 或 75% 都表示百分之七十五。",
    "不要增删列，不要改表名、列名和单位名，不要合并单元格。",
    "每张表下面填写填报者（单位或岗位）、填报日期和数据来源。",
    "工作表保护没有密码，只为防止误改；表式确有不适用之处，请与评价组联系。",
)


def write_forms(evaluation: Evaluation, unit: str = "") -> bytes:
    """The workbook for all units, or for one; the same evaluation gives the same bytes."""
    book = Book(f"{evaluation.title} {FILE_NAME}")
    forms = lay_out(evaluation, unit)
    needs = items_to_collect(evaluation)
    first = book.sheet(INSTRUCTIONS)
    for form in forms:
        write_table(book, form, forms, evaluation)
    supplements = write_supplement(book, needs, evaluation, unit)
    _write_documents(book, evaluation)
    contents = [(form.sheet, _about(form)) for form in forms]
    contents += [(name, "评分标准要用、现有各表没有的数据") for name in supplements]
    _write_instructions(book, first, _subject(evaluation, unit), contents)
    return book.data()


def forms_by_unit(evaluation: Evaluation) -> dict[str, bytes]:
    """One workbook for each unit that reports, by the name of its file."""
    units = form_units(evaluation)
    if not units and any(need.by_units for need in items_to_collect(evaluation)):
        units = leaf_units(evaluation.units)
    return {f"{FILE_NAME}-{unit}.xlsx": write_forms(evaluation, unit) for unit in units}


def _subject(evaluation: Evaluation, unit: str) -> list[tuple[str, str, str]]:
    lines = [("heading", "", f"{evaluation.title}{FILE_NAME}")]
    facts = (("评价对象", evaluation.subject), ("数据期间", evaluation.period), ("填报单位", unit))
    lines += [("text", label, text) for label, text in facts if text]
    if _has_documents(evaluation):
        lines.append(("text", DOCUMENTS, "另请一并提供的资料，按指标列出"))
    return lines


def _write_instructions(
    book: Book, sheet: Any, subject: list[tuple[str, str, str]], contents: list[tuple[str, str]]
) -> None:
    for index, width in enumerate((6, 34, 66)):
        sheet.set_column(index, index, width)
    lines = [
        *subject,
        ("strong", "怎样填", ""),
        *(("text", str(number), rule) for number, rule in enumerate(_RULES, 1)),
    ]
    lines += [("strong", "要填的表", ""), *(("text", name, about) for name, about in contents)]
    for row, (style, label, text) in enumerate(lines):
        book.text(sheet, row, 1, label or text, style)
        if label and text:
            book.text(sheet, row, 2, text, style)
            sheet.set_row(row, row_height([(label, 34), (text, 66)]))


def _about(form: FormTable) -> str:
    table = form.table
    source = f"；数据来源：{table.source}" if table.source else ""
    return f"{table.title or table.name}{source}"


def _has_documents(evaluation: Evaluation) -> bool:
    return any(indicator.source for indicator in leaves(evaluation.indicators))


def _write_documents(book: Book, evaluation: Evaluation) -> None:
    if not _has_documents(evaluation):
        return
    sheet = book.sheet(DOCUMENTS)
    for index, (head, width) in enumerate((("指标", 34), ("请提供的资料", 60), ("已提供（文件名）", 34), ("说明", 24))):
        book.text(sheet, 0, index, head, "head")
        sheet.set_column(index, index, width)
    rows = [indicator for indicator in leaves(evaluation.indicators) if indicator.source]
    for row, indicator in enumerate(rows, 1):
        book.text(sheet, row, 0, indicator.title, "plain")
        book.text(sheet, row, 1, indicator.source, "plain")
        sheet.set_row(row, row_height([(indicator.title, 34), (indicator.source, 60)]))
        for index in (2, 3):
            book.text(sheet, row, index, "", "words")
    sheet.freeze_panes(1, 0)
