"""Reports as other firms write them, for the tests: text with | between the cells of a table, ^ for a cell merged with the
one above, and ⟦printed→right⟧ at each planted mistake. Written as a Word file, with the mistakes or without."""

import io
import re
from pathlib import Path

import docx

PLANTED = re.compile(r"⟦(?P<printed>[^→⟧]*)→(?P<right>[^⟧]*)⟧")
FOLDER = Path(__file__).with_name("cases") / "others"


def planted(text: str) -> list[tuple[str, str]]:
    """The mistakes of a report: what is printed and what is right."""
    return [(found["printed"], found["right"]) for found in PLANTED.finditer(text)]


def word(text: str, *, right: bool) -> bytes:
    """The report as a Word file, with its mistakes or put right."""
    plain = PLANTED.sub(lambda found: found["right" if right else "printed"], text)
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*plain.splitlines(), ""]:
        if "|" in line:
            rows.append(line.split("|"))
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line:
            document.add_paragraph(line)
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
