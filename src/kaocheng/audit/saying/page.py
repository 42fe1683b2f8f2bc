"""The marked-up document beside its discrepancies, as one HTML page without scripts from elsewhere."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from kaocheng.audit.decisions import NOTHING_DECIDED, Decision
from kaocheng.audit.document import Document
from kaocheng.audit.perform import Audit
from kaocheng.audit.result import Result, Verdict
from kaocheng.audit.saying.english import in_english
from kaocheng.audit.saying.marked import marked_blocks, marks_of
from kaocheng.audit.saying.words import (
    consequences,
    follows,
    heading,
    labels,
    name_of,
    name_of_against,
    outcome,
    rounded,
)

_STYLE = Path(__file__).with_name("page.css")


def page(audit: Audit, lang: str = "zh", record: Mapping[str, Decision] = NOTHING_DECIDED) -> str:
    """The page: the document with its places marked, the discrepancies and decisions beside it, the coverage below."""
    document = audit.document
    found = list(enumerate(audit.discrepancies, start=1))
    summary = (
        f"{audit.checked} relations re-performed, {len(found)} do not hold, {len(audit.unchecked)} could not be checked"
        if lang == "en"
        else f"复算 {audit.checked} 项关系，{len(found)} 处不符，{len(audit.unchecked)} 项无法复核"
    )
    stop = ". " if lang == "en" else "。"
    parts = (summary, rounded(audit, lang), outcome(audit, lang))
    summary = stop.join(escape(part).removesuffix(stop.strip()) for part in parts if part) + stop.strip()
    body = "".join(marked_blocks(document, marks_of(found)))
    listed = "".join(
        _section(document, number, result, lang, record.get(result.fingerprint)) for number, result in found
    )
    return (
        f'<!doctype html><html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(document.name)}</title>'
        f"<style>{_STYLE.read_text('utf-8')}</style></head><body><header><h1>{escape(document.name)}</h1><div>{summary}</div></header>"
        f"<main><article>{body}</article><aside>{listed}{_coverage(audit, lang)}{_unchecked(audit, lang)}</aside></main></body></html>\n"
    )


def _section(document: Document, number: int, result: Result, lang: str, decision: Decision | None) -> str:
    severity, confidence = labels(result, lang)
    right, after = name_of_against(result.against, lang), follows(result.against, lang)
    names = (
        ("Printed", right.capitalize(), "Basis", "Remark", after.capitalize(), "Decision")
        if lang == "en"
        else ("印作", right, "依据", "说明", after, "处理")
    )
    computation, why = result.computation, result.why
    if lang == "en":
        computation, why = in_english(computation), in_english(why)
    decided = decision.words if decision else ""
    values = (result.printed, result.expected, computation, why, consequences(result, lang), decided)
    rows = "".join(
        f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in zip(names, values, strict=True) if value
    )
    title = f"{number}. {escape(heading(document, result, lang))}"
    meta = f"{severity} · {confidence} · {result.fingerprint}"
    return (
        f'<section id="d{number}" class="{result.severity}"><h2><a href="#m{number}">{title}</a></h2>'
        f'<div class="meta">{meta}</div><p>{escape(result.subject)}</p><dl>{rows}</dl></section>'
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
