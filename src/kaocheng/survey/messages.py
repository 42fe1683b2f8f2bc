"""What can be wrong with a questionnaire, with an export of responses, or with a table of counts."""

from kaocheng.diagnostics import Message, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

DUPLICATE_QUESTION = Message(
    "duplicate-question",
    ERROR,
    "题号“{id}”重复出现。",
    'Question id "{id}" appears twice.',
    "请给每题一个不同的题号。",
    "Give every question an id of its own.",
)
NO_OPTIONS = Message(
    "question-without-options",
    ERROR,
    "{id}是{kind}，却没有选项。",
    "{id} is a choice question without options.",
    "请写 options；量表题也可以在问卷里写 scale（选项与权重）。",
    "Write options, or a scale for scale questions.",
)
TOO_MANY_OPTIONS = Message(
    "too-many-options",
    ERROR,
    "{id}有{found}个选项，最多{limit}个。",
    "{id} has {found} options, at most {limit}.",
    "请归并选项，或改为 type: text。",
    "Merge options, or make it type: text.",
)
DUPLICATE_OPTION = Message(
    "duplicate-option",
    ERROR,
    "{id}的选项“{option}”写了两次。",
    '{id} has the option "{option}" twice.',
    "请删去一个。",
    "Remove one.",
)
UNKNOWN_QUESTION = Message(
    "unknown-question",
    ERROR,
    "问卷里没有题“{found}”。",
    'There is no question "{found}".',
    "{suggestion}现有：{known}。",
    "Known: {known}.",
)
UNKNOWN_OPTION = Message(
    "unknown-option",
    ERROR,
    "{id}没有选项“{found}”。",
    '{id} has no option "{found}".',
    "{suggestion}现有：{known}。",
    "Known: {known}.",
)
UNKNOWN_SECTION = Message(
    "unknown-section",
    ERROR,
    "sections 里没有“{found}”。",
    'There is no section "{found}".',
    "{suggestion}现有：{known}。",
    "Known: {known}.",
)
SCALE_OUT_OF_RANGE = Message(
    "scale-out-of-range",
    ERROR,
    "选项“{option}”的满意度权重{found}不在0到100%之间。",
    'The weight {found} of "{option}" is not between 0 and 100%.',
    "权重写作百分数（80%）；不计入满意度的选项写“不计”。",
    "Write weights as percentages (80%); write 不计 for an option that does not count.",
)
NOT_A_WHOLE_NUMBER = Message(
    "not-a-whole-number",
    ERROR,
    "{what}应为不小于0的整数，这里是“{found}”。",
    '{what} should be a whole number, found "{found}".',
    "请按份数或人数填写。",
    "Write a number of people or questionnaires.",
)
NOT_A_SHARE = Message(
    "not-a-share",
    ERROR,
    "{what}应在{low}与{high}之间，这里是“{found}”。",
    '{what} should lie between {low} and {high}, found "{found}".',
    "比例写作百分数，如 95%。",
    "Write a percentage such as 95%.",
)
OUT_OF_RANGE = Message(
    "survey-number-out-of-range",
    ERROR,
    "{what}应在{low}与{high}之间，这里是“{found}”。",
    '{what} should lie between {low} and {high}, found "{found}".',
)
NOT_CLOSED = Message(
    "not-a-choice-question",
    ERROR,
    "{id}不是选择题，不能用来分组、写条件、配额或已知比例。",
    "{id} is no choice question and cannot be used for groups, conditions, quotas or known shares.",
    "请改用单选题、多选题或量表题。",
    "Use a choice question.",
)
SHARES_DO_NOT_SUM = Message(
    "shares-do-not-sum",
    WARNING,
    "{id}的已知比例合计{total}，不是100%。",
    "The known shares of {id} sum to {total}.",
    "请核对来源；比较时按合计折算。",
    "Check the source; the comparison scales them to 100%.",
)
MORE_THAN = Message(
    "more-than-whole",
    ERROR,
    "{part}{found}大于{whole}{limit}。",
    "{part} {found} exceeds {whole} {limit}.",
    "请核对这两个数。",
    "Check both numbers.",
)
UNLIKE_DECLARED = Message(
    "unlike-declared",
    WARNING,
    "{what}写为{declared}，从答卷数得{found}。",
    "{what} is declared as {declared}, the responses give {found}.",
    "以答卷为准；请核对登记数。",
    "The responses are used; check the declared number.",
)
MISSING_COLUMN = Message(
    "missing-column",
    ERROR,
    "没有找到{id}“{text}”的列。",
    'No column for {id} "{text}".',
    "{suggestion}列名可以是题号、题目全文，或在该题写 columns: [列名]。",
    "A column is named by the question id or its text, or listed under columns:.",
)
UNKNOWN_COLUMNS = Message(
    "unknown-columns",
    WARNING,
    "有{count}列不属于任何题，没有读：{names}。",
    "{count} columns belong to no question and were not read: {names}.",
    "若是改过名的题，请在该题写 columns: [列名]。",
    "If a question was renamed, list the column under columns:.",
)
NO_HEADER = Message(
    "no-header",
    ERROR,
    "前{rows}行里没有一行像列名（与题号或题目对得上）。",
    "None of the first {rows} rows holds column names.",
    "第一行应为题号或题目；{found}",
    "The first row should hold question ids or texts.",
)
BLANK_HEADERS = Message(
    "blank-headers",
    ERROR,
    "表头有{count}个空列名，下面却有数据（第{columns}列），多半是合并的单元格。",
    "{count} column names are blank above data (columns {columns}): probably merged cells.",
    "请取消合并，让每一列有自己的列名。",
    "Unmerge the cells so that every column has its own name.",
)
DUPLICATE_COLUMN = Message(
    "duplicate-column",
    ERROR,
    "两列都对应{id}：“{first}”和“{second}”。",
    'Two columns for {id}: "{first}" and "{second}".',
    "请删去一列，或改正列名；用的是前一列。",
    "Remove or rename one; the first is used.",
)
TOO_MANY_COLUMNS = Message(
    "too-many-columns",
    ERROR,
    "有{found}列，最多{limit}列；问卷只有{questions}题。",
    "{found} columns, at most {limit}; the questionnaire has {questions} questions.",
    "请检查分隔符是否正确、是否把行列转置了。",
    "Check the delimiter and whether rows and columns were swapped.",
)
RAGGED_ROWS = Message(
    "ragged-rows",
    ERROR,
    "有{count}行的列数与表头（{expected}列）不同，最先一行有{found}列，这些行没有读。",
    "{count} rows differ from the header's {expected} columns (the first has {found}); they were not read.",
    "多半是答案里的逗号没有加引号，或引号不成对；请用原系统重新导出。",
    "Probably an unquoted comma; export again.",
)
NOT_AN_OPTION = Message(
    "not-an-option",
    WARNING,
    "{id}有{count}个答案“{found}”不是选项，按未答处理。",
    '{count} answers "{found}" to {id} are no option; treated as unanswered.',
    "{suggestion}选项：{known}。",
    "Options: {known}.",
)
NOT_NUMERIC = Message(
    "not-numeric",
    WARNING,
    "{id}有{count}个答案不是数（如“{found}”），按未答处理。",
    '{count} answers to {id} are no number (such as "{found}"); treated as unanswered.',
    "请核对这些格。",
    "Check these cells.",
)
MIXED_CODES = Message(
    "mixed-codes",
    WARNING,
    "{id}一列里既有序号（{number}）又有文字（{label}），已各按其义读。",
    "{id} mixes codes ({number}) and texts ({label}); each was read by its meaning.",
    "请确认序号从1起、与选项同序。",
    "Make sure that codes count from 1 in the order of the options.",
)
DUPLICATES_FOUND = Message(
    "duplicate-responses",
    WARNING,
    "有{count}份答卷与前面的重复，只算一次。",
    "{count} responses repeat an earlier one and count once.",
    "请确认不是同一文件导出了两次。",
    "Check that one file was not exported twice.",
)
IDENTITY_MISSING = Message(
    "identity-missing",
    ERROR,
    "identity 写的列“{name}”不在表头里，无法按它去重。",
    'Identity column "{name}" is not in the header.',
    "{suggestion}",
    "Check the name.",
)
NO_RESPONSES = Message(
    "no-responses",
    ERROR,
    "只有表头，没有答卷。",
    "There is a header and no response.",
    "请放入导出的答卷。",
    "Put in the responses.",
)
BAD_WORKBOOK = Message(
    "bad-workbook",
    ERROR,
    "不是能打开的工作簿：{why}。",
    "Not a workbook that can be opened: {why}.",
    "请用 Excel 或 WPS 另存为 xlsx。",
    "Save it as xlsx.",
)
COUNTS_HEADER = Message(
    "counts-header",
    ERROR,
    "计数表的表头应为“题号,选项,人数”，这里是“{found}”。",
    'The header should be 题号,选项,人数; found "{found}".',
    "请改正第一行。",
    "Correct the first row.",
)
DUPLICATE_COUNT = Message(
    "duplicate-count",
    ERROR,
    "{id}的“{option}”有两行人数。",
    '{id} "{option}" is counted twice.',
    "请合并或删去一行。",
    "Merge them or remove one.",
)
COUNT_TOTAL = Message(
    "count-total",
    WARNING,
    "{id}各选项人数合计{found}，有效问卷{valid}份。",
    "The counts of {id} sum to {found}; valid are {valid}.",
    "请核对；若有人未答此题，可以不管。",
    "Check; unanswered questions may explain it.",
)
NO_SURVEY = Message(
    "no-survey",
    ERROR,
    "没有找到{what}。",
    "{what} was not found.",
    "{hint}",
    "{hint}",
)
