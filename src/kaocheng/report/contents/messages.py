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
EXTRA_NARRATIVE = Message(
    "extra-narrative",
    Severity.NOTE,
    "“{title}”不是报告提纲中的一节，已放在“其他说明”之下。",
    'The section "{title}" is not in the outline of the report; it was put under 其他说明.',
    "提纲中的节：{known}。",
    "Sections of the outline: {known}.",
)
