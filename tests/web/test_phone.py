"""Every page of both examples on a phone: nothing is wider than the screen, so that nothing lies beside it."""

import re
from urllib.parse import unquote

import pytest
from browsing import PHONE

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.usefixtures("server")

PLACES = ["", "indicators/", "indicators/metrics/", "indicators/template/", "data/", "data/unused/", "queries/",
          "submissions/", "papers/", "surveys/", "evidence/", "findings/", "reviews/", "report/",
          "history/", "history/compare/", "settings/", "problems/", "problems/?all", "origin/?ref=总分"]  # fmt: skip
BELOW = re.compile(
    r"/e/\d+/(?:data|papers|surveys|submissions|report)/(?!forms/)[^/]+/(?:(?:design|links|enter|declaration)/)?"
)
LINKS = "[...document.querySelectorAll('main a, nav a')].map(link => link.getAttribute('href') ?? '')"
WIDTH = "Math.max(document.documentElement.scrollWidth, window.innerWidth)"


def test_no_page_is_wider_than_the_screen(desk):
    one = desk("zhuping", PHONE)
    phone, wider, seen = one.page, {}, set()
    for base in (one.evaluation(year) for year in ("2017", "2020")):
        waiting = [base + place for place in PLACES]
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            phone.goto(address, wait_until="domcontentloaded")
            if (width := phone.evaluate(WIDTH)) > PHONE["width"]:
                wider[unquote(address)] = width
            waiting += [link for link in map(_bare, phone.evaluate(LINKS)) if BELOW.fullmatch(link)]
    assert wider == {}
    assert len(seen) > 200  # both examples, paper by paper and table by table


def _bare(link: str) -> str:
    return link.partition("#")[0].partition("?")[0]


def test_the_place_where_one_is_stands_in_the_menu(desk):
    phone = desk("zhuping", PHONE)
    phone.page.goto(phone.evaluation("2017") + "settings/")
    here = phone.page.locator("nav.places [aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= PHONE["width"]
