"""HTML: one page that carries everything, with a derivation behind every figure."""

from kaocheng.report.html.page import html

__all__ = ["html"]
