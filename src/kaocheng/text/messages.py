"""What can be wrong with a text file."""

from kaocheng.diagnostics import Message, Severity

BAD_YAML = Message(
    "bad-yaml",
    Severity.ERROR,
    "不是完整的 YAML：{what}。",
    "Not well-formed YAML: {what}.",
    "请检查该行及上一行的缩进、引号和冒号后的空格。",
    "Check the indentation, the quotes and the blank after the colon on this line and the one before.",
)
ALIAS = Message(
    "yaml-alias",
    Severity.ERROR,
    "不接受 YAML 的锚点和别名（& 和 *）。",
    "YAML anchors and aliases are not accepted.",
    "请把内容直接写在这里。",
    "Write the content out here.",
)
DUPLICATE_KEY = Message(
    "duplicate-key",
    Severity.ERROR,
    "键“{key}”重复出现。",
    'The key "{key}" appears twice.',
    "请合并或删去其中一个。",
    "Merge them or remove one.",
)
UNKNOWN_KEY = Message(
    "unknown-key",
    Severity.ERROR,
    "不认识的键“{key}”。",
    'Unknown key "{key}".',
    "{suggestion}这里可以写：{known}。",
    "Known here: {known}.",
)
MISSING_KEY = Message(
    "missing-key",
    Severity.ERROR,
    "缺少“{key}”。",
    '"{key}" is missing.',
    "请补上。",
    "Add it.",
)
WRONG_SHAPE = Message(
    "wrong-shape",
    Severity.ERROR,
    "“{key}”应为{expected}，这里是{found}。",
    '"{key}" should be {expected}, found {found}.',
)
NOT_A_NUMBER = Message(
    "not-a-number",
    Severity.ERROR,
    "“{found}”不是数。",
    '"{found}" is not a number.',
    "可写 12696.66、12,696.66、80.16%、5.5‰、1/3；单位写在表头，不写在格里；没有数就留空。",
    "Write 12696.66, 12,696.66, 80.16%, 5.5‰ or 1/3; leave the cell empty where there is no number.",
)
NOT_A_DATE = Message(
    "not-a-date",
    Severity.ERROR,
    "“{found}”不是日期。",
    '"{found}" is not a date.',
    "日期写作 2021-12-19。",
    "Write dates as 2021-12-19.",
)
NOT_A_CHOICE = Message(
    "not-a-choice",
    Severity.ERROR,
    "“{found}”不在可选的值之中。",
    '"{found}" is not one of the possible values.',
    "{suggestion}可选：{known}。",
    "Possible: {known}.",
)
EMPTY_FILE = Message(
    "empty-file",
    Severity.ERROR,
    "文件是空的。",
    "The file is empty.",
    "请填写内容；不需要这个文件就删去。",
    "Fill it in, or delete it if it is not needed.",
)
BAD_ENCODING = Message(
    "bad-encoding",
    Severity.ERROR,
    "无法辨认文字编码（试过 UTF-8 和 GB18030）。",
    "The text encoding is neither UTF-8 nor GB18030.",
    "请另存为 UTF-8 的 CSV。",
    "Save it as UTF-8 CSV.",
)
TOO_LARGE = Message(
    "too-large",
    Severity.ERROR,
    "文件有 {size} MB，超过 {limit} MB 的上限。",
    "The file has {size} MB, more than the limit of {limit} MB.",
    "请确认放入的是所需的表；原始数据库导出请先筛选。",
    "Check that it is the right file; filter exports of whole databases first.",
)
UNREADABLE = Message(
    "unreadable",
    Severity.ERROR,
    "无法读取：{why}。",
    "Cannot be read: {why}.",
)
IS_FOLDER = Message(
    "is-folder",
    Severity.ERROR,
    "这里应是文件，却是文件夹。",
    "A folder stands where a file should be.",
)
