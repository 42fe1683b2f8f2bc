"""The HTML page, read back."""

import re
from html.parser import HTMLParser

import pytest
from report_documents import everything

from kaocheng.report.html import html

VOID = {"meta", "col", "br", "rect", "line", "circle", "img", "link"}


class Reader(HTMLParser):
    """Sees that every element is closed where it was opened, and keeps what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        self.targets += [found["popovertarget"]] if found.get("popovertarget") else []
        self.targets += [found["href"][1:]] if (found.get("href") or "").startswith("#") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> str:
    return html(everything())


@pytest.fixture(scope="module")
def reader(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_id_is_there_once_and_every_link_arrives(reader: Reader) -> None:
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)


def test_the_page_needs_nothing_else(page: str, reader: Reader) -> None:
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe"})
    assert re.findall(r"(?:src|url)\s*[=(]", page) == []


def test_a_figure_opens_its_derivation_with_source_and_what_did_not_apply(page: str) -> None:
    """93.50 % leads to the clause, to the quotient, to file, line and column, and to 93.50%低于100%."""
    assert '<button class="figure" popovertarget="d-0" title="怎样得来">93.50%</button>' in page
    box = page.partition('<div popover id="d-0">')[2].partition("</div>")[0]
    for said in ("资金到位率 = 93.50 ÷ 100.00 = 93.50%", "data/funds.csv:2:3", "市财政局", "93.50%低于100%"):
        assert said in box


def test_words_are_escaped(page: str) -> None:
    assert "&lt;&amp;&quot;\\#$*_@&gt; 镕玥祎。" in page


def test_charts_are_drawn_with_their_figures(page: str) -> None:
    assert page.count("<svg") == 4
    assert ">93.50%</text>" in page
    # 30 of 40 and 10 of 40.
    assert ">男  30（75.00%）</text>" in page


def test_the_same_document_gives_the_same_page(page: str) -> None:
    assert html(everything()) == page
