"""PDF, set by Typst."""

from kaocheng.report.pdf.render import heading_pages, pdf

__all__ = ["heading_pages", "pdf"]
