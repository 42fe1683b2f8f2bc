"""Figures and formulas in the words of the evaluation: titles of indicators and tables, names of columns, ÷ and ×."""

import re
from collections import Counter

from kaocheng.derivation import Computed
from kaocheng.domain.data import TOTAL
from kaocheng.places import AtIndicator
from kaocheng.scoring.formulas import operands, parsed
from kaocheng.standards.formula import Call, FormulaError, Name, phrase_formula, phrase_with_values
from kaocheng.web.workspace import Workspace


def figure_title(space: Workspace, reference: str, cell: str = "") -> str:
    """What a figure is called: 「C209 孕产妇健康管理率 · 得分」, 「项目支出 · 合计 · 支出」."""
    kind, *rest = reference.split(".")
    if cell:
        kind, rest = "数据", cell.split("/")
    match kind, rest:
        case "指标", [code, part] if code in space.sheet:
            return f"{space.sheet[code].indicator.title} · {part}"
        case "数据", [table, *inside]:
            return " · ".join([table_title(space, table), *inside])
        case "问卷", [name, *inside]:
            return " · ".join([f"问卷 {name}", *inside])
        case "计算", _:
            return " · ".join(rest)
        case _:
            return reference


def table_title(space: Workspace, name: str) -> str:
    """The title of a table, its name where it has none."""
    return next((table.title or name for table in space.evaluation.tables if table.name == name), name)


def formula_words(space: Workspace, node: Computed) -> str:
    """The formula of a step as one says it: columns by their names, with the table's title where two bear one name."""
    if isinstance(node.place, AtIndicator):
        titles = (space.sheet[code].indicator.title if code in space.sheet else code for code in _codes(node))
        return " + ".join(titles)
    if not re.search(r"[./*]", node.expression) or "=" in node.expression:
        return node.expression
    try:
        expression = parsed(node.expression)
    except FormulaError:
        return node.expression
    columns = Counter(_steps(item.text)[-1] for item in operands(expression) if isinstance(item, Name))

    def said(item: Name | Call) -> str:
        if isinstance(item, Call):
            return phrase_formula(item)
        *above, column = _steps(item.text)
        if not above:
            return column
        table, *row = above
        inside = f"{column}（{'、'.join(row)}）" if row and row != [TOTAL] else column
        return f"《{table_title(space, table)}》{inside}" if columns[column] > 1 else inside

    return phrase_with_values(expression, said)


def _codes(node: Computed) -> list[str]:
    return [code.strip() for code in node.expression.split(" + ") if code.strip()]


def _steps(path: str) -> list[str]:
    """表.列, or a cell 表/行/列."""
    return re.split("[./]", path)
