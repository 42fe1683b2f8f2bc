"""Remembering how sentences were understood, so that a command that only scores need not load the grammar.

The memory is a file in the user's cache directory, keyed by the sentence, the indicator's name, weight and target, and
the version of this package's own files. It is only ever a shortcut: a damaged, missing or unwritable file changes nothing
but the time.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from contextvars import ContextVar
from fractions import Fraction
from pathlib import Path

from kaocheng.standards.codec import NotAStandard, understanding_from_json, understanding_to_json
from kaocheng.standards.understanding import Understanding

MOST_ENTRIES = 2000
_active: ContextVar["Memory | None"] = ContextVar("standards_memory", default=None)


class Memory:
    """What was understood before, from ``path``; the file is read when first asked and written by :meth:`save`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, object] | None = None
        self._version = ""
        self._changed = False
        self._decoded: dict[str, Understanding] = {}

    def recall(self, sentence: str, name: str, weight: Fraction | None, target: str) -> Understanding | None:
        """How the sentence was understood before, or None."""
        key = _key(sentence, name, weight, target)
        if (decoded := self._decoded.get(key)) is not None:
            return decoded
        data = self._entries().get(key)
        if data is None:
            return None
        try:
            understanding = understanding_from_json(sentence, data)
        except NotAStandard:
            return None
        return self._decoded.setdefault(key, understanding)

    def keep(self, understanding: Understanding, name: str, weight: Fraction | None, target: str) -> None:
        """Remember an understanding."""
        known = self._entries()
        if len(known) >= MOST_ENTRIES:
            known.clear()
            self._decoded.clear()
        key = _key(understanding.sentence, name, weight, target)
        known[key] = understanding_to_json(understanding)
        self._decoded[key] = understanding
        self._changed = True

    def save(self) -> None:
        """Write the file if anything new was learnt: whole or not at all."""
        if not self._changed:
            return
        import tempfile

        data = json.dumps({"version": self._version, "known": self._known}, ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(OSError, UnicodeError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(data)
                Path(name).replace(self.path)
            finally:
                Path(name).unlink(missing_ok=True)

    def _entries(self) -> dict[str, object]:
        if self._known is None:
            self._version = _grammar_version()
            self._known = {}
            with contextlib.suppress(OSError, ValueError, RecursionError):
                data = json.loads(self.path.read_text(encoding="utf-8"))
                if isinstance(data, dict) and data.get("version") == self._version and isinstance(data["known"], dict):
                    self._known = data["known"]
        return self._known


def cache_path() -> Path:
    """Where the memory lies: under XDG_CACHE_HOME, else ~/.cache."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(home) if home and Path(home).is_absolute() else Path("~/.cache").expanduser()
    return base / "kaocheng" / "standards.json"


@contextlib.contextmanager
def remembered(path: Path | None = None) -> Iterator[None]:
    """While this holds, :func:`kaocheng.standards.understand` asks the memory first; it is saved at the end."""
    try:
        memory = Memory(path or cache_path())
    except (OSError, RuntimeError):
        yield
        return
    token = _active.set(memory)
    try:
        yield
    finally:
        _active.reset(token)
        memory.save()


def active() -> Memory | None:
    """The memory that holds now."""
    return _active.get()


def _key(sentence: str, name: str, weight: Fraction | None, target: str) -> str:
    return json.dumps([sentence, name, str(weight), target])


def _grammar_version() -> str:
    """Changes whenever any file of this package does."""
    facts = []
    for folder, folders, files in os.walk(Path(__file__).parent):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith((".py", ".lark")):
                found = Path(folder, name).stat()
                facts.append(f"{name}:{found.st_size}:{found.st_mtime_ns}")
    return ";".join(facts)
