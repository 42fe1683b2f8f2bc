"""Reading scoring sentences: every standard of the examples and templates, each read once, nothing remembered.

There is no peer that reads such sentences; the limits are those that we promise.
"""

import statistics
import sys
import time
from fractions import Fraction
from pathlib import Path

from kaocheng.bundle import read
from kaocheng.domain.indicators import leaves
from kaocheng.standards import understand

HERE = Path(__file__).parents[2]
FOLDERS = [*(HERE / "examples").iterdir(), *(HERE / "src" / "kaocheng" / "templates").iterdir()]
# In milliseconds: a sentence (the median of all), and an indicator system of sixty.
SENTENCE, SIXTY = 5, 300


def main() -> int:
    """Prints the times; 1 where a promised limit is missed."""
    evaluations = [read(folder).evaluation for folder in FOLDERS if (folder / "evaluation.yaml").exists()]
    found = {leaf.standard: leaf for one in evaluations for leaf in leaves(one.indicators) if leaf.standard}
    understand("达到90%得满分，否则不得分。", weight=Fraction(1))  # makes the grammar
    times = []
    for sentence, leaf in found.items():
        started = time.perf_counter()
        understand(sentence, weight=leaf.weight, target=leaf.target)
        times.append(1000 * (time.perf_counter() - started))
    sixty = 60 * statistics.mean(times)
    print(
        f"{len(times)} 句：中位 {statistics.median(times):.1f} ms，最慢 {max(times):.1f} ms   限 {SENTENCE} ms（中位）"
    )
    print(f"60 个指标的体系：{sixty:.0f} ms   限 {SIXTY} ms")
    return int(statistics.median(times) > SENTENCE or sixty > SIXTY)


if __name__ == "__main__":
    sys.exit(main())
