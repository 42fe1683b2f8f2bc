"""Printing figures: rounded as the core rounds, each a quiet link to where it comes from."""

import json
import re
from fractions import Fraction
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kaocheng.audit.result import CONFIDENCE_NAMES, Against, Confidence
from kaocheng.audit.saying.words import follows, name_of, name_of_against
from kaocheng.derivation import Derivation
from kaocheng.diagnostics import MORE, SEVERITY_NAMES, Diagnostic, Severity
from kaocheng.numbers import amount_text, exact_text, percent_text, score_text, short_text
from kaocheng.places import Place
from kaocheng.survey import statistic_text
from kaocheng.web import periods, placing
from kaocheng.web.assets import address_of
from kaocheng.web.content import KINDS, InItem
from kaocheng.web.content.field_names import field_name, in_words
from kaocheng.web.models import Change
from kaocheng.web.submissions import RECORDED

register = template.Library()
GRADE_SHAPES = {"优": "●", "良": "▲", "中": "■", "差": "▼"}
_BESIDE = {"member": "成员和方案", RECORDED: "单位报送"}
"""What the record of changes keeps beside the items."""


@register.filter
def score(value: Fraction | None) -> str:
    """A score in points with two decimals; a dash where there is none."""
    return "—" if value is None else score_text(value)


@register.filter
def percent(value: Fraction | None) -> str:
    """A ratio as a percentage with two decimals; a dash where there is none."""
    return "—" if value is None else percent_text(value)


@register.filter
def points(value: Fraction) -> str:
    """A weight in points, without needless zeros."""
    return short_text(value)


@register.filter
def shape(grade: str) -> str:
    """The shape that goes with a grade, so that colour is not all that tells it."""
    return GRADE_SHAPES.get(grade, "◆")


@register.filter
def period(text: str) -> str:
    """A period as people say it: 2017年度."""
    return periods.said(text)


@register.simple_tag
def share_of(part: Fraction, whole: Fraction) -> str:
    """``part`` of ``whole`` in hundredths, between 0 and 100, for drawing."""
    return short_text(min(max(part / whole, Fraction(0)), Fraction(1)) * 100, 2) if whole else "0"


@register.filter
def severity_name(severity: Severity) -> str:
    """错误, 警告, 提示."""
    return SEVERITY_NAMES[severity]


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """What stands in ``mapping`` under ``key``; the empty text where nothing does."""
    return mapping.get(key, "") if mapping else ""


@register.simple_tag
def origin(evaluation: int, reference: str, text: str, about: str = "") -> SafeString:
    """``text`` as a link to the derivation of the figure ``reference``; ``about`` is what a screen reader says besides."""
    address = f"/e/{evaluation}/origin/?{urlencode({'ref': reference})}"
    link = '<a class="fig" href="{}" hx-get="{}" hx-target="#drawer" hx-swap="innerHTML">{}{}</a>'
    said = format_html('<span class="visually">{}</span>', about) if about else ""
    return format_html(link, address, address, text, said)


@register.simple_tag
def value_of(node: Derivation | None) -> str:
    """A derivation's value as printed, with its unit; a dash where there is none."""
    return "—" if node is None or node.value is None else node.form.full_text(node.value)


@register.simple_tag
def plain_value(node: Derivation) -> str:
    """A derivation's value as printed without its unit; empty where there is none."""
    return "" if node.value is None else node.form.text(node.value)


@register.simple_tag
def place_link(evaluation: int, place: Place | None) -> str:
    """The address of the page that shows ``place``; empty where no page does."""
    return placing.address_of(evaluation, place)


@register.simple_tag
def change_link(change: Change) -> str:
    """The address of the page that shows what was changed."""
    return placing.address_of(change.evaluation_id, placing.place_of(change.kind, change.key, change.field))


@register.filter
def to_unit(text: str) -> str:
    """What is wrong with a cell, said to the unit that fills it in."""
    return text.replace("请向填报者核实", "请核对")


@register.filter
def change_title(change: Change) -> str:
    """What was changed, in words; what is kept under a key that nobody knows goes by its kind."""
    if change.kind == "review":
        return kind_title(change.kind)
    return f"{kind_title(change.kind)} {change.key.replace('/', ' ')}".strip()


@register.filter
def in_pages(text: str) -> str:
    """What a message says, with pages in the place of files and without commands."""
    return placing.in_pages(text)


