"""The table of contents: a field whose result is filled in, so that it can be read before anyone updates it."""

from collections.abc import Mapping, Sequence

from kaocheng.report.document import Contents, Heading
from kaocheng.report.word.xml import field, paragraph, plain_text, run


def anchor(number: int) -> str:
    """The bookmark of the heading number ``number`` of the file, from 0."""
    return f"_Toc{number:06d}"


def contents_xml(contents: Contents, headings: Sequence[Heading], pages: Mapping[int, int]) -> str:
    """The field with one line a heading; ``pages`` gives the page on which the heading of that number stands."""
    lines: list[str] = []
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o &quot;1-{contents.depth}&quot; \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    listed = [(number, heading) for number, heading in enumerate(headings) if heading.level <= contents.depth]
    for place, (number, heading) in enumerate(listed):
        page = field(f"PAGEREF {anchor(number)} \\h", str(pages[number])) if number in pages else ""
        link = (
            f'<w:hyperlink w:anchor="{plain_text(anchor(number))}" w:history="1">{run(heading.full_text)}'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
        )
        inner = (begin if not place else "") + link + (end if place == len(listed) - 1 else "")
        lines.append(paragraph(inner, f"TOC{heading.level}"))
    return "".join(lines)
