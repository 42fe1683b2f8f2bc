"""Tables rebuilt from bare lines: scoring tables by their codes, data tables by their figures.

What cannot be rebuilt surely (a header whose pieces do not fit the columns, a row that lost blank cells) is left loose.
"""

import re
from collections import Counter
from dataclasses import replace

from kaocheng.audit.document import Block, Table, plain_table
from kaocheng.audit.reading.captions import is_caption, unit_of
from kaocheng.audit.reading.normalise import squeezed, tidy

Line = tuple[str, int]
FIGURE = re.compile(r"-|-?[\d,]+(?:\.\d+)?(?:%|元/人)?")
SCORING_HEAD = re.compile(r"三级指标\s*权重\s*目标值\s*业绩值\s*得分\s*得分率")
_SCORE_LINE = re.compile(
    r"^(?P<before>.*?)(?:^|\s)(?P<weight>\d+(?:\.\d+)?) (?P<target>\S+)(?: (?P<actual>\S.*?))? (?P<score>\d+(?:\.\d+)?) (?P<rate>[\d.]+%)$"
)
_CODE = re.compile(r"(?P<code>[A-Z]\d{2,4})\s*(?P<name>.*)$")
_PROSE = re.compile(
    r"[，。；]|^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+、|注[：:]|具体指标解释|附件|[A-Z]\d{2,3}.*[：:])"
)
_NARROW = 16


def is_scoring_head(line: str) -> bool:
    """Whether the line is the header of a scoring table."""
    return bool(SCORING_HEAD.search(line))


def takes_line(line: str, *, after_rows: bool) -> bool:
    """Whether a line may belong to a table: a unit, a header piece, a row; no sentence, no other caption."""
    if is_caption(line):
        return False
    if unit_of(line) or is_scoring_head(line) or _figures(line):
        return True
    if _PROSE.search(line) and not (
        not after_rows and len(line) <= 20 and "。" not in line and line[0] not in "注（(一二三四五六七八九十"
    ):
        return False
    return len(line) <= (_NARROW if after_rows else 70)


def _figures(line: str) -> list[str]:
    """The figures at the end of a line, where there are any."""
    words = line.split(" ")
    count = 0
    while count < len(words) and FIGURE.fullmatch(words[-1 - count]):
        count += 1
    return words[len(words) - count :] if count else []


def build_table(lines: list[Line]) -> Table | None:
    """The table that the lines are (the first is its caption or its header), or None where they are none."""
    caption = lines[0][0] if is_caption(lines[0][0]) else ""
    body = lines[1:] if caption else lines
    unit = next((found for line, _ in body if (found := unit_of(line))), "")
    body = [line for line in body if not unit_of(line[0])]
    if any(is_scoring_head(line) for line, _ in body):
        return _scoring(body, caption)
    return _data(body, caption, unit)


def _scoring(lines: list[Line], caption: str) -> Table:
    rows = [["三级指标", "权重", "目标值", "业绩值", "得分", "得分率"]]
    pages = [lines[0][1]]
    pending = ""
    for line, page in lines:
        if is_scoring_head(line):
            pending = ""
            continue
        found = _SCORE_LINE.match(line)
        if found:
            before = (pending + " " + found["before"]).strip()
            group, name = _split_code(before)
            if group:
                rows.append([group, "", "", "", "", ""])
                pages.append(page)
            cells = [found["weight"], found["target"], found["actual"] or "", found["score"], found["rate"]]
            rows.append([name, *(tidy(cell) for cell in cells)])
            pages.append(page)
            pending = ""
        elif (
            len(rows) > 1
            and not pending
            and not _CODE.search(line)
            and len(line) <= _NARROW
            and _open_name(rows[-1][0])
        ):
            rows[-1][0] += squeezed(line)
        else:
            pending = (pending + " " + line).strip()
    return plain_table(rows, caption, "", tuple(pages), loose=True)


def _split_code(before: str) -> tuple[str, str]:
    """What stands before the code (the level above, spilled into this row), and code with name."""
    codes = list(re.finditer(r"[A-Z]\d{3}|[A-Z]\d{2}(?!\d)", before))
    if not codes:
        return "", squeezed(before)
    start = codes[-1].start()
    return squeezed(before[:start]), f"{codes[-1][0]} {squeezed(before[codes[-1].end() :])}"


def _open_name(name: str) -> bool:
    return bool(_CODE.match(name)) and not name.endswith(("率", "性", "情况", "度"))


