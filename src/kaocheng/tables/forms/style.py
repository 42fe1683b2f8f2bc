"""The looks of a form: what is to be filled in is pale yellow, what computes itself is grey."""

from collections.abc import Iterable
from typing import Any

FONT = "宋体"
_LINE_HEIGHT, _HIGHEST = 15, 400
_BASE = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
_BOX = _BASE | {"border": 1, "border_color": "#8C8C8C"}
_INPUT = _BOX | {"bg_color": "#FFF9DB", "locked": False}
_COMPUTED = _BOX | {"bg_color": "#EDEDED"}

STYLES: dict[str, dict[str, Any]] = {
    "heading": _BASE | {"font_name": "黑体", "font_size": 15},
    "title": _BASE | {"font_name": "黑体", "font_size": 15, "align": "center"},
    "hint": _BASE | {"font_size": 10, "font_color": "#595959", "text_wrap": True},
    "head": _BOX | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"},
    "key": _BOX | {"text_wrap": True},
    "key_input": _INPUT | {"text_wrap": True},
    "number": _INPUT | {"num_format": "#,##0.######", "align": "right"},
    "percent": _INPUT | {"num_format": "0.00##%", "align": "right"},
    "general": _INPUT | {"align": "right"},
    "words": _INPUT | {"text_wrap": True, "num_format": "@"},
    "computed": _COMPUTED | {"num_format": "#,##0.00", "align": "right"},
    "rate": _COMPUTED | {"num_format": "0.00%", "align": "right"},
    "total": _COMPUTED | {"num_format": "#,##0.######", "align": "right", "bold": True},
    "total_head": _COMPUTED | {"bold": True, "align": "center"},
    "label": _BASE | {"align": "right"},
    "origin": _INPUT | {"num_format": "@"},
    "text": _BASE | {"text_wrap": True, "valign": "top"},
    "strong": _BASE | {"bold": True, "font_name": "黑体"},
    "group": _BOX | {"text_wrap": True},
    "weight": _BOX | {"align": "center"},
    "plain": _BOX | {"text_wrap": True, "valign": "top"},
}


def display_width(text: str) -> int:
    """How many narrow characters wide a text is: a Chinese character counts two."""
    return max((sum(2 if ord(character) > 0x2E7F else 1 for character in line) for line in text.split("\n")), default=0)


def row_height(cells: Iterable[tuple[str, int]]) -> int:
    """The height in points that a row needs to show its texts in columns of the given widths, as far as it goes."""
    lines = [
        sum(-(-max(display_width(line), 1) // max(width - 2, 1)) for line in text.split("\n")) for text, width in cells
    ]
    return min(_LINE_HEIGHT * max(lines, default=1) + 3, _HIGHEST)
