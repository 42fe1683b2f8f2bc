"""A real Chromium at somebody's desk, for the tests of journeys.

Set ``KAOCHENG_SCREENSHOTS`` to a folder to get pictures of what was seen.
"""

import os
import re
import shutil
from pathlib import Path

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "Kaocheng-2026"  # noqa: S105 -- that of the demo users
DESK, PHONE = {"width": 1366, "height": 850}, {"width": 390, "height": 844}
START = """
import argparse, sys
from kaocheng.cli import serve
parser = argparse.ArgumentParser()
serve.add_parser(parser.add_subparsers())
args = parser.parse_args(sys.argv[1:])
args.lang = "zh"
sys.exit(serve.run(args))
"""


class Desk:
    """A page in the browser of somebody who is signed in; what goes wrong in the console is collected."""

    def __init__(self, browser, server, user, size):
        phone = size is PHONE
        context = browser.new_context(locale="zh-CN", viewport=size, is_mobile=phone, has_touch=phone, base_url=server)
        context.set_default_timeout(20_000)
        self.page = context.new_page()
        self.wrong = []
        self.page.on("console", lambda message: message.type == "error" and self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())
        if user:
            self.page.goto("/login/")
            self.page.fill("[name=username]", user)
            self.page.fill("[name=password]", PASSWORD)
            self.page.keyboard.press("Enter")
            self.page.wait_for_url(f"{server}/")

    def evaluation(self, year: str) -> str:
        """The address of the evaluation of that year."""
        self.page.goto("/")
        return re.sub(r"fill/$", "", self.page.get_by_role("link", name=re.compile(year)).first.get_attribute("href"))

    def look(self, name: str) -> None:
        """A picture, no sideways scrolling, nothing in the console, nothing that axe objects to."""
        if folder := os.environ.get("KAOCHENG_SCREENSHOTS"):
            self.page.screenshot(path=f"{folder}/{name}.png")
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            "the page scrolls sideways"
        )
        assert self.wrong == [], self.wrong
        if AXE.exists():
            self.page.evaluate(AXE.read_text("utf-8"))
            found = self.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            objections = [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]
            assert objections == [], objections
