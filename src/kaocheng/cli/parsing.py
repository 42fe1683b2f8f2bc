"""Command-line parsing whose messages are for people, in Chinese first."""

import argparse
import re
from typing import Any, NoReturn

_TRANSLATED = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (.+?): expected one argument", r"\1 后面缺少值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要有一个值"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"\1 的值 \2 不对"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同用"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese, or English where ``lang`` is ``en``."""

    def __init__(self, *args: Any, lang: str = "zh", **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **kwargs})
        self._lang = lang
        if lang != "en":
            self._positionals.title = "参数"
            self._optionals.title = "选项"
            for action in self._actions:
                if action.dest == "help":
                    action.help = "显示这段说明"

    def format_usage(self) -> str:
        """The usage line."""
        return self._in_language(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return self._in_language(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command line and ends with exit code 2."""
        said = message
        if self._lang != "en":
            for pattern, replacement in _TRANSLATED:
                if re.fullmatch(pattern, message):
                    said = re.sub(pattern, replacement, message)
                    break
        self.exit(2, f"{self.format_usage()}{'error: ' if self._lang == 'en' else '错误：'}{said}\n")

    def _in_language(self, text: str) -> str:
        return text if self._lang == "en" else re.sub(r"^usage: ", "用法：", text)
