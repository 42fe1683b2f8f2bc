"""The marked-up document beside its discrepancies, as one HTML page without scripts from elsewhere."""

from collections import defaultdict
from html import escape
from pathlib import Path

from kaocheng.audit.document import Document, Paragraph, Spot, Table
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import Result, Verdict
from kaocheng.audit.saying.words import consequences, heading, labels, message, name_of, outcome

_STYLE = Path(__file__).with_name("page.css")


def page(audit: Audit, lang: str = "zh") -> str:
    """The page: the document with its places marked, the discrepancies beside it, and the coverage below them."""
    document = audit.document
    found = list(enumerate(audit.discrepancies, start=1))
    marks: dict[tuple[int, int, int], list[tuple[Spot, int, str]]] = defaultdict(list)
    for number, result in found:
        for place, spot in enumerate(result.spots[:12]):
            marks[spot.cell].append((spot, number, "also" if place else str(result.severity)))
    summary = (
        f"{audit.checked} relations re-performed, {len(found)} do not hold, {len(audit.unchecked)} could not be checked"
        if lang == "en"
        else f"复算 {audit.checked} 项关系，{len(found)} 处不符，{len(audit.unchecked)} 项无法复核"
    )
    summary += " " + escape(outcome(audit, lang))
    body = "".join(_block(document, index, marks) for index in range(len(document.blocks)))
    listed = "".join(_section(document, number, result, lang) for number, result in found)
    return (
        f'<!doctype html><html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(document.name)}</title>'
        f"<style>{_STYLE.read_text('utf-8')}</style></head><body><header><h1>{escape(document.name)}</h1><div>{summary}</div></header>"
        f"<main><article>{body}</article><aside>{listed}{_coverage(audit, lang)}{_unchecked(audit, lang)}</aside></main></body></html>\n"
    )


def _block(document: Document, index: int, marks: dict[tuple[int, int, int], list[tuple[Spot, int, str]]]) -> str:
    block = document.blocks[index]
    if isinstance(block, Paragraph):
        return f"<p>{_marked(block.text, marks.get((index, -1, -1), []))}</p>"
    return _table(index, block, marks)


def _table(index: int, table: Table, marks: dict[tuple[int, int, int], list[tuple[Spot, int, str]]]) -> str:
    rows = []
    for number, row in enumerate(table.grid):
        cells = []
        for column, cell in enumerate(row):
            if not table.is_origin(number, column):
                continue
            height = sum(1 for below in table.grid[number:] if column < len(below) and below[column] is cell)
            width = sum(1 for other in row if other is cell)
            spans = (f' rowspan="{height}"' if height > 1 else "") + (f' colspan="{width}"' if width > 1 else "")
            cells.append(f"<td{spans}>{_marked(cell.text, marks.get((index, number, column), []))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _marked(text: str, places: list[tuple[Spot, int, str]]) -> str:
    """The text with each place marked; of places that overlap the first is marked."""
    parts, at = [], 0
    for spot, number, style in sorted(places, key=lambda one: (one[0].start, one[2] == "also")):
        start, end = spot.start, spot.end if spot.end >= 0 else len(text)
        if start < at or end > len(text) or start >= end:
            continue
        identity = "" if style == "also" else f' id="m{number}"'
        shown = escape(text[start:end])
        parts += [escape(text[at:start]), f'<mark class="{style}"{identity}><a href="#d{number}">{shown}</a></mark>']
        at = end
    return "".join([*parts, escape(text[at:])])


def _section(document: Document, number: int, result: Result, lang: str) -> str:
    severity, confidence = labels(result, lang)
    names = ("Printed", "Expected", "Computation", "Follows") if lang == "en" else ("印作", "应为", "算式", "牵动")
    values = (result.printed, result.expected, result.computation, consequences(result, lang))
    rows = "".join(
        f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in zip(names, values, strict=True) if value
    )
    title = f"{number}. {escape(heading(document, result, lang))}"
    meta = f"{severity} · {confidence} · {result.fingerprint}"
    return (
        f'<section id="d{number}" class="{result.severity}"><h2><a href="#m{number}">{title}</a></h2>'
        f'<div class="meta">{meta}</div><p>{escape(message(result, lang))}</p><dl>{rows}</dl></section>'
    )


def _coverage(audit: Audit, lang: str) -> str:
    heads = ("Check", "Holds", "Fails", "Not checked") if lang == "en" else ("复核项", "相符", "不符", "无法复核")
    rows = "".join(
        f"<tr><td>{escape(name_of(kind, lang))}</td>"
        + "".join(f"<td>{counts[verdict]}</td>" for verdict in Verdict)
        + "</tr>"
        for kind, counts in audit.coverage.items()
    )
    title = "What was checked" if lang == "en" else "复核了什么"
    return f'<h2>{title}</h2><table class="coverage"><tr>{"".join(f"<td>{head}</td>" for head in heads)}</tr>{rows}</table>'


def _unchecked(audit: Audit, lang: str) -> str:
    title = "Could not be checked" if lang == "en" else "无法复核的"
    items = "".join(
        f"<li>{escape(heading(audit.document, one, lang))}：{escape(one.subject)}（{escape(one.why)}）</li>"
        for one in audit.unchecked
    )
    return f"<h2>{title}</h2><ul>{items}</ul>"