def _data(lines: list[Line], caption: str, unit: str) -> Table | None:
    head: list[str] = []
    rows: list[tuple[str, list[str], int]] = []
    label: list[str] = []
    broad = max((len(_figures(line)) for line, _ in lines), default=0) >= 2
    for line, page in lines:
        figures = _figures(line)
        if broad and not rows and len(figures) < 2:
            figures = []
        words = line.split(" ")
        lead = " ".join(words[: len(words) - len(figures)])
        if figures and not (len(figures) == 1 and not lead and not rows) and "单位" not in lead:
            name = squeezed("".join(label[-3:]) + lead) if not rows or len(lead) < 2 else squeezed(lead)
            rows.append((name if rows else squeezed(lead or "".join(label)), figures, page))
            label = []
        elif not rows:
            head.append(line)
            label = [*label, line][-3:] if len(line) <= 2 else []
        else:
            label.append(line)
    if len(rows) < 2:
        return None
    width = Counter(len(figures) for _, figures, _ in rows).most_common(1)[0][0]
    most = max(len(figures) for _, figures, _ in rows)
    if most > width and sum(len(figures) == most for _, figures, _ in rows) >= 1:
        width = most
    if len(rows) > 20 and sum(len(figures) == width for _, figures, _ in rows) * 3 < len(rows):
        return None  # lines broken beyond repair: no row can be told from the next
    full = next(figures for _, figures, _ in rows if len(figures) == width)
    titles = _titles(head, width)
    grid = [titles] + [[name, *_placed(figures, full)] for name, figures, _ in rows]
    return plain_table(grid, caption, unit, (rows[0][2], *(page for _, _, page in rows)), loose=True)


def _titles(head: list[str], width: int) -> list[str]:
    """The header's pieces as column titles, where they fit the columns; else blank titles."""
    blob = squeezed("".join(head))
    pieces = (
        [piece for piece in re.split(r"(?<=[）)])(?=[^）)]*)", blob) if piece]
        if re.search(r"[（(][^）)]{1,4}[）)]", blob)
        else []
    )
    pieces = _merge_short(pieces)
    if len(pieces) == width:
        first = re.match(r"^(县[（(]市、区[）)]|县区|县|单位|选项)(.+)$", pieces[0])
        return [first[1], first[2], *pieces[1:]] if first else ["", *pieces]
    for words in (head[-1].split(" ") if head else [], " ".join(head).split(" ")):
        if len(words) == width + 1:
            return [tidy(word) for word in words]
        if len(words) == width > 1:
            return ["", *(tidy(word) for word in words)]
    return [blob, *[""] * width]


def _merge_short(pieces: list[str]) -> list[str]:
    """A bracket that is no unit (（数据库）, （含）) belongs to what follows."""
    merged: list[str] = []
    carry = ""
    for piece in pieces:
        carry += piece
        if re.search(r"[（(](?:人|份|%|例|个|次|本|种|小时|元|万元|针|户)[）)]$", carry):
            merged.append(carry)
            carry = ""
    return [*merged, carry] if len(carry) > 3 else merged


def _placed(figures: list[str], full: list[str]) -> list[str]:
    """Figures of a short row put under the columns of a full one: percentages under percentages, blanks last or between."""
    if len(figures) >= len(full):
        return figures[: len(full)]
    if len(figures) == 2 and len(full) == 3:
        return [figures[0], "", figures[1]]
    placed: list[str] = []
    rest = list(figures)
    for model in full:
        if rest and model.endswith("%") == rest[0].endswith("%"):
            placed.append(rest.pop(0))
        else:
            placed.append("")
    return placed


def repair_labels(blocks: list[Block]) -> list[Block]:
    """Row labels that were broken (应 … 县) made whole from those of other tables (应县)."""
    known = Counter(
        row[0].text
        for block in blocks
        if isinstance(block, Table)
        for row in block.grid[1:]
        if 2 <= len(row[0].text) <= 8
    )
    common = [name for name, times in known.items() if times >= 3]
    return [_repaired(block, common) if isinstance(block, Table) and block.loose else block for block in blocks]


def _repaired(table: Table, common: list[str]) -> Table:
    rows = []
    for number, row in enumerate(table.grid):
        text = row[0].text
        fits = [name for name in common if text and name != text and (name.startswith(text) or text.endswith(name))]
        known = text in common or number == 0
        rows.append(row if known or len(fits) != 1 else (replace(row[0], text=fits[0]), *row[1:]))
    return replace(table, grid=tuple(rows))


def small_table(lines: list[Line]) -> Table | None:
    """A table without caption: a line of heads (中央 省 市 区县 合计) and a line of as many figures below it."""
    if len(lines) < 2:
        return None
    heads, figures = lines[0][0].split(" "), lines[1][0].split(" ")
    if len(heads) < 3 or len(heads) != len(figures) or any(re.search(r"\d", head) for head in heads):
        return None
    if not all(FIGURE.fullmatch(figure) for figure in figures):
        return None
    return plain_table([heads, figures], "", "", (lines[0][1], lines[1][1]), loose=True)
