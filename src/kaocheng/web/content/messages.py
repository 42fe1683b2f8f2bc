"""What can be wrong with items that a file of the bundle could not have wrong."""

from kaocheng.diagnostics import Message, Severity

CELL_NOT_A_NUMBER = Message(
    "web-cell-not-a-number",
    Severity.ERROR,
    "“{found}”不是数。这一列的计量单位是 {measure}。",
    '"{found}" is no number; the column is in {measure}.',
    "请填数字，如 12696.66；没有数据就留空。",
    "Enter a number such as 12696.66, or leave the cell blank.",
)
ROW_KEY = Message(
    "web-row-key",
    Severity.ERROR,
    "行“{row}”与表的行键（{keys}）个数不符，没有计入。",
    'Row "{row}" does not fit the keys ({keys}) of its table and is left out.',
    "请删去这一行，按现在的行键重新添加。",
    "Delete the row and add it again with the present keys.",
)
