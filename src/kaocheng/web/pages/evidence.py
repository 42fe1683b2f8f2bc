"""佐证: files with their links to indicators and cells, shown where that is safe; checked vouchers and assets as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kaocheng.bundle.findings import ASSET_COLUMNS, CELLS, VOUCHER_COLUMNS
from kaocheng.places import InTable
from kaocheng.scoring.data import path as cell_at
from kaocheng.text.files import decode
from kaocheng.web.access import page
from kaocheng.web.content import Item
from kaocheng.web.editing import save
from kaocheng.web.edits import Edit
from kaocheng.web.first_page import first_page
from kaocheng.web.models import Blob
from kaocheng.web.models import Item as Row
from kaocheng.web.pages.frame import show, space_of
from kaocheng.web.pages.uploads import ACCEPTED, PICTURES, TEXTS, contents, download, taken
from kaocheng.web.workspace import Workspace

CHECKS = {"voucher": ("凭证抽查", VOUCHER_COLUMNS), "asset": ("资产抽查", ASSET_COLUMNS)}
_LETTERS = 4000


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: its item, its file with size in bytes, the cells that it supports."""

    item: Item
    file: str
    size: int | None
    cells: tuple[InTable, ...]

    @property
    def key(self) -> str:
        """Its number."""
        return self.item.key

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.item.body.get("题名", ""))

    @property
    def indicators(self) -> list[str]:
        """The codes of the indicators that it supports."""
        return str(self.item.body.get("指标", "")).split()

    @property
    def kind(self) -> str:
        """The ending of its file."""
        return self.file.rpartition(".")[2].lower()


def piece(space: Workspace, item: Item) -> Piece:
    """A piece of evidence as its item holds it."""
    name = str(item.body.get("文件", ""))
    stored = space.item("file", f"evidence/{name}") if name else None
    cells = (cell_at(path) for path in str(item.body.get(CELLS, "")).split(";"))
    return Piece(item, name, int(stored.body["size"]) if stored else None, tuple(cell for cell in cells if cell))


def pieces(space: Workspace) -> list[Piece]:
    """All evidence in its order."""
    return [piece(space, item) for item in space.of_kind("evidence")]


@page("view")
def evidence(request: Any) -> HttpResponse:
    """The page; ``?indicator=`` shows what supports one, ``?cell=`` 表/行/列 is where an upload is attached."""
    space = space_of(request)
    code = request.GET.get("indicator", "")
    facts = {
        "pieces": [found for found in pieces(space) if not code or code in found.indicators],
        "indicator": code, "cell": request.GET.get("cell", ""),
        "checks": [(kind, title, columns, space.of_kind(kind)) for kind, (title, columns) in CHECKS.items()],
        "codes": [scored.indicator for scored in space.sheet.leaves],
        "known": ",".join(f".{ending}" for ending in ACCEPTED),
        "opens": request.access.can("view_evidence"), "can": request.access.can("add_evidence"),
    }  # fmt: skip
    return show(request, "evidence.html", "evidence/", space, **facts)


@require_POST
@page("add_evidence")
def add(request: Any) -> HttpResponse:
    """Takes a file in, and lists it with a number, its digest, its indicators and its cell.

    ``paper`` is the code of the working paper from which it is uploaded and to which the answer leads back.
    """
    space = space_of(request)
    cells = [path for path in request.POST.getlist("cell") if cell_at(path)]
    codes = [code for code in request.POST.getlist("indicators") if code in space.sheet]
    number, edits = attaching(request, space, codes, cells)
    save(request.access, edits)
    paper = request.POST.get("paper", "")
    return redirect(
        f"/e/{space.pk}/papers/{paper}/#evidence" if paper in codes else f"/e/{space.pk}/evidence/#{number}"
    )


def attaching(request: Any, space: Workspace, codes: Sequence[str], cells: Sequence[str]) -> tuple[str, list[Edit]]:
    """The number of the piece of evidence that an upload becomes, and the edits that store it."""
    name, data = taken(request, "file")
    blob = Blob.keep(data)
    number = _next(space)
    title = request.POST.get("title", "").strip() or name.rpartition(".")[0] or name
    file = f"{number}-{name}"
    record = {"编号": number, "题名": title, "文件": file, "sha256": blob.sha256, "指标": " ".join(codes)}
    record |= {CELLS: ";".join(cells)} if cells else {}
    stored = {"sha256": blob.sha256, "size": str(blob.size)}
    return number, [
        Edit("evidence", number, "", None, record),
        Edit("file", f"evidence/{file}", "", None, stored),
    ]


