"""Reading a file from disk with a limit on its size, and decoding Chinese text."""

from pathlib import Path

from kaocheng.diagnostics import Diagnostic
from kaocheng.places import InFile
from kaocheng.text import messages

LIMIT_MB = 50
LIMIT_TEXT_MB = 2  # what people write by hand; a larger YAML file is a table that should be CSV


def read_bytes(file: Path, path: str, *, limit_mb: int = LIMIT_MB) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of ``file``; ``path`` is how messages call it. None with a diagnostic where it cannot be read."""
    place = InFile(path)
    try:
        if file.is_dir():
            return None, [messages.IS_FOLDER.at(place)]
        size = file.stat().st_size
        if size > limit_mb * 1_000_000:
            return None, [messages.TOO_LARGE.at(place, size=size // 1_000_000, limit=limit_mb)]
        data = file.read_bytes()
    except OSError as error:
        return None, [messages.UNREADABLE.at(place, why=_reason(error))]
    return (data, []) if data.strip() else (None, [messages.EMPTY_FILE.at(place)])


def _reason(error: OSError) -> str:
    return {FileNotFoundError: "文件不存在", PermissionError: "没有读取权限"}.get(
        type(error), error.strerror or str(error)
    )


def decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """The text that ``data`` encodes: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030 (which holds GBK)."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, []
    return None, [messages.BAD_ENCODING.at(InFile(path))]


def read_text(file: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """The decoded text of ``file``; see :func:`read_bytes` and :func:`decode`."""
    data, problems = read_bytes(file, path, limit_mb=LIMIT_TEXT_MB)
    return (None, problems) if data is None else decode(data, path)
