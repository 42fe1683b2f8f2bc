"""Looking at a file before it is parsed: what it is, whether it is whole, locked, or made to do harm."""

import io
import re
import zipfile
import zlib

from kaocheng.audit import messages
from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile

LIMIT_UNPACKED_MB = 300
LIMIT_XML_MB = 60
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|p)\b", re.IGNORECASE)


def kind_of(data: bytes, path: str) -> str:
    """docx, pdf, html, txt by the first bytes; empty for anything else."""
    if data.startswith((_ZIP, _OLE)):
        return "docx"
    if _PDF in data[:1024]:
        return "pdf"
    if _HTML.search(data[:4096]) and not path.lower().endswith(".txt"):
        return "html"
    binary = sum(byte < 9 for byte in data[:4096])
    return "" if binary > 8 and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else "txt"


def inspect_word(data: bytes, path: str) -> list[Diagnostic]:
    """Why a Word file must not be parsed; empty where it may."""
    place = InFile(path)
    if data.startswith(_OLE):
        locked = _ENCRYPTED_STREAM in data
        return [messages.ENCRYPTED.at(place) if locked else messages.UNKNOWN_FORMAT.at(place, found=".doc")]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_archive(archive, place)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return [messages.DAMAGED.at(place, format="Word")]
    except RuntimeError:  # zipfile's way to say that an entry wants a password
        return [messages.ENCRYPTED.at(place)]


def _inspect_archive(archive: zipfile.ZipFile, place: InFile) -> list[Diagnostic]:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LIMIT_UNPACKED_MB * 1_000_000:
        return [messages.BOMB.at(place, size=unpacked // 1_000_000, limit=LIMIT_UNPACKED_MB)]
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        found = "xlsx" if any(name.startswith("xl/") for name in names) else "zip"
        return [messages.UNKNOWN_FORMAT.at(place, found=found)]
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            if entry.file_size > LIMIT_XML_MB * 1_000_000:
                return [messages.BOMB.at(place, size=entry.file_size // 1_000_000, limit=LIMIT_XML_MB)]
            with archive.open(entry) as stream:
                head = stream.read(4000)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                return [messages.ENTITIES.at(place)]
    return []