def _next(space: Workspace) -> str:
    """The first number that no piece of evidence has, or had: what one could open must not become another."""
    used = set(Row.objects.filter(evaluation=space.pk, kind="evidence").values_list("key", flat=True))
    number = 1
    while f"E{number:02}" in used:
        number += 1
    return f"E{number:02}"


@require_POST
@page("add_evidence")
def remove(request: Any, key: str) -> HttpResponse:
    """Takes a piece of evidence off the list, with its file; the record of changes keeps both."""
    space = space_of(request)
    found = _piece(space, key)
    stored = space.item("file", f"evidence/{found.file}")
    edits = [Edit("evidence", key, "", found.item.body, None)]
    if stored and sum(other.file == found.file for other in pieces(space)) == 1:
        edits.append(Edit("file", stored.key, "", stored.body, None))
    save(request.access, edits)
    return redirect(f"/e/{space.pk}/evidence/")


def _piece(space: Workspace, key: str) -> Piece:
    item = space.item("evidence", key)
    if item is None:
        raise Http404
    return piece(space, item)


def bytes_of(space: Workspace, found: Piece) -> bytes:
    """The bytes of a piece of evidence; not found where only its title is kept."""
    stored = space.item("file", f"evidence/{found.file}")
    if stored is None:
        raise Http404
    return Blob.fetch(stored.body["sha256"])


@page("view_evidence")
def file(request: Any, key: str) -> HttpResponse:
    """The file of a piece of evidence: a picture is shown, everything else is saved."""
    space = space_of(request)
    found = _piece(space, key)
    return download(bytes_of(space, found), found.file, inline=found.kind in PICTURES)


@page("view_evidence")
def preview(request: Any, key: str) -> HttpResponse:
    """The drawer: a picture, the first page of a PDF, the beginning of a text, the names inside an archive."""
    space = space_of(request)
    found = _piece(space, key)
    data = bytes_of(space, found)
    facts: dict[str, Any] = {"piece": found, "pk": space.pk, "pictured": found.kind in {*PICTURES, "pdf"}}
    if found.kind in TEXTS:
        text = decode(data, found.file)[0] or ""
        facts |= {"text": text[:_LETTERS], "cut": len(text) > _LETTERS}
    elif not facts["pictured"]:
        facts["names"] = contents(data)
    return render(request, "evidence_preview.html", facts)


@page("view_evidence")
def picture(request: Any, key: str) -> HttpResponse:
    """The first page of a PDF as a picture."""
    space = space_of(request)
    found = _piece(space, key)
    drawn = first_page(bytes_of(space, found)) if found.kind == "pdf" else None
    if drawn is None:
        raise Http404
    return download(drawn, f"{found.key}.png", inline=True)


@require_POST
@page("add_evidence")
def add_check(request: Any, kind: str) -> HttpResponse:
    """Adds a checked voucher or asset under the next number."""
    space = space_of(request)
    if kind not in CHECKS:
        raise Http404
    columns = CHECKS[kind][1]
    used = {item.key for item in space.of_kind(kind)}
    letter = "V" if kind == "voucher" else "S"
    number = next(f"{letter}{n:02}" for n in range(1, len(used) + 2) if f"{letter}{n:02}" not in used)
    record = {name: request.POST.get(name, "").strip() for name in columns} | {"编号": number}
    save(request.access, [Edit(kind, number, "", None, record)])
    return redirect(f"/e/{space.pk}/evidence/#{kind}")


@require_POST
@page("add_evidence")
def remove_check(request: Any, kind: str, key: str) -> HttpResponse:
    """Removes a checked voucher or asset."""
    space = space_of(request)
    item = space.item(kind, key) if kind in CHECKS else None
    if item is None:
        raise Http404
    save(request.access, [Edit(kind, key, "", item.body, None)])
    return redirect(f"/e/{space.pk}/evidence/#{kind}")
