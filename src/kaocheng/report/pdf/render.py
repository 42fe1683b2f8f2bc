"""A Document as a PDF, set by Typst with the fonts of a package: no office software, no system fonts, no network."""

import json
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from kaocheng.report.document import Document
from kaocheng.report.pdf.source import source


def pdf(document: Document) -> bytes:
    """``document`` (numbered) as a PDF with bookmarks and embedded fonts."""
    data: bytes = typst.compile(source(document).encode(), font_paths=_fonts(), format="pdf", timestamp=0)
    return data


def heading_pages(document: Document) -> dict[int, int]:
    """The printed page number on which each heading, counted from 0, stands in the Word file."""
    found = typst.query(
        source(document, loose=True).encode(), "<heading-pages>", field="value", one=True, font_paths=_fonts()
    )
    return dict(enumerate(json.loads(found)))


@cache
def _fonts() -> typst.Fonts:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
