"""*.kaocheng: the folder as a zip with a manifest of SHA-256 digests."""

import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kaocheng.bundle import archive_messages as messages
from kaocheng.diagnostics import Diagnostic, Refusal
from kaocheng.places import InFile
from kaocheng.text import messages as text_messages

MANIFEST = "manifest.json"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LIMIT = 500_000_000


def pack(folder: Path, archive: Path) -> None:
    """Packs the folder; the same files give the same bytes. Written beside first, then moved into place."""
    files = {path: (folder / path).read_bytes() for path in _paths(folder)}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    manifest = json.dumps({"format": 1, "files": digests}, ensure_ascii=False, indent=1) + "\n"
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_name(f".{archive.name}.new")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as out:
            for path, data in {MANIFEST: manifest.encode(), **files}.items():
                out.writestr(zipfile.ZipInfo(path, _FIXED_TIME), data, zipfile.ZIP_DEFLATED)
        beside.replace(archive)
    finally:
        beside.unlink(missing_ok=True)


def unpack(archive: Path, folder: Path) -> None:
    """Unpacks an archive that holds what its manifest says into a new or empty folder.

    Raises :class:`~kaocheng.diagnostics.Refusal` where it does not, or where the folder holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(messages.NOT_EMPTY.at(InFile(str(folder))))
    if problems := verify(archive):
        raise Refusal(*problems)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        with zipfile.ZipFile(archive) as packed:
            for info in packed.infolist():
                if info.filename != MANIFEST and not info.is_dir():
                    file = made / info.filename
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(packed.read(info))
        if folder.exists():
            folder.rmdir()
        made.chmod(0o755)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def verify(archive: Path) -> list[Diagnostic]:
    """What differs between an archive and its manifest: changed, missing and additional files."""
    place = InFile(str(archive))
    try:
        with zipfile.ZipFile(archive) as packed:
            return _compare(packed, place)
    except FileNotFoundError:
        return [messages.NO_ARCHIVE.at(place)]
    except IsADirectoryError:
        return [text_messages.IS_FOLDER.at(place)]
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError):
        return [messages.DAMAGED.at(place)]


def _compare(packed: zipfile.ZipFile, place: InFile) -> list[Diagnostic]:
    infos = {info.filename: info for info in packed.infolist() if not info.is_dir()}
    if sum(info.file_size for info in infos.values()) > _LIMIT:
        return [messages.TOO_LARGE.at(place, limit=_LIMIT // 1_000_000)]
    if unsafe := [name for name in infos if not _is_safe(name)]:
        return [messages.UNSAFE_PATH.at(place, path=name) for name in unsafe]
    if MANIFEST not in infos:
        return [messages.NO_MANIFEST.at(place)]
    try:
        digests = dict(json.loads(packed.read(MANIFEST))["files"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return [messages.NO_MANIFEST.at(place)]
    problems = []
    for path, digest in digests.items():
        if path not in infos:
            problems.append(messages.MISSING.at(place, path=path))
        elif hashlib.sha256(packed.read(path)).hexdigest() != digest:
            problems.append(messages.CHANGED.at(place, path=path))
    problems.extend(messages.ADDED.at(place, path=path) for path in infos if path not in digests and path != MANIFEST)
    return problems


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _paths(folder: Path) -> list[str]:
    return sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
