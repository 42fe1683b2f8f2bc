"""What can be wrong with a spreadsheet that somebody filled in."""

from kaocheng.diagnostics import Message, Severity

ENCRYPTED = Message(
    "workbook-encrypted",
    Severity.ERROR,
    "工作簿设了打开密码，无法读取。",
    "The workbook is protected by a password and cannot be read.",
    "请用 Excel 或 WPS 打开，取消打开密码后另存，再导入。",
    "Open it, remove the password, save it and import again.",
)
DAMAGED = Message(
    "workbook-damaged",
    Severity.ERROR,
    "工作簿已损坏或不完整，无法读取。",
    "The workbook is damaged or incomplete.",
    "请重新取得文件；能用 Excel 或 WPS 打开的，另存为 .xlsx 后再试。",
    "Get the file again; if a spreadsheet program opens it, save it as .xlsx and retry.",
)
BOMB = Message(
    "workbook-too-large",
    Severity.ERROR,
    "工作簿解压后有 {size} MB，超过 {limit} MB 的上限，没有打开。",
    "Unpacked the workbook has {size} MB, more than the limit of {limit} MB; it was not opened.",
    "请确认文件来源；只保留需要的表后另存。",
    "Check where the file comes from; keep only the sheets that are needed.",
)
TOO_MANY_CELLS = Message(
    "sheet-too-large",
    Severity.ERROR,
    "工作表的范围有 {cells} 格，超过 {limit} 格的上限。",
    "The sheet spans {cells} cells, more than the limit of {limit}.",
    "多半是远处的格里有一个空格或格式：请删去表格以外的行和列后另存。",
    "Probably a cell far away holds a blank: delete the rows and columns outside the table and save.",
)
NO_CONTENT = Message(
    "workbook-empty",
    Severity.ERROR,
    "工作簿里没有内容（隐藏的工作表不读取）。",
    "The workbook holds nothing (hidden sheets are not read).",
    "请确认保存的是填好的文件。",
    "Check that the filled-in file was saved.",
)
NOT_A_SPREADSHEET = Message(
    "not-a-spreadsheet",
    Severity.ERROR,
    "这不是电子表格：内容不是 .xlsx、.xls 或 .ods。",
    "This is no spreadsheet: the content is not .xlsx, .xls or .ods.",
    "网页或文本改名而来的文件，请用 Excel 或 WPS 打开后另存为 .xlsx；CSV 的文件名应以 .csv 结尾。",
    "Open renamed web pages or texts in a spreadsheet program and save as .xlsx; name CSV files .csv.",
)
NO_TABLE_HEADER = Message(
    "header-not-found",
    Severity.ERROR,
    "没有找到表“{table}”的表头。",
    'The header of the table "{table}" was not found.',
    "表头应有：{expected}。",
    "The header should have: {expected}.",
)
COLUMN_MISSING = Message(
    "column-missing",
    Severity.ERROR,
    "表“{table}”缺少列“{column}”。",
    'The table "{table}" lacks the column "{column}".',
    "{suggestion}请补上这一列；没有数据就留空格。",
    "Add the column; leave its cells blank where there are no data.",
)
COLUMN_TWICE = Message(
    "column-twice",
    Severity.ERROR,
    "有几列都叫“{column}”，不知取哪一列。",
    'Several columns are called "{column}".',
    "请改列名或删去多余的列。",
    "Rename them or remove those that are too many.",
)
COLUMN_UNKNOWN = Message(
    "column-unknown",
    Severity.WARNING,
    "表“{table}”没有声明列“{column}”，没有读取。",
    'The table "{table}" declares no column "{column}"; it was not read.',
    "{suggestion}需要这一列就在 data/tables.yaml 里声明。",
    "Declare it in data/tables.yaml if it is needed.",
)
KEY_BY_POSITION = Message(
    "key-by-position",
    Severity.NOTE,
    "把列“{column}”当作“{key}”读取。",
    'The column "{column}" was read as "{key}".',
)
MEASURE_CONVERTED = Message(
    "measure-converted",
    Severity.NOTE,
    "列“{column}”在表中以{written}计，已换算为{measure}。",
    'The column "{column}" is in {written} here; converted to {measure}.',
)
MEASURE_DIFFERS = Message(
    "measure-differs",
    Severity.ERROR,
    "列“{column}”的计量单位是{measure}，这里写的是{written}。",
    'The column "{column}" is in {measure}, here it says {written}.',
    "请确认填的是哪一种数，改正这里或数据；评价包里的计量单位声明在 data/tables.yaml。",
    "Check which is meant and correct it here or in the data; the bundle declares its measures in data/tables.yaml.",
)
FIGURE_UNREADABLE = Message(
    "figure-unreadable",
    Severity.ERROR,
    "“{found}”不是数（列“{column}”，计量单位{measure}）。",
    '"{found}" is not a number (column "{column}", in {measure}).',
    "只填数字，如 12,696.66；说明写在备注里；没有数据就留空，确实是零才填 0。",
    "Enter only a number such as 12,696.66; leave the cell blank where there are no data.",
)
PERCENT_UNCLEAR = Message(
    "percent-unclear",
    Severity.ERROR,
    "“{found}”在以 % 计的列“{column}”里，这种文件格式看不出是 {found}% 还是 {times}%。",
    '"{found}" in the %-column "{column}" may mean {found}% or {times}%; this file format does not tell.',
    "请另存为 .xlsx，或写成带 % 的文字。",
    "Save as .xlsx, or write it as text with %.",
)
PERCENT_SMALL = Message(
    "percent-small",
    Severity.WARNING,
    "“{found}”在以 % 计的列“{column}”里，按 {found}% 读取。",
    '"{found}" in the %-column "{column}" is taken as {found}%.',
    "如果是指 {times}%，请填 {times} 或 {times}%。",
    "Enter {times} or {times}% if that is meant.",
)
CELL_FAULT = Message(
    "cell-fault",
    Severity.ERROR,
    "这一格的公式出错，显示 {fault}（列“{column}”）。",
    'The formula in this cell fails and shows {fault} (column "{column}").',
    "请改正公式，或直接填数。",
    "Correct the formula or enter the number.",
)
MERGED_FIGURE = Message(
    "merged-figure",
    Severity.ERROR,
    "合并单元格 {merged} 里只有一个数“{found}”，分不清属于哪一格（列“{column}”）。",
    'The merged cells {merged} hold one number "{found}"; which cell it belongs to is unclear (column "{column}").',
    "请取消合并，逐格填写。",
    "Unmerge them and fill in each cell.",
)
ROW_WITHOUT_NAME = Message(
    "row-without-name",
    Severity.ERROR,
    "这一行有数，但没有“{key}”。",
    'This row has figures but no "{key}".',
    "请补上名称；多余的行请删去。",
    "Add the name, or delete the row.",
)
UNIT_UNKNOWN = Message(
    "unit-unknown",
    Severity.ERROR,
    "“{unit}”不在单位名单里。",
    '"{unit}" is not among the units.',
    "{suggestion}名单见 units.yaml：{known}。",
    "The units are: {known}.",
)
ROW_TWICE = Message(
    "row-twice",
    Severity.ERROR,
    "“{row}”出现了两次（另一处：{other}）。",
    '"{row}" appears twice (also at {other}).',
    "请核对后只留一行。",
    "Keep one of them.",
)
UNIT_MISSING = Message(
    "unit-missing",
    Severity.WARNING,
    "表“{table}”没有{units}的数据。",
    'The table "{table}" has no data of {units}.',
    "请催报；补齐以前，用到它们的指标没有得分。",
    "Ask for them; until then the indicators that use them have no score.",
)
BLANKS = Message(
    "cells-blank",
    Severity.NOTE,
    "表“{table}”还有 {count} 格没有填：{cells}。",
    'In the table "{table}" {count} cells are blank: {cells}.',
    "空白不是 0；确实是零请填 0。",
    "Blank is not 0; enter 0 where it is zero.",
)
NEW_ROW = Message(
    "row-new",
    Severity.WARNING,
    "表“{table}”原来没有“{row}”这一行。",
    'The table "{table}" had no row "{row}".',
    "{suggestion}确是新增的，可不理会。",
    "Ignore this if the row is really new.",
)
TOTAL_DIFFERS = Message(
    "total-differs",
    Severity.ERROR,
    "“{row}”的{column}写的是 {printed}，各行相加得 {computed}，差 {difference}。",
    'The {column} of "{row}" is given as {printed}; the rows add up to {computed}, a difference of {difference}.',
    "请核对各行与合计；合计不必填写，清空这一格即由程序计算。",
    "Check the rows and the total; a total need not be given: clear the cell and it is computed.",
)
RATE_DIFFERS = Message(
    "rate-differs",
    Severity.ERROR,
    "“{row}”的{column}写的是 {printed}，按 {formula} 应为 {computed}。",
    'The {column} of "{row}" is given as {printed}; by {formula} it is {computed}.',
    "请核对算式中的各数；这一列不必填写，清空即由程序计算。",
    "Check the figures of the formula; the column need not be given: clear the cell and it is computed.",
)
PART_ABOVE_WHOLE = Message(
    "part-above-whole",
    Severity.WARNING,
    "“{row}”的{column} {value} 大于 {limit} {most}。",
    'The {column} of "{row}" is {value}, more than {limit}, {most}.',
    "请核对这两个数。",
    "Check both figures.",
)
SHEET_UNKNOWN = Message(
    "sheet-unknown",
    Severity.ERROR,
    "工作表“{sheet}”对不上评价包里的任何一张表。",
    'The sheet "{sheet}" belongs to no table of the bundle.',
    "{suggestion}请把工作表改名为表名；不需要的工作表请删去。已声明的表：{known}。",
    "Name the sheet after its table, or delete it. Tables: {known}.",
)
CONFLICT = Message(
    "figures-conflict",
    Severity.ERROR,
    "“{item}”在两处填了不同的数：{first} 与 {second}。",
    '"{item}" is given twice with different values: {first} and {second}.',
    "请核对后改成一致，或只导入其中一个文件。",
    "Make them agree, or import only one of the files.",
)
BAD_DATE = Message(
    "date-unreadable",
    Severity.ERROR,
    "“{found}”不是日期。",
    '"{found}" is not a date.',
    "日期写作 2021-12-19 或 2021年12月19日。",
    "Write dates as 2021-12-19.",
)
ITEM_UNKNOWN = Message(
    "item-unknown",
    Severity.ERROR,
    "“{item}”不在需要补充的数据项里。",
    '"{item}" is not among the data items asked for.',
    "{suggestion}请保持表中的数据项名称不变。",
    "Leave the names of the data items as they are.",
)
ITEM_MEASURE = Message(
    "item-without-measure",
    Severity.ERROR,
    "数据项“{item}”没有可用的计量单位（写的是“{found}”）。",
    'The data item "{item}" has no usable unit of measure (found "{found}").',
    "请填 万元、人、个、% 等；各单位的同一数据项要用同一种计量单位。",
    "Enter 万元, 人, 个, % …; the same for all units.",
)
TEXT_TOO_LONG = Message(
    "text-too-long",
    Severity.ERROR,
    "“{start}……”有 {size} 字，超过 Excel 一格 {limit} 字的上限。",
    '"{start}…" has {size} characters, more than the {limit} that a cell of a workbook holds.',
    "请缩短这段文字。",
    "Shorten the text.",
)
