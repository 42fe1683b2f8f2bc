"""Work on files of strangers, in a process of its own with bounded memory and time.

``run`` starts it and waits; the file lies in a scratch folder, the process writes ``done`` or ``refused`` there and says on
its output how far it is. Whatever happens to the process, the caller gets a result or a refusal in words.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from kaocheng.diagnostics import Diagnostic, Message, Refusal, Severity

MEMORY_MB = 2000
SECONDS = 120
_WRITTEN_MB = 400
TOO_HEAVY = Message(
    "web-report-too-heavy",
    Severity.ERROR,
    "这份文件没有读完：它大得或复杂得超出常理（{seconds} 秒还没读完，或占用内存超过 {memory} MB），可能已损坏或有害。",
    "The file was not read to its end: it asked for more than {memory} MB or {seconds} s; it may be damaged or hostile.",
    "请确认来源，用原来的软件另存一份再试。",
    "Check where it comes from, and save a new copy from its own program.",
)
Say = Callable[[int, str], None]


class Refused(Exception):
    """The process refused the file; the lines say why."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def run(task: str, files: Mapping[str, bytes], say: Say) -> bytes:
    """What ``task`` (a name in :mod:`kaocheng.web.audits.tasks`) makes of ``files``; ``say`` hears of its progress.

    Raises :class:`Refused` with the reader's own words, and :class:`~kaocheng.diagnostics.Refusal` where it broke off.
    """
    with tempfile.TemporaryDirectory(prefix="kaocheng-audit-") as scratch:
        folder = Path(scratch)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        code = _wait(task, folder, say)
        if (folder / "refused").exists():
            raise Refused(json.loads((folder / "refused").read_text("utf-8")))
        if code != 0 or not (folder / "done").exists():
            raise Refusal(_too_heavy())
        return (folder / "done").read_bytes()


def _wait(task: str, folder: Path, say: Say) -> int:
    command = [sys.executable, "-m", "kaocheng.web.audits.tasks", task, str(folder)]
    clean = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    clean |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "TMPDIR": str(folder)}
    process = subprocess.Popen(  # noqa: S603 -- our own
        command,
        env=clean,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    clock = threading.Timer(SECONDS, _kill, [process])
    clock.start()
    try:
        for line in process.stdout or ():
            progress, _, message = line.strip().partition(" ")
            if progress.isdigit():
                say(min(int(progress), 99), message[:100])
        return process.wait()
    finally:
        clock.cancel()
        _kill(process)
        process.wait()


def _kill(process: "subprocess.Popen[str]") -> None:
    """Ends the process with every process that it started: they are a session of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def confine() -> None:
    """Bounds this process for good: memory, processor time, size of files, no dumps; what it starts inherits that."""
    limits = {
        resource.RLIMIT_AS: MEMORY_MB * 1_000_000,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: _WRITTEN_MB * 1_000_000,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _too_heavy() -> Diagnostic:
    return TOO_HEAVY.at(memory=MEMORY_MB, seconds=SECONDS)
