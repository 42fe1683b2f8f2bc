"""The audit of the examples' own reports, start-up included, beside the reading alone of other libraries; then reports
in which three hundred figures are wrong. ``speed.py`` does the first for any report, and tries random changes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import many_discrepancies
import speed

EXAMPLES = Path(__file__).parents[2] / "examples"
KAOCHENG = Path(sys.executable).with_name("kaocheng")
# The limits that we promise for a report of a hundred pages, in seconds.
LIMITS = {".docx": 2, ".pdf": 6}


def main() -> int:
    """Prints the times; 1 where a promised limit is missed."""
    missed = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(path for path in EXAMPLES.iterdir() if path.is_dir()):
            out = Path(scratch) / folder.name
            command = [KAOCHENG, "report", folder, "-o", out, "--formats", "docx,pdf"]
            subprocess.run(command, check=True, capture_output=True)
            for file in sorted(out.iterdir()):
                print(f"{file.name}   限 {LIMITS[file.suffix]} s")
                if speed.beside_reading(file) > LIMITS[file.suffix]:
                    missed.append(file.name)
    many_discrepancies.main()
    if missed:
        print("没有达到：" + "、".join(missed))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
