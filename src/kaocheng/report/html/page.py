"""A Document as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib import resources

from kaocheng.derivation import Derivation
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
    Quantity,
    Run,
    Runs,
    Table,
    walk,
)
from kaocheng.report.drawing import draw
from kaocheng.report.html.derivations import derivation_html
from kaocheng.report.html.tables import table_html


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("style.css").read_text("utf-8")


def html(document: Document) -> str:
    """``document`` (numbered) as a page; every figure with a derivation is a button that opens it."""
    writer = _Writer(document)
    main = "\n".join(writer.block(block) for block in document.blocks)
    footnotes = "".join(
        f'<li id="note-{number}">{escape(text)} <a href="#mark-{number}" aria-label="回到正文">↩</a></li>'
        for number, text in enumerate(writer.footnotes, 1)
    )
    date = f'<meta name="date" content="{escape(document.date)}">' if document.date else ""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{date}<style>{_style()}</style></head>\n'
        f'<body><div class="layout">{writer.navigation()}<main>\n{main}\n'
        f"{f'<section class=footnotes><ol>{footnotes}</ol></section>' if footnotes else ''}"
        f'</main></div>\n<div id="derivations">{"".join(writer.popovers)}</div>\n</body></html>\n'
    )


def fragment(blocks: tuple[Block, ...], figure: Callable[[Quantity], str]) -> str:
    """``blocks`` (numbered) for the inside of another page: without styles of its own, each figure as ``figure`` writes it."""
    writer = _Writer(Document("", blocks), figure)
    return "\n".join(writer.block(block) for block in blocks)


@dataclass
class _Writer:
    """Writes blocks; collects footnotes and the derivations that figures open.

    ``figure`` writes figures where the page around has another way to show their derivation.
    """

    document: Document
    figure: Callable[[Quantity], str] | None = None
    footnotes: list[str] = field(default_factory=list)
    popovers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        blocks = list(walk(self.document.blocks))
        self._all_headings = [block for block in blocks if isinstance(block, Heading)]
        self._depth = next((block.depth for block in blocks if isinstance(block, Contents)), 2)
        self._headings = 0
        labelled = [block.label for block in blocks if isinstance(block, Heading | Table | Chart) and block.label]
        self._labels = {label: f"block-{number}" for number, label in enumerate(labelled)}
        self._shown: dict[tuple[str, int], str] = {}

    def navigation(self) -> str:
        """The table of contents at the side."""
        entries = "".join(
            f'<li{" class=deeper" if heading.level > 1 else ""}><a href="#h-{number}">{escape(heading.full_text)}</a></li>'
            for number, heading in enumerate(self._all_headings)
            if heading.level <= self._depth
        )
        return f'<nav aria-label="目录"><ol>{entries}</ol></nav>'

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading():
                tag = f"h{block.level + 1}"
                number, self._headings = self._headings, self._headings + 1
                inner = f"<span{self._identity(block.label)}></span>" if block.label else ""
                middle = " class=centred" if block.centered else ""
                return f'<{tag}{middle} id="h-{number}">{inner}{escape(block.full_text)}</{tag}>'
            case Paragraph():
                return f"<p{' class=centred' if block.centered else ''}>{self._runs(block.runs)}</p>"
            case Note():
                inner = "".join(f"<p>{self._runs(runs)}</p>" for runs in block.paragraphs)
                return f'<aside class="note"><p><b>{escape(block.title)}</b></p>{inner}</aside>'
            case Items():
                tag = "ol" if block.ordered else "ul"
                return f"<{tag}>{''.join(f'<li>{self._runs(runs)}</li>' for runs in block.items)}</{tag}>"
            case Table():
                return table_html(block, self._identity(block.label), self._runs, styled=self.figure is None)
            case Chart():
                caption = f"<figcaption>{escape(block.title)}</figcaption>"
                return f'<figure class="chart"{self._identity(block.label)}>{draw(block)}{caption}</figure>'
            case Cover():
                return _cover(block)
            case Landscape():
                return f"<section>{''.join(self.block(inner) for inner in block.blocks)}</section>"
            case Contents() | PageBreak():
                return ""

    def _identity(self, label: str) -> str:
        return f' id="{self._labels[label]}"' if label else ""

    def _runs(self, runs: Runs) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        words = escape(run.text).replace("\n", "<br>")
        match run:
            case Bold() if self.figure is not None and run.text.startswith("{{"):
                return f'<mark class="wrong" title="没有这个数">{words}</mark>'
            case Bold():
                return f"<strong>{words}</strong>"
            case Quantity() if self.figure is not None:
                return self.figure(run)
            case Quantity(derivation=None):
                return words
            case Quantity(derivation=derivation) if derivation is not None:
                target = self._popover(run, derivation)
                return f'<button class="figure" popovertarget="{target}" title="怎样得来">{words}</button>'
            case Footnote():
                self.footnotes.append(run.text)
                number = len(self.footnotes)
                return f'<sup id="mark-{number}"><a href="#note-{number}">〔{number}〕</a></sup>'
            case Link() if run.target.startswith("#"):
                return f'<a href="#{self._labels.get(run.target[1:], "")}">{words}</a>'
            case Link():
                return f'<a href="{escape(run.target)}">{words}</a>'
            case CrossReference() if run.label in self._labels:
                return f'<a href="#{self._labels[run.label]}">{words}</a>'
            case _:
                return words

    def _popover(self, run: Quantity, derivation: Derivation) -> str:
        """The id of the box with the derivation; a derivation that is shown twice has one box."""
        key = (run.reference, id(derivation))
        if key not in self._shown:
            self._shown[key] = name = f"d-{len(self._shown)}"
            about = f"{escape(run.reference)} " if run.reference else ""
            self.popovers.append(
                f'<div popover id="{name}"><h5>{about}{escape(run.text)}</h5><ul>{derivation_html(derivation)}</ul></div>'
            )
        return self._shown[key]


def _cover(cover: Cover) -> str:
    parties = "".join(f"<dt>{escape(role)}</dt><dd>{escape(name)}</dd>" for role, name in cover.parties)
    title = escape(cover.title.replace("\n", ""))
    number = f'<p class="number">编号：{escape(cover.number)}</p>' if cover.number else ""
    subtitle = f'<p class="centred">{escape(cover.subtitle)}</p>' if cover.subtitle else ""
    date = f'<p class="centred">{escape(cover.date)}</p>' if cover.date else ""
    return f'<header class="cover">{number}<h1>{title}</h1>{subtitle}<dl>{parties}</dl>{date}</header>'
