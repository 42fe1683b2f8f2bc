"""Looking at a spreadsheet file before a library opens it: kind, encryption, damage, and bombs of every sort."""

import io
import re
import zipfile
import zlib

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.tables import messages

LIMIT_UNPACKED_MB = 400
LIMIT_CELLS = 5_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"')
_REPEATED_CONTENT = re.compile(rb"<table:table-cell(?=[^>]*office:value)[^>]*number-columns-repeated=\"(\d+)\"")
_REPEATED_ROWS = re.compile(
    rb"<table:table-row[^>]*number-rows-repeated=\"(\d+)\"[^>]*>(?:(?!</table:table-row>).)*?"
    rb"office:value",
    re.DOTALL,
)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook (.xlsx, .ods, .xls) and no text."""
    return data.startswith((_ZIP, _OLE))


def inspect(data: bytes, path: str) -> list[Diagnostic]:
    """Why the workbook must not be opened; empty where it may."""
    place = InFile(path)
    if data.startswith(_OLE):
        return [messages.ENCRYPTED.at(place)] if _ENCRYPTED_STREAM in data else []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_archive(archive, place)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        return [messages.DAMAGED.at(place)]
    except RuntimeError:  # zipfile's way to say that an entry wants a password
        return [messages.ENCRYPTED.at(place)]


def _inspect_archive(archive: zipfile.ZipFile, place: InFile) -> list[Diagnostic]:
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LIMIT_UNPACKED_MB * 1_000_000:
        return [messages.BOMB.at(place, size=unpacked // 1_000_000, limit=LIMIT_UNPACKED_MB)]
    for entry in archive.infolist():
        name = entry.filename
        if not name.endswith((".xml", ".rels")):
            continue
        content = archive.read(entry)  # checks the digest too, and stops at the declared size
        if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:2000]:
            return [messages.DAMAGED.at(place)]
        if name == "META-INF/manifest.xml" and b"encryption-data" in content:
            return [messages.ENCRYPTED.at(place)]
        if (name.startswith("xl/worksheets/") or name == "content.xml") and (cells := _extent(content)) > LIMIT_CELLS:
            return [messages.TOO_MANY_CELLS.at(place, cells=cells, limit=LIMIT_CELLS)]
    return []


def _extent(content: bytes) -> int:
    """How many cells a sheet spans, blank ones between included: readers hold them all."""
    rows = [int(number) for number in _ROW.findall(content)]
    columns = 0
    for letters, number in _CELL.findall(content):
        columns = max(columns, sum((letter - 64) * 26**power for power, letter in enumerate(reversed(letters))))
        rows.append(int(number))
    repeated = max(map(int, _REPEATED_CONTENT.findall(content) + _REPEATED_ROWS.findall(content)), default=0)
    return max(max(rows, default=0) * columns, repeated * 1000)
