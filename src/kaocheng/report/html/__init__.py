"""HTML: one page that carries everything, with a derivation behind every figure."""

from kaocheng.report.html.page import fragment, html

__all__ = ["fragment", "html"]
