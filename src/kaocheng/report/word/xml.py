"""WordprocessingML in text: runs, fields, bookmarks, paragraphs.

The body of a report is written as one text and parsed once; building it element by element takes five times as long.
"""

import re
from xml.sax.saxutils import escape

from kaocheng.report.breaking import breakable

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(text: str) -> str:
    """``text`` for the inside of an element; characters that XML forbids are dropped."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"})


def run(text: str, properties: str = "") -> str:
    """A run; line feeds become breaks."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{plain_text(part)}</w:t>' for part in breakable(text).split("\n")
    )
    return f"<w:r>{shown}{lines}</w:r>"


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with the result that is shown until the reader updates it."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{shown}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{shown}<w:instrText xml:space="preserve"> {plain_text(instruction)} </w:instrText></w:r>'
        f'<w:r>{shown}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(result, properties)}"
        f'<w:r>{shown}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmarked(inner: str, name: str, number: int) -> str:
    """``inner`` inside the bookmark ``name``; ``number`` is its id in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph. ``properties`` follow the style in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    shown = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{shown}{inner}</w:p>"
