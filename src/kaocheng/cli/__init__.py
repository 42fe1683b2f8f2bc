"""The command line. Chinese first; ``--lang en`` for English. A command's module is imported only when it is called."""

import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from kaocheng import __version__
from kaocheng.cli.output import print_diagnostics, say
from kaocheng.cli.parsing import Parser
from kaocheng.diagnostics import Message, Refusal, Severity, nearest

# Each command: its module, and what it does in Chinese and English.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "new": ("new", "从模板新建评价包", "make a bundle from a template"),
    "check": ("check", "检查评价包，列出全部问题及其位置", "list everything wrong with a bundle"),
    "score": ("score", "打分", "print the score sheet"),
    "explain": ("explain", "一个指标的得分来历；可假设数据变动", "show how an indicator's score came about"),
    "compare": ("compare", "与印行报告逐项对照", "compare with the printed report"),
    "standard": ("standard", "看一句评分标准被理解成什么", "show how a scoring sentence is understood"),
    "forms": ("forms", "由指标体系生成基础数据表", "write the base-data workbooks"),
    "import": ("import_", "读入填好的基础数据表", "read filled base-data workbooks"),
    "indicators": ("indicators", "指标表与 Excel 互换", "indicator table to and from Excel"),
    "survey": ("survey", "问卷：满意度、信度、效度", "survey results"),
    "report": ("report", "生成报告（Word、PDF、HTML、Excel）", "write the report"),
    "audit": ("audit", "复核一份已成的报告，列出不能成立之处", "find what is wrong in a finished report"),
    "serve": ("serve", "启动网页应用", "start the web application"),
    "backup": ("backup", "备份网页应用的全部内容", "back the web application up"),
    "restore": ("restore", "从备份恢复网页应用", "restore the web application from a backup"),
    "pack": ("pack", "打成一个 .kaocheng 压缩包", "pack a bundle into one archive"),
    "unpack": ("unpack", "解开 .kaocheng 压缩包", "unpack an archive"),
    "verify": ("verify", "核对压缩包是否被改动", "verify an archive"),
    "demo": ("demo", "两个示例：从数据到报告", "both examples, from data to report"),
}

CANNOT_RUN = 2
NOT_WRITTEN = Message(
    "cannot-access",
    Severity.ERROR,
    "无法读写 {file}：{why}。",
    "Cannot read or write {file}: {why}.",
    "请换一个可写的地方，或关掉正在使用它的程序，再试一次。",
    "Choose a place that can be written to, or close the program that uses it, and try again.",
)


def run() -> int:
    """The ``kaocheng`` program: one command in a process of its own. See :func:`main`."""
    gc.disable()  # a command is over before there is anything worth collecting
    code = main()
    gc.freeze()  # and at its end nothing is searched either
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 clean, 1 errors or discrepancies found, 2 could not run."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang, arguments = _language(arguments)
    name = next((argument for argument in arguments if not argument.startswith("-")), "")
    if name and name not in COMMANDS:
        say(_unknown(name, lang), error=True)
        return CANNOT_RUN
    try:
        parser = _parser(name, lang)
        args = parser.parse_args(arguments)
        if not name:
            parser.print_help()
            return 0
        args.lang = lang
        with _memory(name):
            return int(args.run(args))
    except Refusal as refusal:
        print_diagnostics(refusal.diagnostics, lang, error=True)
        return CANNOT_RUN
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print_diagnostics([NOT_WRITTEN.at(file=error.filename or "", why=_reason(error, lang))], lang, error=True)
        return CANNOT_RUN
    except Exception as error:  # noqa: BLE001 -- no traceback ever reaches a user
        return _internal_error(error, lang)


# These read scoring sentences; what was understood once is kept between runs.
READING = {"check", "score", "explain", "compare", "forms", "import", "report", "demo"}


def _memory(name: str) -> AbstractContextManager[None]:
    if name not in READING:
        return nullcontext()
    from kaocheng.standards.memory import remembered

    return remembered()


def _parser(name: str, lang: str) -> Parser:
    english = lang == "en"
    description = "Budget performance evaluation" if english else "考成：预算绩效评价工作台"
    parser = Parser(prog="kaocheng", description=description, lang=lang)
    parser.add_argument("--version", action="version", version=f"kaocheng {__version__}")
    parser.add_argument(
        "--lang", choices=("zh", "en"), help="language" if english else "语言：zh 中文（默认），en 英文"
    )
    commands = parser.add_subparsers(prog=parser.prog, metavar="COMMAND" if english else "命令")
    for command, (module, chinese, in_english) in COMMANDS.items():
        about = in_english if english else chinese
        if command == name:
            loaded = importlib.import_module(f"kaocheng.cli.{module}")
            loaded.add_parser(commands)
            commands.choices[command].description = about
            commands.choices[command].set_defaults(run=loaded.run)
        else:
            commands.add_parser(command, help=about, add_help=False)
    return parser


def _language(arguments: list[str]) -> tuple[str, list[str]]:
    """``--lang`` may stand anywhere; it is taken out here."""
    for index, argument in enumerate(arguments[:-1]):
        if argument == "--lang" and arguments[index + 1] in {"zh", "en"}:
            return arguments[index + 1], arguments[:index] + arguments[index + 2 :]
    for argument in arguments:
        if argument in {"--lang=zh", "--lang=en"}:
            return argument[-2:], [other for other in arguments if other != argument]
    return "zh", arguments


_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读，不能写",
    errno.EISDIR: "那里是文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "那里已有同名的文件",
    errno.ENOTEMPTY: "那里已有内容",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
}


def _reason(error: OSError, lang: str) -> str:
    said = error.strerror or str(error)
    return said if lang == "en" else _REASONS.get(error.errno or 0, said)


def _unknown(name: str, lang: str) -> str:
    near = nearest(name, COMMANDS)
    if lang == "en":
        return f'There is no command "{name}".' + (f' Did you mean "{near}"?' if near else "")
    return f"没有命令“{name}”。" + (f"您是否指“{near}”？" if near else "") + "可用的命令见 kaocheng --help。"


def _internal_error(error: Exception, lang: str) -> int:
    if os.environ.get("KAOCHENG_DEBUG"):
        raise error
    kind = f"{type(error).__name__}: {error}"
    if lang == "en":
        say(f"Kaocheng made a mistake of its own ({kind}). Nothing of yours was changed. Please report it.", error=True)
    else:
        say(
            f"程序自身出错（{kind}）。您的文件没有被改动。请把这一行报告给我们；设 KAOCHENG_DEBUG=1 可看细节。",
            error=True,
        )
    return CANNOT_RUN
