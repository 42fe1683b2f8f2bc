"""A section of the report as it will read: Markdown without HTML, every figure with its present value."""

import re
from html import escape
from urllib.parse import urlencode

from markdown_it import MarkdownIt

from kaocheng.web.workspace import Workspace

_FIGURE = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def preview_html(space: Workspace, text: str) -> str:
    """The HTML of ``text``. A figure is a link to its derivation; one that does not exist is marked with the nearest."""
    return _FIGURE.sub(lambda found: _figure(space, found[1]), _markdown.render(text))


def _figure(space: Workspace, reference: str) -> str:
    figure = space.figures.resolve(reference)
    if figure is None:
        near = space.figures.nearest(reference)
        hint = f"，您是否指“{near}”？" if near else ""
        return f'<mark class="wrong" title="没有这个数{escape(hint)}">{escape(reference)}</mark>'
    address = escape(f"/e/{space.pk}/origin/?{urlencode({'ref': reference})}")
    return f'<a class="fig" href="{address}" hx-get="{address}" hx-target="#drawer">{escape(figure.text)}</a>'
