"""What people pack into the name cell of an indicator: ``A1 工作目标设定 (3)``, ``B13“三公经费”变动率``, ``投入（20分）``."""

import re
from dataclasses import dataclass
from fractions import Fraction

from kaocheng.numbers import read_number

_CODE = re.compile(r"(?P<code>[A-Z](?:\d+(?:[-.]\d+)*)?)(?![A-Za-z0-9])[\s.、:：．]*(?P<name>.*)", re.DOTALL)
_NUMBER_CODE = re.compile(r"(?P<code>\d+(?:[.-]\d+)*)(?:[.、．]\s*|\s+)(?P<name>[^\d\s].*)", re.DOTALL)
_WEIGHT = re.compile(
    r"(?P<name>.*?)\s*[(（]\s*(?:权重|分值)?[:：]?\s*(?P<weight>\d+(?:\.\d+)?)\s*(?P<mark>分|%|％)?\s*[)）]"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A name cell taken apart; ``weight`` is in points, and ``certain`` tells that 分 or % stood behind it."""

    code: str
    name: str
    weight: Fraction | None = None
    certain: bool = False
    whole_name: str = ""  # with the bracket, for one that is no weight after all


def read_label(text: str, parent_code: str = "") -> Label:
    """The code, name and weight in a name cell.

    Letters and digits are a code only where they go on from the parent's code, so that PM2.5浓度 stays a name. The
    bracket is the weight only at the end of the text.
    """
    whole = plain_name(text)
    found = _WEIGHT.fullmatch(whole)
    if not found or not found["name"]:
        code, name = split_code(whole, parent_code)
        return Label(code, name, whole_name=name)
    code, name = split_code(found["name"], parent_code)
    whole_name = split_code(whole, parent_code)[1]
    return Label(code, name, read_number(found["weight"]), bool(found["mark"]), whole_name)


def plain_name(text: str) -> str:
    """A name on one line: a line break inside Chinese text means nothing, elsewhere it is a blank."""
    joined = re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])", "", text)
    return " ".join(joined.split())


def split_code(text: str, parent_code: str = "") -> tuple[str, str]:
    """The code in front of a name, and the name; an empty code where there is none."""
    for pattern in (_CODE, _NUMBER_CODE):
        found = pattern.fullmatch(text)
        if found and found["name"] and found["code"].startswith(parent_code) and found["code"] != parent_code:
            return found["code"], found["name"]
    return "", text
