"""Texts as they will read: every figure with its present value, a link to its derivation; what does not exist is marked."""

import re
from html import escape
from urllib.parse import urlencode

from markdown_it import MarkdownIt

from kaocheng.report.document import Quantity
from kaocheng.report.html import fragment
from kaocheng.web.workspace import Workspace

_FIGURE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def chapter_html(space: Workspace, blocks: tuple) -> str:
    """A chapter of the report, as the report itself prints it."""
    return fragment(blocks, lambda quantity: _quantity(space, quantity))


def _quantity(space: Workspace, quantity: Quantity) -> str:
    if not quantity.reference:
        return escape(quantity.text)
    return _link(space, quantity.reference, quantity.text)


def preview_html(space: Workspace, text: str) -> str:
    """The HTML of Markdown ``text``. A figure is a link to its derivation; one that does not exist is marked with the nearest."""
    return _FIGURE.sub(lambda found: _figure(space, found[1]), _markdown.render(text))


def _figure(space: Workspace, reference: str) -> str:
    if reference.startswith(("表.", "图.")):  # numbered only in the report
        return escape(reference)
    figure = space.figures.resolve(reference)
    if figure is None:
        near = space.figures.nearest(reference)
        hint = f"，您是否指“{near}”？" if near else ""
        return f'<mark class="wrong" title="没有这个数{escape(hint)}">{escape(reference)}</mark>'
    return _link(space, reference, figure.text)


def _link(space: Workspace, reference: str, text: str) -> str:
    address = escape(f"/e/{space.pk}/origin/?{urlencode({'ref': reference})}")
    return f'<a class="fig" href="{address}" hx-get="{address}" hx-target="#drawer">{escape(text)}</a>'