@register.simple_tag(takes_context=True)
def stretches_of(context: Any, evaluation: int, problem: Diagnostic) -> list[tuple[str, str]]:
    """A diagnostic as texts with the addresses that they lead to: its places, each once, and what it says.

    What begins with the words of a place leads there itself. The rest of a group leads to the whole list.
    """
    code = next((place.key for place in problem.places if isinstance(place, InItem) and place.kind == "indicator"), "")
    places = {}
    for place in problem.places:
        words = placing.words_of(place, context.get("space"), code)
        to = placing.address_of(evaluation, place) or (
            f"/e/{evaluation}/papers/{quote(code, safe='')}/" if code else ""
        )
        places[words.replace(" ", "")] = words, to
    text = placing.in_pages(problem.text())
    if problem.code == MORE[problem.severity].code:
        return [(text, f"/e/{evaluation}/problems/?all")]
    begun = next((words for words in places if words and text.startswith(words)), "")
    found = [place for words, place in places.items() if words != begun]
    return [*found, *([(begun, places[begun][1])] if begun else []), (text.removeprefix(begun), "")]


@register.simple_tag
def width_of(part: Fraction | int | None, whole: Fraction | int, width: int) -> str:
    """``part`` ÷ ``whole`` of ``width`` pixels, for drawing."""
    return "0" if part is None or not whole else short_text(Fraction(max(part, 0)) / whole * width, 1)


@register.filter
def stored(text: str | None) -> str:
    """A stored value of the record of changes as people read it."""
    return in_words(None if text is None else json.loads(text))


@register.filter
def field_title(field: str) -> str:
    """The Chinese name of a field of an item."""
    return field_name(field) if field else ""


@register.filter
def kind_title(kind: str) -> str:
    """The Chinese name of a kind of item."""
    return KINDS[kind].title if kind in KINDS else _BESIDE.get(kind, kind)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built script or style, which changes with its content."""
    return address_of(name)


@register.filter
def amount(value: Fraction) -> str:
    """An amount with thousands separators."""
    return amount_text(value)


@register.filter
def exact(value: Fraction) -> str:
    """A number exactly as it is stored."""
    return exact_text(value)


@register.filter
def pairs(text: str) -> list[tuple[str, str]]:
    """``text:说明,cause:原因`` as pairs."""
    return [(name, title) for name, _, title in (part.partition(":") for part in text.split(","))]


@register.filter
def section_name(key: str) -> str:
    """A section's name without the number that orders it."""
    return re.sub(r"^\d+[-_ ]*", "", key)


@register.filter
def ending(name: str) -> str:
    """The kind of a file in words that people use."""
    found = name.rpartition(".")[2]
    return {"docx": "Word", "pdf": "PDF", "html": "网页", "xlsx": "Excel"}.get(found, found)


@register.filter
def statistic(value: object) -> str:
    """An approximate statistic with two decimals."""
    return statistic_text(value)  # type: ignore[arg-type]


@register.filter
def check_name(kind: str) -> str:
    """The Chinese name of a check of the audit."""
    return name_of(kind)


@register.filter
def against_name(against: str) -> str:
    """What heads the value that is set against a printed one: 应为, 另一处为 …"""
    return name_of_against(Against(against))


@register.filter
def follows_name(against: str) -> str:
    """What heads the figures that change with it: 牵动, or 若照此改，牵动."""
    return follows(Against(against))


@register.filter
def confidence_name(confidence: str) -> str:
    """确定, 很可能, 可能."""
    return CONFIDENCE_NAMES[Confidence(confidence)]


@register.filter
def hundred(ratio: Fraction | None) -> str:
    """A ratio as so many of a hundred, with two decimals; a dash where there is none."""
    return "—" if ratio is None else percent_text(ratio).rstrip("%")


@register.simple_tag
def bar_of(error: int, warning: int, note: int, most: int, width: int) -> SafeString:
    """A bar of errors, warnings and notes where ``most`` of them fill ``width`` pixels; told apart by lightness too."""
    parts, at = [], Fraction(0)
    for name, count in (("error", error), ("warning", warning), ("note", note)):
        size = Fraction(count * width, most)
        if count:
            parts.append((name, short_text(at, 1), short_text(size, 1)))
        at += size
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="12"/>', parts)
    return format_html(
        '<svg class="parts" width="{}" height="12" viewBox="0 0 {} 12" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        width,
        width,
        drawn,
    )
