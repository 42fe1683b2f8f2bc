"""Zip archives whose bytes depend on their contents alone: no clock, one order, one way of packing."""

import io
import zipfile


def repacked(data: bytes) -> bytes:
    """The archive ``data`` with the date of every member taken away (1980-01-01, the earliest that a zip can hold)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name), compresslevel=6)
    return buffer.getvalue()
