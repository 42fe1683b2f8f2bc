"""Why a finished report cannot be read, or not wholly."""

from kaocheng.diagnostics import Message, Severity

UNKNOWN_FORMAT = Message(
    "audit-unknown-format",
    Severity.ERROR,
    "不认识这种文件（{found}）。",
    "This kind of file ({found}) is not known.",
    "可读 .docx、.pdf、.html、.txt；.doc、.wps 请先另存为 .docx。",
    "Readable are .docx, .pdf, .html and .txt; save .doc and .wps as .docx first.",
)
DAMAGED = Message(
    "audit-damaged",
    Severity.ERROR,
    "文件已损坏或不是完整的 {format} 文件。",
    "The file is damaged or no complete {format} file.",
    "请用原来的软件打开，另存一份再试。",
    "Open it in its own program and save a new copy.",
)
ENCRYPTED = Message(
    "audit-encrypted",
    Severity.ERROR,
    "文件设有打开密码，无法读取。",
    "The file is protected by a password.",
    "请取消密码后再试。",
    "Remove the password first.",
)
BOMB = Message(
    "audit-bomb",
    Severity.ERROR,
    "文件展开后有 {size} MB，超过 {limit} MB 的上限，可能是恶意文件。",
    "Unpacked, the file has {size} MB, more than the limit of {limit} MB; it may be hostile.",
    "请确认来源；确为报告的，请压缩其中的图片后再试。",
    "Check where it comes from; if it is a report, compress its pictures.",
)
ENTITIES = Message(
    "audit-entities",
    Severity.ERROR,
    "文件里夹带了会引用外部内容的指令，可能有害，没有读。",
    "The file declares entities or a document type inside and is not read.",
    "正常的 Word 文件没有这种内容；请另存一份再试。",
    "A normal Word file has none; save a new copy.",
)
SCANNED = Message(
    "audit-scanned",
    Severity.ERROR,
    "{pages} 页都是图片，没有文字，可能是扫描件。",
    "All {pages} pages are pictures without text; it may be a scan.",
    "请使用由 Word 直接导出的 PDF，或先做文字识别。",
    "Use a PDF exported from the word processor, or recognise the text first.",
)
SCANNED_PAGES = Message(
    "audit-scanned-pages",
    Severity.WARNING,
    "第 {pages} 页只有图片，没有文字，这些页没有复核。",
    "Pages {pages} are pictures without text and were not checked.",
)
TURNED_PAGES = Message(
    "audit-turned-pages",
    Severity.WARNING,
    "第 {pages} 页的文字是横躺着的，这些页没有复核。",
    "The text of pages {pages} runs sideways; they were not checked.",
    "请把页面转正后另存，或用 Word 文件。",
    "Turn the pages and save the file again, or use the Word file.",
)
TOO_MANY_PAGES = Message(
    "audit-too-many-pages",
    Severity.ERROR,
    "文件有 {pages} 页，超过 {limit} 页的上限。",
    "The file has {pages} pages, more than the limit of {limit}.",
    "请按报告拆开后再试。",
    "Split it into its reports.",
)
TOO_LONG = Message(
    "audit-too-long",
    Severity.ERROR,
    "文件有 {size} 万字，超过 {limit} 万字的上限。",
    "The file has {size} times 10 000 characters, more than the limit of {limit}.",
    "请按报告拆开后再试。",
    "Split it into its reports.",
)
CUT_SHORT = Message(
    "audit-cut-short",
    Severity.WARNING,
    "有 {count} 段（格）超过 {limit} 字，只复核了各自的前 {limit} 字。",
    "{count} paragraphs or cells have more than {limit} characters; only the first {limit} of each were checked.",
)
NO_TEXT = Message(
    "audit-no-text",
    Severity.ERROR,
    "文件里没有文字。",
    "The file holds no text.",
)
EMPTY_FOLDER = Message(
    "audit-empty-folder",
    Severity.ERROR,
    "文件夹里没有可读的报告（.docx、.pdf、.html、.txt）。",
    "The folder holds no readable report (.docx, .pdf, .html, .txt).",
)
