"""How fast reports are audited, and how many of many random changes are found.

    python benchmarks/audit/speed.py REPORT… [--changes 1000]

Prints seconds for reading and re-performing each report, and with --changes how many changes of each kind (a digit, a
character of an indicator's or a unit's name, a code) are found, with those that are not.
"""

import argparse
import sys
import time
from pathlib import Path

from kaocheng.audit import perform, read

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "audit"))
import changes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--changes", type=int, default=0)
    args = parser.parse_args()
    for file in args.reports:
        start = time.perf_counter()
        document, problems = read(file)
        middle = time.perf_counter()
        if document is None:
            print(file.name, *(problem.line() for problem in problems))
            continue
        audit = perform(document)
        end = time.perf_counter()
        print(
            f"{file.name}: read {middle - start:.2f} s, re-performed {end - middle:.2f} s, "
            f"{audit.checked} checked, {len(audit.discrepancies)} do not hold"
        )
        for kind in changes.places(audit) if args.changes else ():
            made, missed = changes.missed(audit, kind, args.changes, seed=1)
            print(f"  {kind}: {made - len(missed)} of {made} found", *missed, sep="\n    ")


if __name__ == "__main__":
    main()
