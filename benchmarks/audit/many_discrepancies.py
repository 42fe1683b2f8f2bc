"""How long a report of 100 pages takes in which 300 (or more) figures are wrong, on its own and one beside the other.

    python benchmarks/audit/many_discrepancies.py [--wrong 300]

Three reports are made in memory and audited: rates in 100 small tables, shares of one whole in one long table, sums of
large tables whose totals fail both ways. Seconds of processor time, beside the same report without mistakes.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from fractions import Fraction

from kaocheng.audit import perform
from kaocheng.audit.document import Document
from kaocheng.audit.reading.tabbed import read_tabbed
from kaocheng.numbers import percent_text

FILLING = "本节说明资金安排、组织管理和实施情况，数据由各单位填报，评价组逐项核对。" * 12
ROWS = 8  # of a small table


def rates(wrong: int) -> Iterator[str]:
    """Small tables of which three rows of eight are wrong."""
    tables = max(wrong // 3, 1) if wrong else 100
    for table in range(1, tables + 1):
        yield f"{FILLING}\n表{table} 完成情况\n单位\t应完成数\t完成数\t完成率"
        for row in range(ROWS):
            whole, part = 3000 + 37 * row + table, 1000 + 91 * row + 3 * table
            printed = part + 300 * (bool(wrong) and row in {1, 3, 6})
            yield f"单位{row + 1}\t{whole}\t{part}\t{percent_text(Fraction(printed, whole))}"


def shares(wrong: int) -> Iterator[str]:
    """One table of shares of one whole, a third of them wrong."""
    counts = [100 + 7 * row % 400 for row in range(900)]
    yield f"{FILLING * 100}\n表1 分布情况\n乡镇\t人数\t占比"
    for row, count in enumerate(counts):
        printed = count + 55 * (row < wrong * 3 and row % 3 == 1)
        yield f"乡镇{row + 1}\t{count}\t{percent_text(Fraction(printed, sum(counts)))}"


def sums(wrong: int) -> Iterator[str]:
    """Tables of 25 rows in which a row's sum and its column's total fail by one cell."""
    for table in range(1, (wrong // 6 if wrong else 50) + 1):
        yield f"{FILLING * 2}\n表{table} 资金情况\n单位\t中央\t省级\t市级\t合计"
        rows = [[1000 + 37 * row + table, 400 + 11 * row, 90 + 7 * row * table % 60] for row in range(25)]
        for row, cells in enumerate(rows):
            shown = [*cells, sum(cells)]
            shown[row % 3] += 100 * (bool(wrong) and row % 4 == 2)
            yield "\t".join([f"单位{row + 1}", *map(str, shown)])
        yield "\t".join(["合计", *(str(sum(column)) for column in zip(*rows, strict=True)), str(sum(map(sum, rows)))])


def made(lines: Callable[[int], Iterator[str]], wrong: int) -> Document:
    return read_tabbed("\n".join(f"\n{line}" if "\t" not in line else line for line in lines(wrong)), "报告.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", type=int, default=300)
    args = parser.parse_args()
    for lines in (rates, shares, sums):
        for wrong in (0, args.wrong):
            document = made(lines, wrong)
            start = time.process_time()
            audit = perform(document)
            used = time.process_time() - start
            print(f"{lines.__name__}: {len(audit.discrepancies)} do not hold of {audit.checked}, {used:.2f} s")


if __name__ == "__main__":
    main()
