"""Reading a target (目标值): ``≥75%``, ``≤9%``, ``95%-100%``, ``0``, ``1-2``, ``5.5‰以内``; words are no number."""

import re

from kaocheng.numbers import NotANumber, read_figure
from kaocheng.standards.rules.limits import Interval, Limit

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?(?:%|‰|/10万|/万)?"
_RANGE = re.compile(rf"({_NUMBER})(\(不?含\))?(?:[-~—–～－至到])({_NUMBER})(\(不?含\))?(.*)")
_COMPARED = re.compile(
    rf"(≥|≤|>|<|=|不低于|不少于|不小于|不超过|不高于|不大于|大于等于|小于等于|大于|高于|超过|小于|低于|达到|控制在)?({_NUMBER})(.*)"
)
_SIGNS = {
    "≥": ("low", True), "不低于": ("low", True), "不少于": ("low", True), "不小于": ("low", True),
    "大于等于": ("low", True), "达到": ("low", True), ">": ("low", False), "大于": ("low", False),
    "高于": ("low", False), "超过": ("low", False), "≤": ("high", True), "不超过": ("high", True),
    "不高于": ("high", True), "不大于": ("high", True), "小于等于": ("high", True), "控制在": ("high", True),
    "<": ("high", False), "小于": ("high", False), "低于": ("high", False),
}  # fmt: skip
_FREQUENCY = re.compile(r"(?![百千万亿]{0,2}元).*/")
_PLAIN = str.maketrans(
    {"≧": "≥", "≦": "≤", "％": "%", "（": "(", "）": ")", "＞": ">", "＜": "<", "＝": "=", "，": ","}
)


def read_target(text: str) -> Interval | None:
    """The interval that a target demands; a bare number stands for both ends. None where the target is in words."""
    plain = re.sub(r"\s", "", text.translate(_PLAIN)).replace(">=", "≥").replace("<=", "≤")
    try:
        if found := _RANGE.fullmatch(plain):
            low, high = _limit(found[1], found[5]), _limit(found[3], found[5])
            if high.mark and not low.mark:  # 95-100%
                low = _limit(found[1] + high.mark, found[5])
            return Interval(low, high, found[2] != "(不含)", found[4] != "(不含)") if low.value <= high.value else None
        if not (found := _COMPARED.fullmatch(plain)):
            return None
        rest = found[3]
        limit = _limit(found[2], rest.removesuffix("以上").removesuffix("以下").removesuffix("以内").removesuffix("及"))
    except NotANumber:
        return None
    sign = found[1] or {"以上": "≥", "以内": "≤", "以下": "≤"}.get(rest[-2:], "")
    if _FREQUENCY.match(rest) or any(character.isdigit() for character in rest):  # 1次/半年, but 300元/人
        return None
    if sign not in _SIGNS:
        return Interval(limit, limit)
    side, included = _SIGNS[sign]
    return Interval(low=limit, low_in=included) if side == "low" else Interval(high=limit, high_in=included)


def smaller_is_better(text: str) -> bool | None:
    """Whether a target is met from below: ``≤5%``, ``0``. None for a bare number, a range or words, which do not say."""
    wanted = read_target(text)
    if wanted is None:
        return None
    if wanted.low == wanted.high:
        return True if wanted.low is not None and not wanted.low.value else None
    return wanted.low is None if wanted.low is None or wanted.high is None else None


def _limit(text: str, unit: str) -> Limit:
    figure = read_figure(text)
    return Limit(figure.value, figure.mark, unit)
