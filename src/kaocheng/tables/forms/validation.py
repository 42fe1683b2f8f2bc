"""What may be entered into an input cell: numbers, not negative, not above the column's limit."""

from fractions import Fraction
from typing import Any

from kaocheng.domain import Column
from kaocheng.numbers import NotANumber, exact_text
from kaocheng.tables.forms.layout import FormTable
from kaocheng.tables.sheet import cell_name

_LOWEST = Fraction(-(10**15))


def validation(column: Column, row: int, form: FormTable) -> dict[str, Any]:
    """What may be entered: a number, not negative, not above the column's limit.

    A column that holds negative figures already (奖惩, 调减) takes them.
    """
    index = form.column_index(column.name)
    negative = any(
        isinstance(cell.value, Fraction) and cell.value < 0
        for data in form.table.rows
        if (cell := data.cells.get(column.name))
    )
    low = exact_text(_LOWEST if negative else Fraction(0))
    least = "" if negative else "不小于 0 的"
    rule: dict[str, Any] = {
        "ignore_blank": True,
        "input_title": column.name[:32],
        "input_message": f"计量单位：{column.measure.text or '无'}"
        + (f"；期间：{column.period}" if column.period else ""),
        "error_title": "请核对",
    }
    if form.table.column(column.at_most):
        own, limit = cell_name(row, index), cell_name(row, form.column_index(column.at_most))
        tests = [f"ISNUMBER({own})", *([] if negative else [f"{own}>=0"]), f'OR({limit}="",{own}<={limit})']
        message = f"应为{least}数，且不大于“{column.at_most}”。"
        return rule | {"validate": "custom", "value": f"=AND({','.join(tests)})", "error_message": message}
    try:
        most = column.measure.read(column.at_most) if column.at_most else None
    except NotANumber:
        most = None
    if most is not None:
        most = most / 100 if column.measure.text == "%" else most  # such a cell holds the ratio
        bounds = {"criteria": "between", "minimum": low, "maximum": exact_text(most)}
        message = f"应为{least}数，且不大于 {column.at_most}。"
        return rule | {"validate": "decimal", "error_message": message} | bounds
    bounds = {"criteria": ">=", "value": low}
    return rule | {"validate": "decimal", "error_message": f"应为{least}数；没有数据请留空。"} | bounds
