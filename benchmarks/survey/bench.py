"""A survey from its CSV to α, KMO and Bartlett, beside pandas + pingouin + factor_analyzer on the same file.

Each side runs as a process of its own, start-up included. Results are checked equal: counts exactly, the rest to 1e-9.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SCALE = "{很满意: 100%, 满意: 80%, 一般: 60%, 不满意: 30%, 很不满意: 0%}"


@dataclass(frozen=True)
class Case:
    """An input, how often it is run, and what we promise for it: seconds and, where it is large, megabytes."""

    name: str
    people: int
    questions: int
    inference: bool
    rounds: int
    seconds: float
    megabytes: float


CASES = (
    Case("1 000 × 10，计数与满意度", 1_000, 10, inference=False, rounds=5, seconds=0.3, megabytes=math.inf),
    Case("1 000 × 10，含推断", 1_000, 10, inference=True, rounds=5, seconds=2, megabytes=math.inf),
    Case("1 000 000 × 30，含推断", 1_000_000, 30, inference=True, rounds=3, seconds=2, megabytes=300),
)


@dataclass(frozen=True)
class Run:
    """What a process printed, the seconds of its fastest run, and its greatest memory."""

    found: dict[str, object]
    seconds: float
    megabytes: float


def write(case: Case, folder: Path) -> Path:
    """Correlated answers 1…5 as a CSV with one digit a cell, and the questionnaire."""
    random = np.random.default_rng(2020)
    names = [f"Q{number}" for number in range(1, case.questions + 1)]
    file = folder / "responses.csv"
    with file.open("wb") as out:
        out.write(",".join(names).encode() + b"\n")
        # In parts: a process counts the memory of the one that started it as its own.
        for start in range(0, case.people, 20_000):
            people = min(20_000, case.people - start)
            common = random.normal(size=(people, 1))
            codes = np.clip(np.round(2.4 + 0.8 * common + 0.9 * random.normal(size=(people, case.questions))), 1, 5)
            cells = np.full((people, 2 * case.questions), ord(","), dtype=np.uint8)
            cells[:, 0::2] = codes + ord("0")
            cells[:, -1] = ord("\n")
            out.write(cells.tobytes())
    lines = [f"  - {{id: {name}, text: {name}, type: scale}}" for name in names]
    (folder / "questionnaire.yaml").write_text(
        "\n".join(["title: 评测", f"scale: {SCALE}", "questions:", *lines]), "utf-8"
    )
    return file


def run(case: Case, script: str, target: Path) -> Run:
    """Runs a script some times; Linux counts its memory in kilobytes."""
    command = [sys.executable, str(HERE / script), str(target), "inference" if case.inference else "exact"]
    best, most, out = math.inf, 0.0, ""
    for _ in range(case.rounds):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        out = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        best = min(best, time.perf_counter() - started)
        most = max(most, usage.ru_maxrss / 1000)
        if process.returncode:
            raise SystemExit(f"{script} failed")
    return Run(json.loads(out), best, most)


def differences(ours: dict[str, object], theirs: dict[str, object]) -> list[str]:
    """The results in which the two sides differ."""
    return [name for name in theirs if not equal(ours.get(name), theirs[name])]


def equal(ours: object, theirs: object) -> bool:
    match ours, theirs:
        case list(), list():
            return len(ours) == len(theirs) and all(map(equal, ours, theirs))
        case float(), float():
            return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
        case _:
            return ours == theirs


def main() -> int:
    """Runs every case; 1 where a result differs or a limit is missed."""
    wrong = []
    missing = [name for name in ("pandas", "pingouin", "factor_analyzer") if not installed(name)]
    for case in CASES:
        with tempfile.TemporaryDirectory() as scratch:
            file = write(case, Path(scratch))
            ours = run(case, "ours.py", Path(scratch))
            print(f"\n{case.name}")
            print(f"  kaocheng                            {ours.seconds:7.2f} s  {ours.megabytes:6.0f} MB")
            if ours.seconds > case.seconds or ours.megabytes > case.megabytes:
                wrong.append(f"{case.name}: {ours.seconds:.2f} s, {ours.megabytes:.0f} MB")
            if missing:
                print(f"  not installed: {', '.join(missing)}")
                continue
            theirs = run(case, "peer.py", file)
            ratio = f"{theirs.seconds / ours.seconds:.1f} × time, {theirs.megabytes / ours.megabytes:.1f} × memory"
            print(f"  pandas + pingouin + factor_analyzer {theirs.seconds:7.2f} s  {theirs.megabytes:6.0f} MB  {ratio}")
            wrong += [f"{case.name}: {name} differs" for name in differences(ours.found, theirs.found)]
    print("\n".join(["", *wrong] if wrong else ["", "results equal, limits kept"]))
    return int(bool(wrong))


def installed(module: str) -> bool:
    return not subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
