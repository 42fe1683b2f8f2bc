"""Markdown text with references ``{{…}}`` as blocks. Figures are looked up, never typed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kaocheng.diagnostics import Diagnostic, nearest
from kaocheng.places import InFile
from kaocheng.report.contents import messages
from kaocheng.report.contents.material import ABSENT, Material
from kaocheng.report.document import (
    Block,
    Bold,
    Cell,
    CellRow,
    ColumnShape,
    CrossReference,
    Heading,
    Items,
    Link,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
)

_REFERENCE = re.compile(r"\{\{([^{}\n]*)(\}\})?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHINESE = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_SOFT_BREAK = re.compile(f"(?<={_CHINESE})\n|\n(?={_CHINESE})")


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")  # what looks like HTML is text


def blocks(text: str, path: str, material: Material, *, level: int = 2) -> tuple[Block, ...]:
    """The blocks of Markdown ``text``; its headings begin at ``level``.

    A first-level heading at the very beginning is the section's own title and left out. ``path`` names the file in
    messages about references. Comments (``<!-- … -->``) are for whoever writes and do not appear.
    """
    tokens = _parser().parse(uncommented(text))
    if len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    return tuple(_Reader(tokens, path, material, level, text.splitlines()).blocks())


def uncommented(text: str) -> str:
    """``text`` without its comments; what follows stays on its line."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def title_of(text: str) -> str:
    """The first-level heading at the beginning of Markdown ``text``, or the empty string."""
    found = re.match(r"\s*#\s+(.+)", uncommented(text))
    return found[1].strip() if found else ""


def inline(text: str, path: str, material: Material) -> tuple[Runs, ...]:
    """The paragraphs of Markdown ``text`` as runs, for the inside of a table's cell or another paragraph."""
    found: list[Runs] = []
    for block in blocks(text, path, material):
        match block:
            case Paragraph():
                found.append(block.runs)
            case Items():
                found.extend((Text("· "), *runs) for runs in block.items)
            case Heading():
                found.append((Bold(block.text),))
            case Table():
                found.extend(tuple(_joined(row)) for row in (*block.header, *block.rows))
            case _:
                pass
    return tuple(found)


def _joined(row: CellRow) -> Iterator[Run]:
    for number, cell in enumerate(row):
        if number:
            yield Text("　")
        for runs in cell.paragraphs:
            yield from runs


