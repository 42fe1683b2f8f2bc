"""Runs every benchmark: each folder here that holds a ``bench.py``. ``make bench`` prepares the peers.

Name folders to run only those: ``benchmarks/run.py score survey``.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> int:
    """Runs the benchmarks one after another; the exit code says whether all of them ran and agreed with their peers."""
    known = sorted(file.parent.name for file in HERE.glob("*/bench.py"))
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"没有这些评测：{'、'.join(unknown)}；可选：{'、'.join(known)}", file=sys.stderr)
        return 2
    failed = []
    for name in names or known:
        print(f"\n═══ {name}", flush=True)
        if subprocess.run([sys.executable, HERE / name / "bench.py"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\n未通过：{'、'.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
