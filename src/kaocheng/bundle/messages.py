"""What can be wrong with a bundle."""

from kaocheng.diagnostics import Message, Severity

NOT_A_BUNDLE = Message(
    "not-a-bundle",
    Severity.ERROR,
    "这里没有 evaluation.yaml，不是评价包。",
    "There is no evaluation.yaml here; this is not a bundle.",
    "请给出评价包文件夹；新建用 kaocheng new。",
    "Name the folder of a bundle; make a new one with kaocheng new.",
)
MISSING_FILE = Message(
    "missing-file",
    Severity.ERROR,
    "缺少文件 {file}。",
    "The file {file} is missing.",
)
UNKNOWN_FILE = Message(
    "unknown-file",
    Severity.WARNING,
    "不认识的文件“{file}”，没有读取。",
    'Unknown file "{file}", not read.',
    "{suggestion}",
    "",
)
NO_HEADER = Message(
    "csv-header",
    Severity.ERROR,
    "表头缺少列“{column}”。",
    'The header lacks the column "{column}".',
    "第一行应为：{expected}。",
    "The first row should be: {expected}.",
)
FILE_OUTSIDE = Message(
    "file-outside",
    Severity.ERROR,
    "文件“{file}”不在评价包的 data 文件夹里，没有读取。",
    'The file "{file}" is not inside the folder data of the bundle and was not read.',
    "请把它放进 data 文件夹，这里只写文件名。",
    "Put it into data and write its name only.",
)
COLUMN_TWICE = Message(
    "csv-column-twice",
    Severity.ERROR,
    "表头里列“{column}”出现两次。",
    'The header has the column "{column}" twice.',
    "请删去一列，或改成正确的列名。",
    "Remove one of them or correct its name.",
)
EXTRA_COLUMN = Message(
    "csv-extra-column",
    Severity.ERROR,
    "表头有未声明的列“{column}”。",
    'The header has the undeclared column "{column}".',
    "{suggestion}请在 data/tables.yaml 里声明，或删去；公式列和合计不填写。",
    "Declare it in data/tables.yaml or remove it; formula columns and totals are never stored.",
)
ROW_LENGTH = Message(
    "csv-row-length",
    Severity.ERROR,
    "这一行有 {found} 格，表头有 {expected} 格。",
    "This row has {found} cells, the header has {expected}.",
    "请检查多余或缺少的逗号；含逗号的内容要加双引号。",
    "Check for commas too many or too few; quote cells that hold commas.",
)
DUPLICATE_ROW = Message(
    "duplicate-row",
    Severity.ERROR,
    "行“{row}”重复出现。",
    'The row "{row}" appears twice.',
    "请删去一行；确有同名行时在表里加一个能区分的行键。",
    "Remove one; where both are right, add a row key that tells them apart.",
)
TOTAL_STORED = Message(
    "total-stored",
    Severity.ERROR,
    "合计行不填写。",
    "Totals are never stored.",
    "请删去这一行；合计由程序计算。",
    "Remove the row; totals are computed.",
)
NOT_A_NUMBER_CELL = Message(
    "cell-not-a-number",
    Severity.ERROR,
    "“{found}”不是数（列“{column}”，计量单位{measure}）。",
    '"{found}" is not a number (column "{column}", in {measure}).',
    "数以外的说明写进备注（data/values.csv）；没有数就留空。",
    "Put remarks into a note (data/values.csv); leave the cell empty where there is no number.",
)
BAD_MEASURE = Message(
    "bad-measure",
    Severity.ERROR,
    "“{found}”不是计量单位。",
    '"{found}" is no unit of measure.',
    "请在“计量单位”里写 人、户、万元、%、‰、元/人 等，不带数字；填文字的列写“文字”。",
    "Write 人, 户, 万元, %, ‰ or 元/人, without digits; 文字 for a column of words.",
)
NO_MEASURE = Message(
    "column-without-measure",
    Severity.ERROR,
    "列“{column}”没有计量单位。",
    'The column "{column}" has no unit of measure.',
    "请在这一列的“计量单位”（文件里的 unit）里写 万元、人、% 等；填文字的列写“文字”。",
    "Add its unit of measure (unit): 万元, 人, % or, for words, 文字.",
)
BAD_PATH = Message(
    "bad-path",
    Severity.ERROR,
    "“{found}”不是 表/行/列。",
    '"{found}" is not 表/行/列 (table/row/column).',
    "写法如 决算表/合计/支出决算数。",
    "Write for example 决算表/合计/支出决算数.",
)
WHICH_SHEET = Message(
    "which-sheet",
    Severity.ERROR,
    "工作簿里没有名为“{table}”的工作表。",
    'The workbook has no sheet named "{table}".',
    "请把工作表改成这个名字；现有：{known}。",
    "Name the sheet so; there are: {known}.",
)
