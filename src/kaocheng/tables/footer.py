"""The lines below a table: notes, and who filled it in, when, from which source."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kaocheng.diagnostics import Diagnostic
from kaocheng.tables import messages
from kaocheng.tables.sheet import Cells, SheetCell

_LABEL = r"(?:注|备注|说明|附注|填报\w*|填表\w*|制表\w*|审核\w*|复核\w*|负责人|联系\w*|数据来源|资料来源|日期)"
_LABELLED = re.compile(_LABEL + r"\s*\d*\s*[:：]")
_NOTE = re.compile(_LABEL)
_FIELD = re.compile(
    r"(?P<field>填报者|填报人|填报单位|填表人|填报日期|填表日期|日期|数据来源|资料来源)[:：]\s*(?P<value>.*?)\s*"
    r"(?=(?:填报|填表|日期|数据来源|资料来源|审核|联系|负责人)\S*[:：]|$)"
)
_AUTHOR = ("填报者", "填报单位", "填报人", "填表人")
_CHINESE_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who reported a table, when (ISO date) and from which source; empty where it is not said."""

    author: str = ""
    date: str = ""
    source: str = ""


def is_footer(row: Cells, *, figures: bool) -> bool:
    """Whether a row below a table is a note about it, not a row of it; ``figures``: whether its columns hold anything."""
    first = next((cell.text for cell in row if cell.text), "")
    return (_NOTE if not figures else _LABELLED).match(first) is not None


def read_origin(rows: list[Cells]) -> tuple[Origin, list[Diagnostic]]:
    """What the lines below a table say about its origin: ``填报者：…``, the value in the same cell or the next one."""
    found: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for row in rows:
        cells = [cell for cell in row if cell.own_text]
        for position, cell in enumerate(cells):
            after = cells[position + 1] if position + 1 < len(cells) else None
            for match in _FIELD.finditer(unicodedata.normalize("NFKC", cell.text).replace("：", ":")):
                value = match["value"] or (after.text if after and not _FIELD.match(after.text) else "")
                if not value:
                    continue
                if match["field"].endswith("日期"):
                    found["date"] = _date(value, cell, problems)
                else:
                    found["author" if match["field"] in _AUTHOR else "source"] = value
    return Origin(**found), problems


def _date(text: str, cell: SheetCell, problems: list[Diagnostic]) -> str:
    match = _CHINESE_DATE.search(text)
    try:
        return date(*map(int, match.groups())).isoformat() if match else _refuse(text, cell, problems)
    except ValueError:
        return _refuse(text, cell, problems)


def _refuse(text: str, cell: SheetCell, problems: list[Diagnostic]) -> str:
    problems.append(messages.BAD_DATE.at(cell.place, found=text))
    return ""
