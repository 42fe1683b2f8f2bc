"""How fast reports are audited beside the reading alone of other libraries, and how many of many random changes are found.

    python benchmarks/audit/speed.py REPORT… [--changes 1000]

Each report is audited by the whole command, and its text and tables are read by python-docx or pdfplumber, in processes of
their own, one after the other: seconds by the clock, and of processor time (user and system, all processes). With
--changes, how many changes of each kind (a digit, a character of an indicator's or a unit's name, a code) are found.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from kaocheng.audit import perform, read

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "audit"))
import changes

AUDIT = "import sys; from kaocheng.cli import main; sys.exit(main(sys.argv[1:]))"
PEERS = {
    ".docx": """
import docx, sys
document = docx.Document(sys.argv[1])
sum(len(paragraph.text) for paragraph in document.paragraphs)
sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
""",
    ".pdf": """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_text(), page.extract_tables()
        page.close()
""",
}
NAMES = {".docx": "python-docx", ".pdf": "pdfplumber"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--changes", type=int, default=0)
    args = parser.parse_args()
    for file in args.reports:
        print(file.name)
        beside_reading(file)
        document, problems = read(file)
        if document is None:
            print(*(problem.line() for problem in problems))
            continue
        audit = perform(document)
        print(f"  {audit.checked} checked, {len(audit.discrepancies)} do not hold")
        for kind in changes.places(audit) if args.changes else ():
            made, missed = changes.missed(audit, kind, args.changes, seed=1)
            print(f"  {kind}: {made - len(missed)} of {made} found", *missed, sep="\n    ")


def beside_reading(file: Path) -> float:
    """Prints the times of the audit of a report and of its reading alone; the seconds of the audit by the clock."""
    clock, used = timed([sys.executable, "-c", AUDIT, "audit", str(file)])
    print(f"  kaocheng audit: {clock:.2f} s by the clock, {used:.2f} s of the processor")
    if file.suffix in PEERS:
        peer, busy = timed([sys.executable, "-c", PEERS[file.suffix], str(file)])
        print(f"  {NAMES[file.suffix]}, reading alone: {peer:.2f} s, {busy:.2f} s; ratio {clock / peer:.1f}")
    return clock


def timed(command: list[str]) -> tuple[float, float]:
    """Runs a command; its seconds by the clock and of the processor."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    clock, after = time.perf_counter() - start, os.times()
    return clock, after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
