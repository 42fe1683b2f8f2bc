"""Which line is the caption of a table, and which one says its unit."""

import re

CAPTION = re.compile(r"^(?P<kind>附?表)\s*(?P<number>\d+(?:[-—.－]\d+)*)\s*[：:、.]?\s*(?P<title>\S.*)?$")
FIGURE = re.compile(r"^(?P<kind>附?图)\s*(?P<number>\d+(?:[-—.－]\d+)*)\s*[：:、.]?\s*(?P<title>\S.*)?$")
UNIT = re.compile(r"^[（(]?(?:金额)?单位[：:]\s*(?P<unit>[^）)\s]{1,8})[）)]?$")
LONGEST_CAPTION = 90


def is_caption(text: str) -> bool:
    """Whether a line reads as the caption of a table: 表4-4 and a title, no sentence."""
    found = CAPTION.match(text)
    if not found or len(text) > LONGEST_CAPTION or text.endswith(("。", "；", "所示")):
        return False
    title = found["title"] or ""
    return bool(title) and title[0] not in "，。；、）)和及所的" and not re.match(r"与(?:附?表|图)", title)


def unit_of(text: str) -> str:
    """The unit that a line such as 单位：万元 says, or the empty string."""
    found = UNIT.match(text)
    return found["unit"] if found else ""


def number_of(caption: str) -> str:
    """The number of a caption with its kind: ``表4-4``; empty for a caption without number."""
    found = CAPTION.match(caption)
    return found["kind"] + re.sub(r"[—－.]", "-", found["number"]) if found else ""


def caption_before(lines: list[str]) -> tuple[str, str]:
    """Caption and unit of a table that follows these lines, the nearest last."""
    unit = ""
    for line in reversed(lines[-3:]):
        if found := unit_of(line):
            unit = found
        elif is_caption(line) or (line and len(line) <= 50 and not line.endswith(tuple("。；：:，")) and "表" in line):
            return line, unit
        elif line:
            break
    return "", unit
