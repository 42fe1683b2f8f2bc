"""Text as it was copied out of a PDF: lines broken at the margin, tables as bare lines of words and figures."""

import re
from dataclasses import replace

from kaocheng.audit.document import Block, Document, Paragraph
from kaocheng.audit.reading.captions import is_caption, unit_of
from kaocheng.audit.reading.normalise import tidy
from kaocheng.audit.reading.raw_tables import build_table, is_scoring_head, repair_labels, small_table, takes_line

Line = tuple[str, int]
_FOOT = re.compile(r"^地址[：:].*电话[：:]")
_STARTS = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+[、.](?!\d)|[①-⑳]|[A-Z]\d{2,3}|附件[一二三四五六七八九十]"
    r"|注[：:]|答[：:]|指标(?:解释|权重|标杆值|评分|得分)|评价(?:标准|结果)|数据来源|项目单位|委托单位|评价单位|具体指标解释|——)"
)
_HEADING_END = re.compile(r"[（(][A-Z]\d{2,5}[）)]$")
_CODE_ALONE = re.compile(r"^[（(][A-Z]\d{1,5}[）)]$")
_LONG = 27  # characters of a full line at least


def read_raw(text: str, name: str) -> Document:
    """The document that such a text is; a line that begins with a blank or a form feed begins a page."""
    lines, pages = _lines(text)
    return Document(name, "txt", tuple(blocks_from(lines)), pages)


def blocks_from(lines: list[Line]) -> list[Block]:
    """Paragraphs and tables rebuilt from lines as they stand on the pages."""
    blocks: list[Block] = []
    place = 0
    waiting: list[Line] = []
    while place < len(lines):
        line, page = lines[place]
        small = small_table(lines[place : place + 2])
        if small is not None:
            blocks.extend(_paragraphs(waiting))
            waiting = []
            label = "".join(
                block.text for block in blocks[-2:] if isinstance(block, Paragraph) and len(block.text) <= 8
            )
            blocks.append(replace(small, caption=label))
            place += 2
            continue
        if is_caption(line) or (is_scoring_head(line) and not _is_open(waiting)):
            end = _end_of_table(lines, place + 1)
            table = build_table(lines[place:end])
            if table is not None:
                blocks.extend(_paragraphs(waiting))
                waiting = []
                if is_caption(line):
                    blocks.append(Paragraph(line, page))
                blocks.append(table)
                place = end
                continue
        waiting.append((line, page))
        place += 1
    blocks.extend(_paragraphs(waiting))
    return repair_labels(blocks)


def _is_open(waiting: list[Line]) -> bool:
    """Whether the lines before end in the middle of a sentence."""
    return bool(waiting) and len(waiting[-1][0]) >= _LONG and waiting[-1][0][-1] not in "。：；"


def _lines(text: str) -> tuple[list[Line], int]:
    result: list[Line] = []
    page = 1
    raw = text.replace("\f", "\n ").split("\n")
    foot = False
    for number, line in enumerate(raw):
        if line.startswith(" ") and line.strip() and number:
            page += 1
        plain = tidy(line)
        if not plain:
            continue
        if _FOOT.match(plain):
            if result:
                result.pop()
            foot, page = True, page + 1
            continue
        if foot and plain.isdigit():
            foot = False
            continue
        spaced = re.sub(r"\s+", " ", line.strip())
        result.append((keep_blanks(spaced), page))
    return result, page


def keep_blanks(line: str) -> str:
    """A row of a table keeps the blanks between its cells; prose loses those that typesetting made."""
    words = line.split(" ")
    figures = sum(bool(re.fullmatch(r"-|-?[\d,]+(?:\.\d+)?%?", word)) for word in words)
    heads = len(words) >= 3 and all(2 <= len(word) <= 14 and not re.search(r"[，。；：\d]", word) for word in words)
    return line if (figures >= 1 and len(words) >= 2) or heads or len(line) < 8 else tidy(line)


def _end_of_table(lines: list[Line], start: int) -> int:
    place, seen = start, False
    scoring = any(is_scoring_head(line) for line, _ in lines[start - 1 : start + 2])
    while place < len(lines):
        line = lines[place][0]
        verdict = takes_line(line, after_rows=seen and not scoring)
        if not verdict:
            break
        seen = seen or bool(re.search(r"\d$|%$", line) and " " in line)
        place += 1
    return place


def _paragraphs(lines: list[Line]) -> list[Block]:
    """Prose made whole: a line joins the one before unless that was short, ended a sentence, or this one begins anew."""
    result: list[Block] = []
    current, since, last = "", 0, ""
    for line, page in lines:
        new = not current or _STARTS.match(line) or is_caption(line) or unit_of(line)
        ends = last[-1:] in "。：；！？" or len(last) < _LONG or _HEADING_END.search(last)
        if current and (_CODE_ALONE.match(line) or not (new or ends)):
            current += " " + line
        else:
            if current:
                result.append(Paragraph(tidy(current), since))
            current, since = line, page
        last = line
    if current:
        result.append(Paragraph(tidy(current), since))
    return result
