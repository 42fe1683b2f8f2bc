"""Texts as they will print: every figure with its present value, a link to its derivation."""

from html import escape
from urllib.parse import urlencode

from kaocheng.report.document import Quantity
from kaocheng.report.html import fragment
from kaocheng.web.workspace import Workspace


def chapter_html(space: Workspace, blocks: tuple) -> str:
    """A chapter or passage of the report, as the report itself prints it."""
    return fragment(blocks, lambda quantity: _quantity(space, quantity))


def _quantity(space: Workspace, quantity: Quantity) -> str:
    if not quantity.reference:
        return escape(quantity.text)
    return _link(space, quantity.reference, quantity.text)


def _link(space: Workspace, reference: str, text: str) -> str:
    address = escape(f"/e/{space.pk}/origin/?{urlencode({'ref': reference})}")
    return f'<a class="fig" href="{address}" hx-get="{address}" hx-target="#drawer">{escape(text)}</a>'
