"""What can be wrong with items that a file of the bundle could not have wrong."""

from kaocheng.diagnostics import Message, Severity

ROW_KEY = Message(
    "web-row-key",
    Severity.ERROR,
    "行“{row}”与表的行键（{keys}）个数不符，没有计入。",
    'Row "{row}" does not fit the keys ({keys}) of its table and is left out.',
    "请删去这一行，按现在的行键重新添加。",
    "Delete the row and add it again with the present keys.",
)
