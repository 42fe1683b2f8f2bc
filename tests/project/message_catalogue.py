"""The manual of messages, docs/messages.md, made from the messages themselves: ``make docs`` writes it.

Run as a program, in a process of its own, since the web application has to be set up before its modules load:
prints the manual, or with ``--json`` the messages.
"""

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator

from sources import PACKAGE, imports, modules, room_of

from kaocheng.diagnostics import SEVERITY_NAMES, Message

HEAD = """# 校验提示一览

Kaocheng 能给出的全部提示，由程序生成（`make docs`）。花括号里的词在实际提示中换成当时的内容。
错误使命令以 1 结束；警告和提示不影响。"""


def messages() -> Iterator[tuple[str, Message]]:
    """Every message of the package with the room that declares it, in order of the modules; each once."""
    seen: set[int] = set()
    for path, tree in modules().items():
        if not any(name == "Message" for _, _, name in imports(path, tree)):
            continue
        module = importlib.import_module("kaocheng." + path.removesuffix(".py").replace("/", "."))
        for value in vars(module).values():
            if isinstance(value, Message) and id(value) not in seen:
                seen.add(id(value))
                yield room_of(path), value


def manual() -> str:
    """The text of docs/messages.md."""
    lines = [HEAD]
    room = ""
    for current, message in messages():
        if current != room:
            room = current
            lines += [f"\n## {room}\n", "| 代码 | 级别 | 内容 | 怎么办 |", "|---|---|---|---|"]
        cells = (f"`{message.code}`", SEVERITY_NAMES[message.severity], message.zh, message.hint_zh)
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def as_json() -> str:
    """The messages as JSON: room, code, severity and the four texts."""
    texts = ("code", "severity", "zh", "en", "hint_zh", "hint_en")
    found = [{"room": room} | {name: str(getattr(message, name)) for name in texts} for room, message in messages()]
    return json.dumps(found)


def set_up_web(home: str) -> None:
    """Readies the web application's modules for import, with its files in ``home``."""
    os.environ |= {"KAOCHENG_HOME": home, "DJANGO_SETTINGS_MODULE": "kaocheng.web.settings"}
    importlib.import_module("django").setup()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        if (PACKAGE / "web" / "settings.py").exists():
            set_up_web(home)
        sys.stdout.write(as_json() if "--json" in sys.argv else manual())
