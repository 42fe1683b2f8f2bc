"""What can be wrong with the narrative of a report."""

from kaocheng.diagnostics import Message, Severity

UNKNOWN_FIGURE = Message(
    "unknown-figure",
    Severity.ERROR,
    "报告文字引用了不存在的数“{reference}”。",
    'The text refers to a figure "{reference}" that does not exist.',
    "{suggestion}引用写作 指标.编码.得分、数据.表.行.列、计算.名称、问卷.名称.满意度、总分、等级、表.表号 或 图.名称。",
    "{nearest}",
)
UNCLOSED_REFERENCE = Message(
    "unclosed-reference",
    Severity.ERROR,
    "“{{{{”之后没有“}}}}”。",
    'There is no "}}}}" after "{{{{".",',
    "请补上“}}}}”，引用须写在一行之内。",
    'Add the "}}}}"; a reference stands on one line.',
)
AMBIGUOUS_TABLE = Message(
    "ambiguous-table-number",
    Severity.ERROR,
    "“{reference}”指不明：有{count}张表用这个表号。",
    '"{reference}" is ambiguous: {count} tables carry this number.',
    "请按表名引用（{names}），或在 data/tables.yaml 里给每张表不同的表号。",
    "Refer to the table by name ({names}), or give each table its own number in data/tables.yaml.",
)
NO_VALUE = Message(
    "figure-without-value",
    Severity.WARNING,
    "引用的数“{reference}”没有值，印作“{absent}”。",
    'The figure "{reference}" has no value; it is printed as "{absent}".',
    "请补齐它的数据，或改写这句话。",
    "Complete its data, or rephrase the sentence.",
)
BARE_NUMBER = Message(
    "bare-number",
    Severity.WARNING,
    "“{number}”是手写的数，与评价里的任何一个数都不相等。",
    '"{number}" is typed by hand and equals no figure of the evaluation.',
    "能计算的数请用 {{{{…}}}} 引用；不能计算的，请记入数据表，使它有出处。",
    "Refer to computed figures with {{{{…}}}}; put others into a data table, so that they have a source.",
)
EXTRA_NARRATIVE = Message(
    "extra-narrative",
    Severity.NOTE,
    "“{title}”不是报告提纲中的一节，已放在“其他说明”之下。",
    'The section "{title}" is not in the outline of the report; it was put under 其他说明.',
    "提纲中的节：{known}。",
    "Sections of the outline: {known}.",
)
