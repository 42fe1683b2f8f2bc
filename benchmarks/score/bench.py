"""``kaocheng score`` on both examples beside a spreadsheet's recalculation of the same table.

Every peer runs as a process of its own, start-up included, and its total is checked against ours.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from spreadsheet import Line, plain_python, write_workbook

from kaocheng.bundle import read
from kaocheng.numbers import score_text
from kaocheng.scoring import ScoreSheet, score

EXAMPLES = Path(__file__).parents[2] / "examples"
KAOCHENG = Path(sys.executable).with_name("kaocheng")
ROUNDS = 5
# The limits that we promise, in seconds.
LIMITS = {"kaocheng score": 0.2, "kaocheng --help": 0.1, "score() alone": 0.01}

FORMULAS = """
import sys, formulas
file, cell = sys.argv[1:]
found = formulas.ExcelModel().loads(file).finish().calculate()
print([value.value[0, 0] for name, value in found.items() if name.upper().endswith("'!" + cell)][0])
"""
PYCEL = """
import sys
from pycel import ExcelCompiler
file, cell = sys.argv[1:]
print(ExcelCompiler(filename=file).evaluate("打分表!" + cell))
"""


@dataclass(frozen=True)
class Peer:
    """A way to get the total: its name and the function that returns it as text; None where it is not installed."""

    name: str
    total: Callable[[], str] | None


def output(*command: object) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def print_scores(folder: Path, *, cached: bool = True) -> None:
    """``kaocheng score``; without its cache of understood standards where ``cached`` is false."""
    with tempfile.TemporaryDirectory() as empty:
        environment = os.environ if cached else os.environ | {"XDG_CACHE_HOME": empty}
        ended = subprocess.run([KAOCHENG, "score", folder], capture_output=True, check=False, env=environment)
    if ended.returncode > 1:
        raise RuntimeError(ended.stderr.decode())


def lines_of(sheet: ScoreSheet) -> list[Line]:
    """The scoring table; a share is what the score says it is, in hundredths of a point over the weight."""
    scored = list(sheet.indicators)
    position = {item.indicator.code: index for index, item in enumerate(scored)}
    lines = []
    for item in scored:
        indicator = item.indicator
        if indicator.is_leaf:
            lines.append(Line(indicator.code, indicator.weight, (item.score or Fraction(0)) / indicator.weight))
        else:
            below = tuple(position[other.code] for other in indicator.indicators)
            lines.append(Line(indicator.code, indicator.weight, None, below))
    return lines


def libreoffice(workbook: Path, total_row: int) -> str:
    profile = workbook.parent / "profile"
    output(
        "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "csv",
        "--outdir", workbook.parent, workbook,
    )  # fmt: skip
    with workbook.with_suffix(".csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))[total_row - 1][4]


def installed(module: str) -> bool:
    return not subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode


def fastest(call: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs: the one that was disturbed least."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


def show(name: str, seconds: float, base: float, note: str = "") -> None:
    print(f"  {name:<34}{seconds * 1000:>9.1f} ms  {seconds / base:>7.2f} ×  {note}")


def example(folder: Path, scratch: Path) -> list[str]:
    """Measures one example; returns what went wrong."""
    evaluation = read(folder).evaluation
    sheet = score(evaluation)
    lines = lines_of(sheet)
    workbook = scratch / f"{folder.name}.xlsx"
    cell = write_workbook(lines, workbook)
    peers = [
        Peer("LibreOffice, headless", (lambda: libreoffice(workbook, int(cell[1:]))) if shutil.which("soffice") else None),
        Peer("formulas", (lambda: output(sys.executable, "-c", FORMULAS, workbook, cell)) if installed("formulas") else None),
        Peer("pycel", (lambda: output(sys.executable, "-c", PYCEL, workbook, cell)) if installed("pycel") else None),
    ]  # fmt: skip
    ours = score_text(sheet.total)
    print(f"\n{folder.name}：{len(lines)} 个指标，总分 {ours}")
    base = fastest(lambda: print_scores(folder))
    show("kaocheng score", base, base, "from the bundle: read, parse, score, explain")
    show(
        "the same, nothing cached",
        fastest(lambda: print_scores(folder, cached=False)),
        base,
        "reads every sentence anew",
    )
    alone = fastest(lambda: score(evaluation))
    show("score() alone", alone, base, "in one process")
    show(
        "python -c pass", fastest(lambda: output(sys.executable, "-c", "pass")), base, "the floor of any Python program"
    )
    show("the sums in plain Python", fastest(lambda: plain_python(lines)), base, "in one process")
    wrong = [] if plain_python(lines) == sheet.total else ["plain Python gives another total"]
    for peer in peers:
        if peer.total is None:
            print(f"  {peer.name:<34}   not installed")
            continue
        theirs = score_text(Fraction(peer.total().strip()))
        if theirs != ours:
            wrong.append(f"{peer.name} gives {theirs}, we give {ours}")
        show(peer.name, fastest(peer.total), base, f"the last step only; total {theirs}")
    return wrong + [
        f"{name} on {folder.name} takes {taken:.3f} s, more than {LIMITS[name]} s"
        for name, taken in (("kaocheng score", base), ("score() alone", alone))
        if taken > LIMITS[name]
    ]


def main() -> int:
    """Measures both examples and ``--help``; 1 where a total differs or a limit is missed."""
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(EXAMPLES.iterdir()):
            wrong += example(folder, Path(scratch))
    shown = fastest(lambda: output(KAOCHENG, "--help"))
    print()
    show("kaocheng --help", shown, shown)
    if shown > LIMITS["kaocheng --help"]:
        wrong.append(f"kaocheng --help takes {shown:.3f} s")
    print("\n".join(["", *wrong] if wrong else ["", "totals equal, limits kept"]))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