@dataclass
class _Reader:
    """Walks the tokens of a parsed text."""

    tokens: Sequence[Token]
    path: str
    material: Material
    level: int
    lines: Sequence[str]

    def blocks(self) -> Iterator[Block]:
        position = 0
        while position < len(self.tokens):
            token = self.tokens[position]
            end = self._closing(position)
            inside = self.tokens[position + 1 : end]
            match token.type:
                case "heading_open":
                    level = min(self.level + int(token.tag[1]) - 2, 4) if token.tag != "h1" else self.level
                    yield Heading("".join(run.text for run in self._runs(inside[0])), max(level, self.level))
                case "paragraph_open":
                    yield Paragraph(self._runs(inside[0]))
                case "bullet_list_open" | "ordered_list_open":
                    items = tuple(self._runs(item) for item in inside if item.type == "inline")
                    yield Items(items, ordered=token.type == "ordered_list_open")
                case "blockquote_open":
                    yield from (Paragraph(self._runs(item)) for item in inside if item.type == "inline")
                case "table_open":
                    yield self._table(inside)
                case "fence" | "code_block":
                    yield Paragraph((Text(token.content.rstrip()),))
                case _:
                    pass
            position = end + 1

    def _closing(self, position: int) -> int:
        depth = 0
        for number in range(position, len(self.tokens)):
            depth += self.tokens[number].nesting
            if depth == 0:
                return number
        return len(self.tokens) - 1

    def _table(self, inside: Sequence[Token]) -> Table:
        rows: list[list[Cell]] = []
        heads = 0
        for token in inside:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(Cell((self._runs(token),)))
            elif token.type == "thead_close":
                heads = len(rows)
        shapes = tuple(ColumnShape() for _ in rows[0])
        return Table(shapes, tuple(map(tuple, rows[heads:])), tuple(map(tuple, rows[:heads])))

    def _runs(self, token: Token) -> Runs:
        line = token.map[0] + 1 if token.map else 0
        runs: list[Run] = []
        make: Callable[[str], Run] = Text
        for child in _unbroken(token.children or []):
            match child.type:
                case "strong_open" | "em_open":
                    make = Bold
                case "strong_close" | "em_close":
                    make = Text
                case "link_open":
                    target = str(child.attrs.get("href", ""))
                    make = _linking(target)
                case "link_close":
                    make = Text
                case "hardbreak":
                    runs.append(Text("\n"))
                case "text" | "code_inline":
                    runs.extend(self._referred(child.content, line, make))
                case _:
                    pass
        return tuple(runs)

    def _referred(self, text: str, line: int, make: Callable[[str], Run]) -> Iterator[Run]:
        at = 0
        for found in _REFERENCE.finditer(text):
            if before := text[at : found.start()]:
                yield make(before)
            yield self._reference(found[1].strip(), self._place(found[0], line), closed=bool(found[2]))
            at = found.end()
        if rest := text[at:]:
            yield make(rest)

    def _place(self, words: str, line: int) -> InFile:
        """The place of ``words`` at or below ``line`` (a paragraph may have several lines)."""
        for number in range(max(line, 1), len(self.lines) + 1):
            if (column := self.lines[number - 1].find(words)) >= 0:
                return InFile(self.path, number, column + 1)
        return InFile(self.path, line)

    def _reference(self, reference: str, place: InFile, *, closed: bool) -> Run:
        kind, _, name = reference.partition(".")
        if not closed:
            self.material.problems.append(messages.UNCLOSED_REFERENCE.at(place))
        elif kind in ("表", "图") and name:
            return self._block_reference(reference, place)
        elif self.material.figures.resolve(reference) is not None or reference in self.material.figures.references():
            figure = self.material.figure(reference)
            if figure.text == ABSENT and self.material.sheet.complete:  # else the report says what is missing
                self.material.problems.append(messages.NO_VALUE.at(place, reference=reference, absent=ABSENT))
            return figure
        else:
            unknown = unknown_figure(reference, place, self.material.figures.references())
            self.material.problems.append(unknown)
        return Bold(f"{{{{{reference}}}}}")

    def _block_reference(self, reference: str, place: InFile) -> Run:
        """A reference to a table or chart; whether that is in the report is known only when all of it stands."""
        number = reference.partition(".")[2]
        tables = self.material.tables_numbered(number) if reference.startswith("表.") else ()
        if len(tables) > 1:
            places = [table.place for table in tables if table.place]
            facts = {
                "reference": reference,
                "count": len(tables),
                "names": "、".join(f"表.{item.name}" for item in tables),
            }
            self.material.problems.append(messages.AMBIGUOUS_TABLE.at(place, *places, **facts))
            return Bold(f"{{{{{reference}}}}}")
        label = self.material.label_of(reference)
        self.material.references.append((label, place))
        return CrossReference(label, reference)


def unknown_figure(reference: str, place: InFile, known: Sequence[str]) -> Diagnostic:
    """What is wrong with a reference that leads nowhere, with the nearest of the ``known`` ones."""
    near = nearest(reference, known)
    return messages.UNKNOWN_FIGURE.at(
        place,
        reference=reference,
        suggestion=f"您是否指“{near}”？" if near else "",
        nearest=f"Did you mean {near}?" if near else "",
    )


def _linking(target: str) -> Callable[[str], Run]:
    return lambda text: Link(text, target)


def _unbroken(children: Sequence[Token]) -> Iterator[Token]:
    """Text tokens joined over soft breaks; between Chinese characters a line feed is nothing, else a blank."""
    pending: Token | None = None
    for child in children:
        if child.type in ("text", "softbreak"):
            content = "\n" if child.type == "softbreak" else child.content
            pending = Token("text", "", 0, content=(pending.content if pending else "") + content)
            continue
        if pending:
            yield _soft(pending)
            pending = None
        yield child
    if pending:
        yield _soft(pending)


def _soft(token: Token) -> Token:
    return Token("text", "", 0, content=_joined_lines(token.content))


def flowing(text: str) -> str:
    """``text`` on one line: a line feed between Chinese characters is nothing, else a blank."""
    return _joined_lines(text.strip())


def _joined_lines(text: str) -> str:
    return _SOFT_BREAK.sub("", text).replace("\n", " ")
