"""Making text comparable: half-width digits, and no blanks that typesetting or extraction put between characters."""

import re

_WIDE: dict[int, int | str | None] = {
    code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
}
_WIDE |= dict.fromkeys((8203, 8204, 8205, 8288, 65279, 173))  # invisible break marks
_WIDE |= {ord("％"): "%", ord("．"): ".", ord("﹪"): "%", ord("−"): "-", ord("\u00a0"): " ", ord("\u3000"): " "}
_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[ \t]+|[ \t]+(?=[^\x00-\x7f])")
_IN_FIGURES = re.compile(r"(?<=[\d,.%)])\s+(?=[%×÷/*=+)<>])|(?<=[×÷/*=+(<>])\s+(?=[\d(])|(?<=\d)\s+(?=%)")


def tidy(text: str) -> str:
    """``text`` with half-width digits and letters and without blanks beside Chinese characters.

    Blanks between two figures or two Latin words stay: they separate them.
    """
    text = re.sub(r"[ \t\r\f\v]+", " ", text.translate(_WIDE)).strip()
    return _IN_FIGURES.sub("", _BESIDE_CHINESE.sub("", text))


def squeezed(text: str) -> str:
    """``text`` without any white space, for names that were broken over lines."""
    return re.sub(r"\s+", "", tidy(text))


def without_tags(text: str) -> str:
    """``text`` without the paragraph tags that some converters leave in cells."""
    return re.sub(r"</?(?:p|br|div|span)\s*/?>", " ", text)
