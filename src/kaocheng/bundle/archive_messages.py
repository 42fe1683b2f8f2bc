"""What can be wrong with an archive."""

from kaocheng.diagnostics import Message, Severity

NO_ARCHIVE = Message("no-archive", Severity.ERROR, "没有这个文件。", "There is no such file.")
NOT_EMPTY = Message(
    "folder-not-empty",
    Severity.ERROR,
    "文件夹里已有内容。",
    "The folder is not empty.",
    "请换一个新的文件夹，已有内容不会被覆盖。",
    "Name a new folder; nothing is overwritten.",
)
DAMAGED = Message(
    "archive-damaged",
    Severity.ERROR,
    "文件损坏、有密码，或不是 .kaocheng 压缩包。",
    "The file is damaged, has a password, or is no .kaocheng archive.",
    "请向提供者重新索取。",
    "Ask for it again.",
)
NO_MANIFEST = Message(
    "no-manifest",
    Severity.ERROR,
    "压缩包里没有完好的 manifest.json，不能核对。",
    "The archive has no readable manifest.json and cannot be verified.",
)
TOO_LARGE = Message(
    "archive-too-large",
    Severity.ERROR,
    "解开后超过 {limit} MB，不予解开。",
    "It would unpack to more than {limit} MB.",
)
UNSAFE_PATH = Message(
    "unsafe-path",
    Severity.ERROR,
    "压缩包里有不安全的路径“{path}”。",
    'The archive holds the unsafe path "{path}".',
    "它想写到文件夹之外，不予解开。",
    "It would write outside the folder.",
)
CHANGED = Message("file-changed", Severity.ERROR, "文件 {path} 被改动过。", "The file {path} was changed.")
MISSING = Message("file-missing", Severity.ERROR, "文件 {path} 不见了。", "The file {path} is missing.")
ADDED = Message("file-added", Severity.ERROR, "文件 {path} 是后来加入的。", "The file {path} was added.")
