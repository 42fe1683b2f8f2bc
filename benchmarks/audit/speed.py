"""How fast reports are audited, and how many of many random changes are found.

    python benchmarks/audit/speed.py REPORT… [--changes 1000]

Prints seconds for reading and re-performing each report, and with --changes the share of changed digits that are found.
"""

import argparse
import random
import re
import time
from pathlib import Path

from kaocheng.audit import perform, read
from kaocheng.audit.document import Document, Spot
from kaocheng.audit.result import Verdict


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
        if args.changes:
            found = sum(one_change(document, seed) for seed in range(args.changes))
            print(f"  {found} of {args.changes} changed digits found ({found / args.changes:.1%})")


def one_change(document: Document, seed: int) -> bool:
    """Whether one changed digit is found, its place among those named."""
    chance = random.Random(seed)
    before = perform(document)
    known = {one.fingerprint for one in before.discrepancies}
    spots = sorted(
        {spot for one in before.results if one.verdict is Verdict.HOLDS for spot in one.spots if spot.column >= -1},
        key=lambda spot: (spot.cell, spot.start),
    )
    while True:
        spot = chance.choice(spots)
        text = document.text_at(spot)
        end = spot.end if spot.end >= 0 else len(text)
        figure = re.search(r"\d[\d,]*(\.\d+)?", text[spot.start : end])
        if figure:
            break
    places = [place for place in range(spot.start + figure.start(), spot.start + figure.end()) if text[place].isdigit()]
    place = chance.choice(places)
    digit = chance.choice([one for one in "123456789" if one != text[place]])
    after = perform(document.with_text(Spot(*spot.cell), text[:place] + digit + text[place + 1 :]))
    new = [one for one in after.discrepancies if one.fingerprint not in known]
    return any(other.cell == spot.cell for one in new for other in one.spots)


if __name__ == "__main__":
    main()
