"""Files in and out: names, sizes and contents are checked; a download never runs in the browser."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages

LIMIT_MB = 30
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
TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
"""What a browser may show itself."""


def taken(request: Any, field: str) -> tuple[str, bytes]:
    """Name and bytes of an uploaded file. Raises :class:`~kaocheng.diagnostics.Refusal` for one that is not accepted."""
    file = request.FILES.get(field)
    if file is None:
        raise Refusal(messages.NOT_A_FILE.at())
    name = file.name.replace("\\", "/").rsplit("/", 1)[-1][-150:].lstrip(".") or "file"
    if file.size > LIMIT_MB * 1_000_000:
        raise Refusal(messages.FILE_TOO_LARGE.at(name=name, size=file.size // 1_000_000, limit=LIMIT_MB))
    data = file.read()
    check(name, data)
    return name, data


def check(name: str, data: bytes) -> None:
    """Raises :class:`~kaocheng.diagnostics.Refusal` for a file whose ending or content is not accepted."""
    ending = name.rpartition(".")[2].lower()
    if ending not in ACCEPTED:
        raise Refusal(messages.FILE_KIND.at(name=name, known="、".join(ACCEPTED)))
    if not data:
        raise Refusal(messages.FILE_EMPTY.at(name=name))
    beginnings = ACCEPTED[ending]
    if beginnings and not any(data.startswith(beginning) for beginning in beginnings):
        raise Refusal(messages.FILE_DISGUISED.at(name=name))
    if not beginnings and b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(messages.FILE_DISGUISED.at(name=name))


def download(data: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A file as an answer; ``inline`` lets a browser show pictures and PDF, everything else is saved."""
    media = TYPES.get(name.rpartition(".")[2].lower()) if inline else None
    response = HttpResponse(data, content_type=media or "application/octet-stream")
    way = "inline" if media else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
