"""Names as people type them in tables: blanks, full-width forms, a 计量单位 in brackets, words for totals."""

import re
import unicodedata

from kaocheng.numbers import Measure, UnknownMeasure

_IGNORED = re.compile(r"[\s*＊_:：]+")
_BRACKET = re.compile(r"^(?P<name>.+?)[(\[〔【](?:计量单位|单位)?:?(?P<unit>[^()\[\]〔〕【】]+)[)\]〕】]$")
_UNIT_LINE = re.compile(r"(?:计量|金额)?单位[:：]\s*([^\s,，;；()（）]+)")
_TOTAL = re.compile(r".{0,8}(?:合计|总计|小计|共计|总和)(?:数)?|合|总|全[市省县区州]")


def same_form(text: str) -> str:
    """A name without what makes no difference: blanks, full-width forms, stars, colons."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).replace("“", '"').replace("”", '"')


def split_unit(text: str) -> tuple[str, Measure | None]:
    """A column head without the 计量单位 in brackets, and that unit: ``到位金额（万元）`` → 到位金额, 万元.

    The head as it is, and None, where it ends in no bracket or the bracket holds no unit.
    """
    plain = same_form(text)
    found = _BRACKET.match(plain)
    if not found:
        return plain, None
    try:
        return found["name"], Measure.parse(found["unit"])
    except UnknownMeasure:
        return found["name"], None


def unit_line(text: str) -> Measure | None:
    """The 计量单位 of a line such as ``单位：万元`` above a table; None where it names none or names an organisation."""
    found = _UNIT_LINE.search(unicodedata.normalize("NFKC", text))
    if not found or len(found[1]) > 4:
        return None
    try:
        measure = Measure.parse(found[1])
    except UnknownMeasure:
        return None
    return measure if measure.money or measure.is_ratio or len(found[1]) <= 2 else None


def is_total(text: str) -> bool:
    """Whether a row so called is a total: 合计, 总 计, 小计, 全市合计."""
    return _TOTAL.fullmatch(same_form(text)) is not None


def is_subtotal(text: str) -> bool:
    """Whether a row so called sums only the rows just above it."""
    return same_form(text).endswith("小计")
