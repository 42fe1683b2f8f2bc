"""Indicators out of a template: the chosen ones with what stands above them, and the data that their standards need."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from kaocheng import templates
from kaocheng.bundle import read
from kaocheng.bundle.writing import files_of
from kaocheng.diagnostics import Refusal
from kaocheng.domain import Indicator, walk
from kaocheng.standards import needs, understand
from kaocheng.web import messages
from kaocheng.web.access import page
from kaocheng.web.content import Item, items_of
from kaocheng.web.content.codes import next_code
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.pages.frame import reason_of, show, space_of
from kaocheng.web.workspace import Workspace


@page("edit_indicators")
def insert(request: Any) -> HttpResponse:
    """Shows the indicators of a template to choose from; takes those with a chosen ``code`` in (POST)."""
    space = space_of(request)
    name = request.POST.get("template", "") or request.GET.get("template", "")
    name = name if name in templates.NAMES else next(iter(templates.NAMES))
    bundle = read(templates.folder(name))
    if request.method == "POST":
        chosen = set(request.POST.getlist("code"))
        if not chosen:
            raise Refusal(messages.NAME_NEEDED.at(what="要插入的指标"))
        attached = set(dict(bundle.attachments))
        items = items_of({path: data for path, data in files_of(bundle).items() if path not in attached}, {})
        edits = list(_edits(space, items, bundle.evaluation.indicators, chosen))
        save(request.access, edits, reason_of(request, f"插入模板：{templates.NAMES[name]}"))
        return redirect(f"/e/{space.pk}/indicators/")
    lines = [(level, indicator) for level, indicator in walk(bundle.evaluation.indicators)]
    facts = {"chosen": name, "templates": templates.NAMES, "lines": lines}
    facts["locked"] = request.access.evaluation.plan_locked
    return show(request, "indicator_template.html", "indicators/", space, **facts)


def _edits(
    space: Workspace, items: Iterable[Item], indicators: tuple[Indicator, ...], chosen: set[str]
) -> Iterator[Edit]:
    taken = {item.key: item.body.get("name", "") for item in space.of_kind("indicator")}
    leaves: list[Indicator] = []

    def below(indicators: tuple[Indicator, ...], parent: str) -> Iterator[Edit]:
        last = ""
        place = sum(item.body.get("parent", "") == parent for item in space.of_kind("indicator"))
        for indicator in indicators:
            if not any(one.code in chosen for _, one in walk((indicator,))):
                continue
            code = indicator.code
            if taken.get(code) != indicator.name:
                code = next_code(taken, parent, last or code) if code in taken else code
                yield Edit("indicator", code, "", None, _body(indicator, code, parent), position=place)
                place += 1
                taken[code] = indicator.name
                if indicator.is_leaf:
                    leaves.append(indicator)
            last = code
            yield from below(indicator.indicators, code)

    yield from below(indicators, "")
    yield from _data(space, list(items), leaves)


def _body(indicator: Indicator, code: str, parent: str) -> dict[str, Any]:
    texts = {name: getattr(indicator, name) for name in ("name", "definition", "target", "standard", "source", "basis")}
    body: dict[str, Any] = {"code": code} | {name: text for name, text in texts.items() if text}
    body |= {"metrics": list(indicator.metrics)} if indicator.metrics else {}
    return body | {"weight": str(indicator.weight), "parent": parent}


def _data(space: Workspace, items: list[Item], leaves: list[Indicator]) -> Iterator[Edit]:
    """The metrics, names and tables of the template that the standards of ``leaves`` need and that are not there."""
    wanted = {name for leaf in leaves for name in _names(leaf)}
    links = [item for item in items if item.kind in {"metric", "name"} and item.key in wanted]
    texts = [item.body if item.kind == "name" else item.body.get("formula", "") for item in links]
    tables = {found for text in texts for found in re.findall(r"[^\s./(（，,+×*÷-]+(?=[./])", text)}
    needed = [*links, *(item for item in items if item.kind == "table" and item.key in tables)]
    needed += [item for item in items if item.kind == "row" and item.body["table"] in tables]
    there = {item.key for item in space.of_kind("table")}
    for item in needed:
        if space.item(*item.identity) is None and not (item.kind == "row" and item.body["table"] in there):
            yield Edit(item.kind, item.key, "", None, item.body)


def _names(leaf: Indicator) -> Iterator[str]:
    yield from (leaf.name, *leaf.metrics)
    found = understand(leaf.standard, name=leaf.name, weight=leaf.weight, target=leaf.target)
    for need in needs(found.standard) if found.standard else ():
        yield from need.labels
