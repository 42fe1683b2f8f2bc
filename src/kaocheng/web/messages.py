"""What the application refuses, in words."""

from kaocheng.diagnostics import Message, Severity

_E = Severity.ERROR

NO_KIND = Message("web-no-kind", _E, "没有“{found}”这种内容。", 'There is no kind "{found}".')
NO_LAYER = Message(
    "web-no-layer", _E, "没有“{found}”这一层。", 'There is no layer "{found}".',
    "可用：自报、佐证、核定、备注。", "Known: 自报, 佐证, 核定, 备注.",
)  # fmt: skip
NO_FIELD = Message("web-no-field", _E, "没有“{field}”这一栏。", 'There is no field "{field}".')
NOT_PLAIN = Message(
    "web-not-plain", _E, "“{field}”里有不是文字的内容。", '"{field}" holds something that is no text.',
    "数也要写成文字，如 \"12.5\"；列表不能层层嵌套。", 'Write numbers as texts, such as "12.5"; do not nest lists deeply.',
)  # fmt: skip
TOO_LONG = Message(
    "web-too-long", _E, "“{field}”太长，最多 {limit} 字。", '"{field}" is longer than {limit} characters.',
    "请分成几段。", "Split it.",
)  # fmt: skip
REASON_NEEDED = Message(
    "web-reason-needed", _E, "评价方案已经锁定。", "The plan is locked.",
    "要改指标、标准、表或口径，请写明理由。", "To change indicators, standards, tables or readings, give a reason.",
)  # fmt: skip
FILE_TOO_LARGE = Message(
    "web-file-too-large", _E, "文件“{name}”有 {size} MB，最多 {limit} MB。", '"{name}" has {size} MB, at most {limit}.',
    "请压缩或拆分后再上传。", "Compress or split it.",
)  # fmt: skip
FILE_EMPTY = Message(
    "web-file-empty", _E, "文件“{name}”是空的。", '"{name}" is empty.', "请重新选择文件。", "Choose again."
)
FILE_KIND = Message(
    "web-file-kind", _E, "不接受“{name}”这种文件。", 'Files such as "{name}" are not accepted.',
    "可以上传：{known}。", "Accepted: {known}.",
)  # fmt: skip
FILE_DISGUISED = Message(
    "web-file-disguised", _E, "文件“{name}”的内容与扩展名不符。", 'The content of "{name}" is not what its name says.',
    "请用原来的程序另存后再上传。", "Save it again from its program.",
)  # fmt: skip
FILE_BOMB = Message(
    "web-file-bomb", _E, "文件“{name}”解开后有 {size} MB，最多 {limit} MB。", '"{name}" unpacks to {size} MB, at most {limit}.',
    "请只上传需要的文件。", "Upload only what is needed.",
)  # fmt: skip
ROW_THERE = Message(
    "web-row-there", _E, "已经有“{row}”这一行。", 'The row "{row}" is there already.', "同名时请加序号。", "Number rows of one name.",
)  # fmt: skip
KEYS_FIXED = Message(
    "web-keys-fixed", _E, "表里已有 {rows} 行，行键要保持 {count} 个。", "The table has {rows} rows; it keeps {count} keys.",
    "只能改名；要增减行键请另建一张表。", "They can be renamed; for more or fewer, make another table.",
)  # fmt: skip
ROW_SLASH = Message(
    "web-row-slash", _E, "行名“{row}”里有 /。", 'The row name "{row}" holds a slash.',
    "/ 用来隔开表、行、列，请换成别的符号。", "Slashes part table, row and column; use another sign.",
)  # fmt: skip
ROW_INCOMPLETE = Message(
    "web-row-incomplete", _E, "行键要填满：{keys}。", "Give every key of the row: {keys}.",
)  # fmt: skip
NAME_THERE = Message(
    "web-name-there", _E, "已经有“{name}”这个名称。", 'The name "{name}" is there already.', "请换一个名称。", "Choose another.",
)  # fmt: skip
INDICATOR_THERE = Message(
    "web-indicator-there", _E, "编码“{code}”已经是“{name}”的。", 'The code "{code}" belongs to "{name}".',
    "请换一个编码。", "Choose another.",
)  # fmt: skip
NO_CODE = Message(
    "web-no-code", _E, "“{found}”不能作编码。", '"{found}" cannot be a code.',
    "编码不能为空，不能有空格、点、/ \\ : * ? \" < > | 和花括号。", "No blanks, dots, braces or / \\ : * ? \" < > |.",
)  # fmt: skip
NO_MEANING = Message(
    "web-no-meaning", _E, "“{found}”不是 表/行/列、问卷，也不是公式；没有存入。", '"{found}" is no table/row/column, survey or formula.',
    "请写成 900万元，或 项目资金/合计/预算资金，或 问卷 居民，或 项目资金.支出 / 项目资金.预算。",
    "Write a figure, table/row/column, 问卷 name, or table.column / table.column.",
)  # fmt: skip
NO_UNIT = Message(
    "web-no-unit", _E, "“{found}”没有计量单位；没有存入。", '"{found}" has no unit.',
    "请写成 {found}万元、{found}人 或 {found}%。", "Write {found}万元, {found}人 or {found}%.",
)  # fmt: skip
NAME_NEEDED = Message("web-name-needed", _E, "请填写{what}。", "{what} is missing.")
NOT_A_FILE = Message(
    "web-no-file", _E, "没有选择文件。", "No file was chosen.", "请先选择文件。", "Choose a file first."
)
BELOW_ITSELF = Message(
    "web-below-itself", _E, "“{code}”不能放到自己下面。", '"{code}" cannot stand below itself.',
)  # fmt: skip
NOT_SIBLINGS = Message(
    "web-not-siblings", _E, "选中的指标不在同一个上级下面。", "The chosen indicators have not the same parent.",
    "请用“移到”选一个上级。", "Choose a parent to move them to.",
)  # fmt: skip
NOT_UNDONE = Message(
    "web-not-undone", _E, "之后又有修改，不能再撤销这一步。", "There were changes since: this step cannot be undone any more.",
    "原来的内容在修改记录里。", "What stood there is in the record of changes.",
)  # fmt: skip
NOTHING_ABOVE = Message(
    "web-nothing-above", _E, "“{code}”是同级的第一个，不能降级。", '"{code}" is the first of its level.',
    "降级就是放到上一个同级指标的下面。", "It would go below the one in front of it.",
)  # fmt: skip
AT_THE_TOP = Message(
    "web-at-the-top", _E, "“{code}”已经是一级指标。", '"{code}" is at the top already.',
)  # fmt: skip
SCORED_ITSELF = Message(
    "web-scored-itself", _E, "“{code}”自己有评分标准、判断或底稿，不能有下级。", '"{code}" is scored itself.',
    "请先清空它的评分标准；已有的判断和底稿放到别的指标。", "Empty its standard first.",
)  # fmt: skip
NO_AMOUNT = Message(
    "web-no-amount", _E, "酌情加扣分“{found}”看不出加扣多少。", '"{found}" is no amount of points or share of the weight.',
    "请写分数，如 -1分；或占权重的份额，如 -10%。扣分为负。", "Write points, such as -1分, or a share of the weight, such as -10%.",
)  # fmt: skip
WHICH_AMOUNT = Message(
    "web-which-amount", _E, "酌情加扣分“{found}”是分，还是占权重的份额？", 'Is "{found}" points or a share of the weight?',
    "请写明：{points}，或 {share}。", "Write {points}, or {share}.",
)  # fmt: skip
NO_EVIDENCE = Message(
    "web-no-evidence", _E, "佐证里没有编号“{found}”。", 'No evidence bears the number "{found}".', "{suggestion}", "{suggestion}",
)  # fmt: skip
EVIDENCE_NEEDED = Message(
    "web-evidence-needed", _E, "酌情加扣分要有佐证。", "A discretionary adjustment needs evidence.",
    "请勾选一份，或就在这里上传一份。", "Choose a piece, or upload one here.",
)  # fmt: skip
NOT_YET = Message("web-not-yet", _E, "{what}现在还不能做：{why}。", "{what} cannot be done yet: {why}.")
NOT_RESTORED = Message(
    "web-not-restored", _E, "这一处不能从记录恢复：它是新增、删除、移动或改名，或现在已经没有了。",
    "This cannot be put back: something was added, removed, moved or renamed, or it is no longer there.",
    "请到它的页面上改。", "Change it on its own page.",
)  # fmt: skip
SIGNED_IN_SPITE = Message(
    "web-signed-in-spite", _E, "还有{what}。", "There are still: {what}.",
    "先处理，或写明为什么现在就签署。", "Deal with them first, or say why it is signed now.",
)  # fmt: skip
ARCHIVED = Message(
    "web-archived", _E, "这项评价已经归档，不能再改。", "This evaluation is archived.",
    "确要修改，请主评人在“设置”里重新打开并写明理由。", "The lead evaluator can open it again, with a reason.",
)  # fmt: skip
LAST_LEAD = Message(
    "web-last-lead", _E, "这是唯一的主评人。", "This is the only lead evaluator.",
    "请先给另一位成员主评人角色。", "Make another member lead evaluator first.",
)  # fmt: skip
USER_THERE = Message(
    "web-user-there", _E, "用户名“{found}”已有人用，或是空的。", 'The user name "{found}" is taken, or empty.',
    "请换一个用户名。", "Choose another.",
)  # fmt: skip
NO_USERNAME = Message(
    "web-no-username", _E, "“{found}”不能作用户名。", '"{found}" is no user name.',
    "请用字母、汉字、数字和 . @ + - _，最多 150 个字，没有空格。", "Use letters, digits and . @ + - _, at most 150.",
)  # fmt: skip
NO_ASSETS = Message(
    "web-no-assets", _E, "安装不完整：没有网页的脚本和样式。", "The installation lacks its scripts and styles.",
    "请重新安装 kaocheng。", "Install kaocheng again.",
)  # fmt: skip
SURVEY_COUNTED = Message(
    "web-survey-counted", _E, "问卷“{name}”已有汇总的计数，在线答卷会取代它。", '"{name}" has counts, which answers would replace.',
    "请用另一个名称导入同一份问卷，再在线发放。", "Import the questionnaire under another name.",
)  # fmt: skip
SURVEY_BARE = Message(
    "web-survey-bare", _E, "{questions} 没有选项，无法作答。", "{questions} have no options.",
    "请在问卷里写上选项或量表后再导入。", "Give them options or a scale.",
)  # fmt: skip
FORM_BLANK = Message("web-form-blank", _E, "这一份还没有任何回答，没有存。", "The form holds no answer.")
FORM_EMPTY = Message(
    "web-form-empty", _E, "第 {number} 号没有任何回答，没有存。", "Form {number} would hold no answer.",
    "如果这一份不该计入，请把它作废。", "Strike it out if it is not to count.",
)  # fmt: skip
FORM_REASON = Message(
    "web-form-reason", _E, "更正、作废第 {number} 号要写明理由。", "Give a reason for changing form {number}.",
)  # fmt: skip
RESULT_UNCLEAR = Message(
    "web-result-unclear", _E, "“{found}”是满意度的比率，还是平均分？", 'Is "{found}" a rate or a mean?',
    "比率写成 87.5%，不填满分；平均分写成 4.35，并填满分 5。", "Write a rate as 87.5%, a mean as 4.35 with its full mark 5.",
)  # fmt: skip
RESULT_NOT_READ = Message(
    "web-result-not-read", _E, "“{found}”不能作满意度：要在 0 和 100%（满分）之间。", '"{found}" is no satisfaction between 0 and 100 %.',
    "比率写成 87.5%；平均分写成 4.35，满分写 5。", "Write a rate as 87.5%, a mean as 4.35 with its full mark 5.",
)  # fmt: skip
ANSWERS_THERE = Message(
    "web-answers-there", _E, "“{name}”已经导入过，再导入会把同一批答卷算两遍。", '"{name}" was imported before.',
    "要更正时，先移除原来的文件，再导入改过的。", "Remove the former file first.",
)  # fmt: skip
NO_COUNT = Message(
    "web-no-count", _E, "{what}“{found}”不是整数。", '"{found}" is no whole number.', "请写成 176。", "Write 176.",
)  # fmt: skip
NO_DATE = Message(
    "web-no-date", _E, "“{found}”不是日期。", '"{found}" is no date.', "请写成 2026-05-31。", "Write 2026-05-31.",
)  # fmt: skip
NO_PERIOD = Message(
    "web-no-period", _E, "“{found}”看不出是哪段时间。", '"{found}" is no period.',
    "请写成 2025、2025-06 或 2025-01-01/2025-12-31。", "Write 2025, 2025-06 or 2025-01-01/2025-12-31.",
)  # fmt: skip
DATES_REVERSED = Message(
    "web-dates-reversed", _E, "开始日期 {opens} 晚于截止日期 {closes}。", "It opens on {opens}, after it closes on {closes}.",
    "请对调或改正。", "Exchange or correct them.",
)  # fmt: skip
SURVEY_THERE = Message(
    "web-survey-there", _E, "已经有问卷“{name}”。", 'There is a survey "{name}" already.', "请换一个名称。", "Choose another name.",
)  # fmt: skip
SURVEY_NAMED = Message(
    "web-survey-named", _E, "问卷“{name}”已有 {count} 份回答，不能再改名。", 'The survey "{name}" has {count} answers: it keeps its name.',
    "题名仍可以改；要换名称请复制成一份新问卷。", "Its title may change; for another name, copy it.",
)  # fmt: skip
_COPY = ("可以复制成一份新问卷再改；次序、必答、分值、维度仍可调整。", "Copy the questionnaire and change the copy.")
SURVEY_NOT_REMOVED = Message(
    "web-survey-not-removed", _E, "{id} 已有 {count} 份回答，不能删除。", "{id} has {count} answers and stays.", *_COPY
)
SURVEY_KIND_KEPT = Message(
    "web-survey-kind-kept",
    _E,
    "{id} 已有 {count} 份回答，不能改题型。",
    "{id} has {count} answers and keeps its type.",
    *_COPY,
)
SURVEY_OPTIONS_KEPT = Message(
    "web-survey-options-kept", _E, "{id} 已有 {count} 份回答，不能改动或删除选项“{options}”。",
    "{id} has {count} answers and keeps {options}.", *_COPY,
)  # fmt: skip
SURVEY_WORDING = Message(
    "web-survey-wording", _E, "{id} 已有 {count} 份回答，改题目文字要写明理由。",
    "{id} has {count} answers: give a reason for new wording.",
    "如只是改正错字，在页面上方的“修改理由”里写明再改。", "Give the reason at the top of the page.",
)  # fmt: skip
NO_FILE_NAME = Message(
    "web-no-file-name", _E, "“{found}”不能作名称。", '"{found}" cannot be a name.',
    "名称要作文件名：不能为空，不能以点开头，不能有 / \\ : * ? \" < > |。", "It names a file: no / \\ : * ? \" < > | and no leading dot.",
)  # fmt: skip
BACKUP_THERE = Message(
    "backup-there", _E, "已经有这个文件，没有覆盖。", "The file is there already and was not overwritten.",
    "请换一个名称。", "Choose another name.",
)  # fmt: skip
BACKUP_MISSING = Message(
    "backup-missing",
    _E,
    "没有这个备份文件。",
    "There is no such backup.",
    "请核对文件名和路径。",
    "See its name and path.",
)
BACKUP_DAMAGED = Message(
    "backup-damaged", _E, "备份文件损坏，或不是 kaocheng backup 写出的；什么都没有恢复。",
    "The backup is damaged or was not written by kaocheng backup; nothing was restored.",
    "请用另一份备份。", "Use another backup.",
)  # fmt: skip
BACKUP_VERSION = Message(
    "backup-version", _E, "备份出自版本 {found}，与本程序（{expected}）的数据结构不同；什么都没有恢复。",
    "The backup comes from version {found}, whose tables are not those of this one ({expected}); nothing was restored.",
    "请先装当时的版本恢复，再升级。", "Restore it with that version, then upgrade.",
)  # fmt: skip
RESTORE_NOT_EMPTY = Message(
    "restore-not-empty", _E, "这里已有用户和评价，没有恢复。", "This installation holds users already; nothing was restored.",
    "请用 --home 指定一个新的文件夹，或换一个空的数据库。", "Name a new folder with --home, or use an empty database.",
)  # fmt: skip
SUBMITTED = Message(
    "web-submitted", _E, "“{unit}”的数据已于 {at} 提交，不能再改。", "The data of {unit} were submitted on {at} and are locked.",
    "要改请联系评价组退回。", "Ask the evaluators to return them.",
)  # fmt: skip
NOT_SUBMITTED = Message(
    "web-not-submitted", _E, "“{unit}”没有待退回的提交。", "{unit} has submitted nothing that could be returned.",
    "请刷新后再看。", "Load the page again.",
)  # fmt: skip
CELLS_WRONG = Message(
    "web-cells-wrong", _E, "有 {count} 格填的不是数。", "{count} cells hold no number.",
    "请改正后再提交；没有数据就留空。", "Correct them first; leave blank what is not known.",
)  # fmt: skip
BLANKS_UNEXPLAINED = Message(
    "web-blanks-unexplained", _E, "还有 {count} 格没有填。", "{count} cells are blank.",
    "请填上；确实没有的，在“无此数据的说明”里写明哪些没有、为什么。", "Fill them in, or say which are not to be had and why.",
)  # fmt: skip
QUERY_CLOSED = Message(
    "web-query-closed", _E, "这条质询已经了结。", "This query is closed.", "有新情况请联系评价组。", "Ask the evaluators to open it again.",
)  # fmt: skip
UNFIT_CHARACTER = Message(
    "web-unfit-character", _E, "“{field}”的第 {at} 个字符不能保存（{sign}，看不见的控制字符）。",
    'Character {at} of "{field}" cannot be kept ({sign}).',
    "请删去它；从别处粘贴的，先粘贴成纯文本。", "Delete it; paste as plain text.",
)  # fmt: skip
NOT_AS_DECLARED = Message(
    "web-not-as-declared", _E, "{what}：“{field}”不合规定（{expected}）；没有存入。", '{what}: "{field}" is not as declared ({expected}).',
    "各栏见 docs/bundle.md。", "See docs/bundle.md.",
)  # fmt: skip
LEFT_BELOW = Message(
    "web-left-below", _E, "“{code}”下面还有 {left}，不能单独删除。", 'There are {left} below "{code}".',
    "请先移走下级，或在指标体系里连同下级一起删除。", "Move them first, or remove the whole branch.",
)  # fmt: skip
NO_PARENT = Message(
    "web-no-parent", _E, "没有指标“{parent}”，“{code}”不能放在它下面。", 'There is no indicator "{parent}" for "{code}".',
    "请写已有的编码；一级指标的上级留空。", "Name an existing code, or nothing for the first level.",
)  # fmt: skip
NO_TABLE = Message(
    "web-no-table", _E, "没有“{table}”这张表；没有存入。", 'There is no table "{table}".', "请先建立这张表。", "Declare it first.",
)  # fmt: skip
NO_COLUMN = Message(
    "web-no-column", _E, "表“{table}”没有可填的列“{column}”；没有存入。", 'The table "{table}" has no column "{column}" to fill in.',
    "请先在表的定义里加上；公式列由程序计算。", "Declare it first; computed columns are not filled in.",
)  # fmt: skip
COMMENT_KEPT = Message(
    "web-comment-kept", _E, "审核意见和签署写下以后，“{field}”不能改。", 'The "{field}" of a comment or signature is not changed.',
    "请另提一条意见，或撤回签署后重新签署。", "Write another comment, or sign again.",
)  # fmt: skip
