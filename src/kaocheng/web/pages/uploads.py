"""Files in and out: names, sizes and contents are checked; a download never runs in the browser."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from kaocheng.diagnostics import Diagnostic, Refusal
from kaocheng.web import messages

LIMIT_MB = 30
_ZIP = b"PK\x03\x04"
# What a file of each ending must begin with; an empty list means text.
ACCEPTED: dict[str, list[bytes]] = {
    "pdf": [b"%PDF-"],
    "docx": [b"PK\x03\x04"], "xlsx": [b"PK\x03\x04"], "pptx": [b"PK\x03\x04"], "ods": [b"PK\x03\x04"],
    "zip": [b"PK\x03\x04"], "kaocheng": [b"PK\x03\x04"],
    "doc": [b"\xd0\xcf\x11\xe0"], "xls": [b"\xd0\xcf\x11\xe0"], "wps": [b"\xd0\xcf\x11\xe0"], "et": [b"\xd0\xcf\x11\xe0"],
    "jpg": [b"\xff\xd8\xff"], "jpeg": [b"\xff\xd8\xff"], "png": [b"\x89PNG\r\n\x1a\n"],
    "ofd": [b"PK\x03\x04"],
    "csv": [], "txt": [], "md": [], "yaml": [],
}  # fmt: skip
PICTURES = {"png", "jpg", "jpeg"}
TEXTS = {ending for ending, beginnings in ACCEPTED.items() if not beginnings}
# What stands inside archives of each ending; a file without it is something else that was renamed.
_INSIDE = {
    "docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ods": "content.xml", "ofd": "OFD.xml", "kaocheng": "manifest.json",
}  # fmt: skip
UNPACKED_MB = 1000
NAME_BYTES = 180
_UNSAFE = re.compile(r'[\x00-\x1f\x7f:*?"<>|#%]')
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
"""What a browser may show itself."""


Kinds = Mapping[str, list[bytes]]


def taken(request: Any, field: str, accepted: Kinds = ACCEPTED) -> tuple[str, bytes]:
    """Name and bytes of an uploaded file. Raises :class:`~kaocheng.diagnostics.Refusal` for one that is not accepted."""
    file = request.FILES.get(field)
    if file is None:
        raise Refusal(messages.NOT_A_FILE.at())
    return _received(file, accepted)


def all_taken(request: Any, field: str, accepted: Kinds) -> tuple[list[tuple[str, bytes]], list[Diagnostic]]:
    """Names and bytes of the uploaded files that are accepted, and what is wrong with the others."""
    good: list[tuple[str, bytes]] = []
    wrong: list[Diagnostic] = []
    for file in request.FILES.getlist(field):
        try:
            good.append(_received(file, accepted))
        except Refusal as refusal:
            wrong += refusal.diagnostics
    return good, wrong or ([] if good else [messages.NOT_A_FILE.at()])


def _received(file: Any, accepted: Kinds) -> tuple[str, bytes]:
    name = _plain_name(file.name)
    if file.size > LIMIT_MB * 1_000_000:
        raise Refusal(messages.FILE_TOO_LARGE.at(name=name, size=file.size // 1_000_000, limit=LIMIT_MB))
    data = file.read()
    check(name, data, accepted)
    return name, data


def _plain_name(name: str) -> str:
    """The name without folders and what a system reads otherwise, short enough for every file system."""
    plain = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".")
    stem, point, ending = plain.rpartition(".")
    kept = stem.encode()[: NAME_BYTES - len(ending.encode()) - 1].decode(errors="ignore") if stem else ""
    return f"{kept}{point}{ending}" or "file"


def check(name: str, data: bytes, accepted: Kinds = ACCEPTED) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` for a file whose ending or content is not accepted."""
    ending = name.rpartition(".")[2].lower()
    if ending not in accepted:
        raise Refusal(messages.FILE_KIND.at(name=name, known="、".join(accepted)))
    if not data:
        raise Refusal(messages.FILE_EMPTY.at(name=name))
    beginnings = accepted[ending]
    if beginnings and not any(data.startswith(beginning) for beginning in beginnings):
        raise Refusal(messages.FILE_DISGUISED.at(name=name))
    if data.startswith(_ZIP):
        _check_archive(name, data, _INSIDE.get(ending, ""))
    if not beginnings and b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(messages.FILE_DISGUISED.at(name=name))


def _check_archive(name: str, data: bytes, inside: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refusal(messages.FILE_DISGUISED.at(name=name)) from None
    unpacked = sum(entry.file_size for entry in entries) // 1_000_000
    if unpacked > UNPACKED_MB:
        raise Refusal(messages.FILE_BOMB.at(name=name, size=unpacked, limit=UNPACKED_MB))
    largest = max((entry.file_size for entry in entries), default=0) // 1_000_000
    if inside == _INSIDE["kaocheng"] and largest > LIMIT_MB:
        raise Refusal(messages.FILE_BOMB.at(name=name, size=largest, limit=LIMIT_MB))
    if inside and not any(entry.filename.startswith(inside) for entry in entries):
        raise Refusal(messages.FILE_DISGUISED.at(name=name))


def contents(data: bytes) -> list[str]:
    """The names inside an archive; empty where the file is none."""
    if not data.startswith(_ZIP):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name for name in archive.namelist() if not name.endswith("/")]


def download(data: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A file as an answer; ``inline`` lets a browser show pictures and PDF, everything else is saved."""
    media = TYPES.get(name.rpartition(".")[2].lower()) if inline else None
    response = HttpResponse(data, content_type=media or "application/octet-stream")
    way = "inline" if media else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
