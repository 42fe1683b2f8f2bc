"""What can be wrong with an indicator table."""

from kaocheng.diagnostics import Message, Severity

NO_HEADER = Message(
    "indicator-header-not-found",
    Severity.ERROR,
    "没有找到指标表的表头。",
    "The header of the indicator table was not found.",
    "表头应有 一级指标、二级指标、三级指标、权重、指标解释、目标值、评分标准、数据来源。",
    "It should have 一级指标, 二级指标, 三级指标, 权重, 指标解释, 目标值, 评分标准, 数据来源.",
)
NO_INDICATORS = Message(
    "indicator-table-empty",
    Severity.ERROR,
    "指标表里没有指标。",
    "The indicator table holds no indicators.",
    "请从表头下一行起填写指标。",
    "Enter the indicators below the header.",
)
COLUMN_IGNORED = Message(
    "indicator-column-ignored",
    Severity.NOTE,
    "列“{column}”不是指标体系的内容，没有读取。",
    'The column "{column}" is no part of an indicator system; it was not read.',
)
NO_WEIGHT = Message(
    "indicator-without-weight",
    Severity.ERROR,
    "指标“{name}”没有权重。",
    'The indicator "{name}" has no weight.',
    "请在权重列填写分值，或写在名称后的括号里，如“资金到位率（3分）”。",
    "Enter it in the weight column, or in brackets behind the name.",
)
BAD_WEIGHT = Message(
    "indicator-bad-weight",
    Severity.ERROR,
    "指标“{name}”的权重“{found}”不是数。",
    'The weight "{found}" of the indicator "{name}" is not a number.',
    "请填分值，如 3 或 2.5。",
    "Enter points such as 3 or 2.5.",
)
WEIGHT_CONFLICT = Message(
    "indicator-weight-conflict",
    Severity.ERROR,
    "指标“{name}”的名称里写 {label} 分，权重列写 {cell} 分。",
    'The indicator "{name}" has {label} points in its name and {cell} in the weight column.',
    "请改成一致。",
    "Make them agree.",
)
WEIGHTS_DO_NOT_SUM = Message(
    "indicator-weights-sum",
    Severity.WARNING,
    "“{name}”的权重是 {weight}，其下各指标合计 {sum}，差 {difference}。",
    '"{name}" has the weight {weight}; the indicators below it add up to {sum}, a difference of {difference}.',
    "请核对权重。",
    "Check the weights.",
)
DUPLICATE_CODE = Message(
    "indicator-code-twice",
    Severity.ERROR,
    "编码“{code}”用了两次：“{name}”和“{other}”。",
    'The code "{code}" is used twice: "{name}" and "{other}".',
    "请改正编码。",
    "Correct the codes.",
)
CODES_GIVEN = Message(
    "indicator-codes-given",
    Severity.NOTE,
    "{count} 个指标没有编码，已依次编为 {first} 等。",
    "{count} indicators had no code; they were numbered {first} and so on.",
)
TEXT_WITHOUT_INDICATOR = Message(
    "indicator-row-without-name",
    Severity.ERROR,
    "这一行有内容，但上面还没有指标。",
    "This row has content, but no indicator stands above it.",
    "请补上指标名称。",
    "Add the name of the indicator.",
)
