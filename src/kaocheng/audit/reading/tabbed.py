"""Text whose tables are lines with tabs between the cells."""

import re

from kaocheng.audit.document import Block, Document, Paragraph, plain_table
from kaocheng.audit.reading.captions import caption_before, is_caption
from kaocheng.audit.reading.joining import joined
from kaocheng.audit.reading.normalise import tidy, without_tags

LONGEST_ROW = 20
_OUTSIDE = re.compile(r"[。；：:]|^[（(]?[一二三四五六七八九十\d]+[）)、.]|^附件|^单位")


def read_tabbed(text: str, name: str) -> Document:
    """The document that such a text is. A short line without tabs directly below a row belongs to the table."""
    blocks: list[Block] = []
    lines: list[str] = []
    rows: list[list[str]] = []

    def close() -> None:
        if rows:
            width = max(len(row) for row in rows)
            caption, unit = caption_before(lines)
            blocks.append(plain_table([row + [""] * (width - len(row)) for row in rows], caption, unit))
            rows.clear()

    for line in text.splitlines():
        if "\t" in line:
            if not rows and blocks and not isinstance(blocks[-1], Paragraph):
                lines.append("")
            rows.append([tidy(without_tags(cell)) for cell in line.split("\t")])
        elif rows and line.strip() and _belongs(line):
            rows.append([tidy(line)])
        else:
            close()
            plain = tidy(line)
            if plain:
                blocks.append(Paragraph(plain))
                lines.append(plain)
    close()
    return Document(name, "txt", joined(_without_early_captions(blocks)))


def _belongs(line: str) -> bool:
    """Whether a line without tabs below a row is one of its table (回答人数 41), and no caption, heading or sentence."""
    text = line.strip()
    return len(text) <= LONGEST_ROW and not is_caption(text) and not _OUTSIDE.search(text)


def _without_early_captions(blocks: list[Block]) -> list[Block]:
    """A part of a table after a page break has no caption of its own, though the same lines stand above it."""
    result: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph) and result and not isinstance(result[-1], Paragraph):
            grid = [[cell.text for cell in row] for row in block.grid]
            result.append(plain_table(grid))
        else:
            result.append(block)
    return result
