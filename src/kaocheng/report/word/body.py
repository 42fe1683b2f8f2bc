"""The blocks of a Document as the body of a Word file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kaocheng.report.document import (
    Block,
    Bold,
    Chart,
    Contents,
    Cover,
    CrossReference,
    Document,
    Footnote,
    Heading,
    Items,
    Landscape,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    walk,
)
from kaocheng.report.word import xml
from kaocheng.report.word.contents import anchor, contents_xml
from kaocheng.report.word.footnotes import reference
from kaocheng.report.word.sections import Sections, closing_paragraph
from kaocheng.report.word.styles import HEITI, fonts
from kaocheng.report.word.tables import table_xml

_BREAK = "<w:pageBreakBefore/>"
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_BAR = '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="B5483A"/></w:pBdr>'
_SPACER = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'
_BEHIND_TABLE = xml.paragraph("", "", _SPACER)


@dataclass
class Body:
    """Writes blocks one after the other; ``text`` grows, and so do ``footnotes``.

    ``add_chart`` puts a chart into the package and returns the run that shows it; ``add_link`` returns the relation of
    an address. ``pages`` gives the page of each heading, counted from 0, for the contents. ``own_cover`` writes an
    office's cover in place of ours.
    """

    document: Document
    add_chart: Callable[[Chart], str]
    add_link: Callable[[str], str]
    sections: Sections
    pages: Mapping[int, int]
    own_cover: Callable[[Cover], str] | None = None
    footnotes: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _bookmarks: int = 0
    _headings: int = 0
    _break: bool = False
    _numbered_pages: bool = False
    _open: bool = False

    def __post_init__(self) -> None:
        blocks = list(walk(self.document.blocks))
        self._all_headings = [block for block in blocks if isinstance(block, Heading)]
        captioned = [block.label for block in blocks if isinstance(block, Table | Chart) and block.label]
        self._anchors = {label: f"_Ref{number:06d}" for number, label in enumerate(captioned)}
        for number, heading in enumerate(self._all_headings):
            if heading.label:
                self._anchors[heading.label] = anchor(number)

    def xml(self) -> str:
        """The whole body, ending with the properties of the last section."""
        room = self.sections.page.text_width
        last = len(self.document.blocks) - 1
        for number, block in enumerate(self.document.blocks):
            match block:
                case Landscape():
                    self._close_section()
                    for inner in block.blocks:
                        self._block(inner, self.sections.page.turned.text_width)
                    if number == last:  # the file ends crosswise, not with an empty upright page
                        self._emit(self._section(landscape=True))
                        return "".join(self._text)
                    self._close_section(landscape=True)
                case Cover() | Contents():
                    self._block(block, room)
                    self._close_front()
                case _:
                    self._block(block, room)
        if not self._open:
            self._emit(xml.paragraph("", "BodyText"))
        self._emit(self._section())
        return "".join(self._text)

    def _emit(self, text: str) -> None:
        self._text.append(text)
        self._open = True

    def _section(self, *, landscape: bool = False) -> str:
        section = self.sections.xml(landscape=landscape, restart=not self._numbered_pages)
        self._numbered_pages = True
        return section

    def _end_page(self) -> None:
        """Behind a table that fills its page the usual gap would fill another."""
        if self._text and self._text[-1] == _BEHIND_TABLE:
            self._text.pop()

    def _close_section(self, *, landscape: bool = False) -> None:
        if self._open:
            self._end_page()
            self._emit(closing_paragraph(self._section(landscape=landscape)))
        self._open = self._break = False

    def _close_front(self) -> None:
        self._emit(closing_paragraph(self.sections.xml(numbered=False)))
        self._open = self._break = False

    def _block(self, block: Block, room: int) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph() | Note() | Items():
                self._words(block)
            case Table():
                self._table(block, room)
            case Chart():
                self._chart(block)
            case PageBreak():
                self._end_page()
                self._break = self._open
            case Cover():
                self._cover(block)
            case Contents():
                self._emit(xml.paragraph(xml.run(block.title), "ContentsTitle", self._take_break()))
                self._emit(contents_xml(block, self._all_headings, self.pages))
            case Landscape():
                for inner in block.blocks:
                    self._block(inner, room)

    def _words(self, block: Paragraph | Note | Items) -> None:
        match block:
            case Paragraph():
                align = f'{_FLUSH}<w:jc w:val="center"/>' if block.centered else ""
                self._emit(xml.paragraph(self._runs(block.runs), "BodyText", self._take_break() + align))
            case Note():
                self._emit(xml.paragraph(xml.run(block.title), "NoteTitle", self._take_break() + _BAR))
                for runs in block.paragraphs:
                    self._emit(xml.paragraph(self._runs(runs), "NoteText", _BAR))
            case Items():
                for number, runs in enumerate(block.items, 1):
                    mark = f"{number}. " if block.ordered else "· "
                    self._emit(xml.paragraph(xml.run(mark) + self._runs(runs), "ListText", self._take_break()))

    def _take_break(self) -> str:
        wanted, self._break = self._break, False
        return _BREAK if wanted else ""

    def _bookmark(self, inner: str, name: str) -> str:
        self._bookmarks += 1
        return xml.bookmarked(inner, name, self._bookmarks)

    def _heading(self, heading: Heading) -> None:
        look = f'{_FLUSH}<w:jc w:val="center"/>' if heading.centered else ""
        inner = self._bookmark(xml.run(heading.text), anchor(self._headings))
        self._headings += 1
        style = "Heading" if heading.numbered else "PlainHeading"
        self._emit(xml.paragraph(inner, f"{style}{heading.level}", self._take_break() + look))

    def _caption(self, kind: str, block: Table | Chart, *, counted: bool, properties: str = "") -> None:
        field = xml.run(kind) + xml.field(f"SEQ {kind} \\* ARABIC", block.number)
        numbered = field if counted else xml.run(block.name)
        if block.label:
            numbered = self._bookmark(numbered, self._anchors[block.label])
        inner = numbered + xml.run(f"  {block.caption}") if block.number else xml.run(block.caption)
        self._emit(xml.paragraph(inner, "TableCaption" if kind == "表" else "ChartCaption", properties))

    def _table(self, table: Table, room: int) -> None:
        if table.caption:
            self._caption("表", table, counted=table.number.isdigit(), properties=self._take_break())
        if table.unit:
            self._emit(xml.paragraph(xml.run(f"单位：{table.unit}"), "TableUnit", self._take_break()))
        if before := self._take_break():
            self._emit(xml.paragraph("", "", before + _SPACER))
        self._emit(table_xml(table, room, self._runs))
        for note in table.notes:
            self._emit(xml.paragraph(xml.run(note), "TableNote"))
        self._emit(_BEHIND_TABLE)

    def _chart(self, chart: Chart) -> None:
        self._emit(xml.paragraph(self.add_chart(chart), "Picture", self._take_break()))
        self._caption("图", chart, counted=True)

    def _cover(self, cover: Cover) -> None:
        if self.own_cover is not None:
            self._emit(self.own_cover(cover))
            return
        if cover.number:
            self._emit(xml.paragraph(xml.run(f"编号：{cover.number}"), "CoverNumber"))
        self._emit(xml.paragraph(xml.run(cover.title), "CoverTitle"))
        self._emit(xml.paragraph(xml.run(cover.subtitle), "CoverSubtitle"))
        for role, name in cover.parties:
            self._emit(xml.paragraph(xml.run(f"{role}：{name}"), "CoverParty"))
        self._emit(xml.paragraph(xml.run(cover.date), "CoverDate"))

    def _runs(self, runs: Runs, properties: str = "") -> str:
        return "".join(self._run(run, properties) for run in runs)

    def _run(self, run: Run, properties: str) -> str:
        match run:
            case Bold():
                return xml.run(run.text, fonts(HEITI))
            case Footnote():
                self.footnotes.append(run.text)
                return reference(len(self.footnotes))
            case Link() if run.target.startswith("#"):
                name = self._anchors.get(run.target[1:], "")
                return (
                    f'<w:hyperlink w:anchor="{name}">{xml.run(run.text)}</w:hyperlink>' if name else xml.run(run.text)
                )
            case Link():
                shown = xml.run(run.text, '<w:rStyle w:val="Hyperlink"/>')
                return f'<w:hyperlink r:id="{self.add_link(run.target)}">{shown}</w:hyperlink>'
            case CrossReference() if run.label in self._anchors:
                return xml.field(f"REF {self._anchors[run.label]} \\h", run.text, properties)
            case _:
                return xml.run(run.text, properties)
