"""Reports as other firms write them, for the tests: text with | between the cells of a table, ^ for a cell merged with the
one above, and ⟦printed→right⟧ at each planted mistake. Written as a Word file, with the mistakes or without."""

import html
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import typst

from kaocheng.report.pdf.render import _fonts
from kaocheng.report.pdf.source import literal

PLANTED = re.compile(r"⟦(?P<printed>[^→⟧]*)→(?P<right>[^⟧]*)⟧")
FOLDER = Path(__file__).with_name("cases") / "others"


def planted(text: str) -> list[tuple[str, str]]:
    """The mistakes of a report: what is printed and what is right."""
    return [(found["printed"], found["right"]) for found in PLANTED.finditer(text)]


def parts(text: str, *, right: bool) -> Iterator[str | list[list[str]]]:
    """The paragraphs and tables of the report, with its mistakes or put right."""
    plain = PLANTED.sub(lambda found: found["right" if right else "printed"], text)
    for is_table, lines in itertools.groupby(plain.splitlines(), lambda line: "|" in line):
        if is_table:
            yield [line.split("|") for line in lines]
        else:
            yield from lines


def word(text: str, *, right: bool) -> bytes:
    """The report as a Word file."""
    document = docx.Document()
    for part in parts(text, right=right):
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _table(document, part)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document: "docx.document.Document", rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text == "^":
                above = table.cell(number - 1, column)
                words = above.text
                above.merge(table.cell(number, column)).text = words
            else:
                table.cell(number, column).text = text


def page(text: str, *, right: bool) -> bytes:
    """The report as an HTML page."""
    return "".join(_html(part) for part in parts(text, right=right)).encode()


def _html(part: str | list[list[str]]) -> str:
    if isinstance(part, str):
        return f"<p>{html.escape(part)}</p>"
    cells = [
        "".join(f'<td rowspan="{_height(part, row, at)}">{html.escape(text)}</td>' for at, text in _own(line))
        for row, line in enumerate(part)
    ]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>"


def tabbed(text: str, *, right: bool) -> bytes:
    """The report as text with tabs between the cells."""
    lines = [
        part
        if isinstance(part, str)
        else "\n".join("\t".join("" if cell == "^" else cell for cell in row) for row in part)
        for part in parts(text, right=right)
    ]
    return "\n".join(lines).encode()


def pdf(text: str, *, right: bool) -> bytes:
    """The report as a PDF with ruled tables that go on over pages, their header repeated."""
    body = "\n\n".join(_typst(part) for part in parts(text, right=right))
    source = f'#set page(width: 260mm, height: 150mm)\n#set text(size: 9pt, font: ("Noto Serif CJK SC",))\n{body}'
    made: bytes = typst.compile(source.encode(), font_paths=_fonts(), format="pdf", timestamp=0)
    return made


def _typst(part: str | list[list[str]]) -> str:
    if isinstance(part, str):
        return f"#{literal(part)}"
    width = max(map(len, part))
    rows = [
        ", ".join(f"table.cell(rowspan: {_height(part, row, at)}, {literal(text)})" for at, text in _own(line))
        for row, line in enumerate(part)
    ]
    return f"#table(columns: {width}, table.header({rows[0]}), {', '.join(rows[1:])})"


def _own(line: list[str]) -> list[tuple[int, str]]:
    """The cells of a row that begin in it."""
    return [(at, text) for at, text in enumerate(line) if text != "^"]


def _height(part: list[list[str]], row: int, at: int) -> int:
    return 1 + sum(1 for _ in itertools.takewhile(lambda below: at < len(below) and below[at] == "^", part[row + 1 :]))
