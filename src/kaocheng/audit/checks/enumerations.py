"""Counts that a sentence announces and then lists: 从投入、过程、产出、效益四方面; 二级指标13个：……; 三个方面：一是……"""

import re
from collections.abc import Iterator

from kaocheng.audit.claims.book import Book, Passage
from kaocheng.audit.result import Against, Confidence, Result, fails, holds, unchecked
from kaocheng.diagnostics import Severity
from kaocheng.numbers import chinese_integer

KIND = "enumeration"
_N = r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})"
_FROM = re.compile(rf"从(?:项目的?)?(?P<list>[^，。；从]{{4,80}}?(?:、[^，。；从]{{2,30}}?)+)(?P<open>等)?{_N}个?方面")
_COLON = re.compile(rf"(?P<head>[^，。；：]{{2,10}}?)(?<!\d){_N}个[：:](?P<list>[^。；：]+?)(?P<open>等)?(?=[。；])")
_FIRSTLY = re.compile(rf"{_N}个?方面[：:](?P<list>一是[^\n]+)")


def enumerations(book: Book) -> Iterator[Result]:
    """Every announced count whose items can be counted."""
    for passage in book.passages:
        if passage.role:
            continue
        for pattern in (_FROM, _COLON):
            for found in pattern.finditer(passage.text):
                yield _counted(passage, found)
        for found in _FIRSTLY.finditer(passage.text):
            items = [sign for sign in "一二三四五六七八九" if f"{sign}是" in found["list"]]
            if len(items) >= 2 and len(passage.text) - found.end() < 5:
                yield _verdict(passage, found, len(items), open_ended=True)


def _counted(passage: Passage, found: re.Match[str]) -> Result:
    text = re.sub(r"（[^）]*）|\([^)]*\)", "", found["list"])
    items = [item for item in re.split(r"、|和(?!谐)|及(?!时)|以及", text) if item]
    loose = len([item for item in re.split(r"、", text) if item])
    stated = _number(found["count"])
    open_ended = bool(found["open"])
    if stated in {len(items), loose} or loose <= stated <= len(items):
        return holds(KIND, passage.at(found.start(), found.end()), subject=found[0][:30])
    if re.search(r"（|\(", found["list"]) and not open_ended and loose != stated and len(items) < stated:
        return unchecked(KIND, passage.at(found.start(), found.end()), subject=found[0][:30], why="列举项不易数清")
    return _verdict(passage, found, loose, open_ended=open_ended)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_integer(text)


def _verdict(passage: Passage, found: re.Match[str], items: int, *, open_ended: bool) -> Result:
    stated = _number(found["count"])
    spot = passage.at(found.start("count"), found.end("count"))
    subject = found[0][:30]
    if items == stated or (open_ended and items <= stated):
        return holds(KIND, spot, subject=subject)
    return fails(
        KIND,
        spot,
        subject=subject,
        printed=found["count"],
        expected=str(items),
        computation=f"写明{found['count']}个，列出{items}个",
        against=Against.COMPUTED,
        severity=Severity.WARNING,
        confidence=Confidence.LIKELY,
    )
