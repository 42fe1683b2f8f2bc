"""A report of a hundred pages with twenty charts, start-up included, beside docxtpl + matplotlib + LibreOffice.

Both Word files must hold the same words and the same table cells.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import openpyxl
from chapters import chapters

HERE = Path(__file__).parent
ROUNDS = 3
# The limits that we promise, in seconds.
LIMITS = {"docx": 1.5, "pdf": 1.0, "all": 3.5}


def fastest(*command: object) -> float:
    """Seconds of the fastest of some runs as a process of its own."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, *map(str, command)], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


def contents(path: Path) -> tuple[list[str], list[str]]:
    """The paragraphs of the chapters and the cells of the tables."""
    file = docx.Document(str(path))
    words = [paragraph.text for paragraph in file.paragraphs if paragraph.text.startswith("第")]
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return words, cells


def scores(path: Path) -> list[str]:
    """The scores of the leaves as the workbook shows them."""
    sheet = openpyxl.load_workbook(path, data_only=True)["打分表"]
    return [f"{row[10].value:.2f}" for row in sheet.iter_rows(min_row=3) if str(row[4].value).startswith("C")]


def main() -> int:
    """Prints times and ratios; 1 where a limit is missed or the outputs differ."""
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = {form: fastest(HERE / "ours.py", form, folder) for form in ("docx", "pdf", "html", "xlsx", "all")}
        for form, seconds in times.items():
            limit = LIMITS.get(form)
            print(f"  kaocheng {form:<28}{seconds:>7.2f} s" + (f"   limit {limit} s" if limit else ""))
            if limit and seconds > limit:
                wrong.append(f"{form} took {seconds:.2f} s, the limit is {limit} s")
        if scores(folder / "ours.xlsx") != [row[2] for chapter in chapters() for row in chapter.rows]:
            wrong.append("the workbook holds other scores")
        if (
            shutil.which("soffice") is None
            or subprocess.run(
                [sys.executable, "-c", "import docxtpl, matplotlib"], check=False, capture_output=True
            ).returncode
        ):
            print("  docxtpl + matplotlib + LibreOffice   not installed")
        else:
            seconds = fastest(HERE / "peer.py", folder)
            print(
                f"  docxtpl + matplotlib + LibreOffice {seconds:>8.2f} s   {seconds / times['all']:.1f} × all of ours"
            )
            if contents(folder / "ours.docx") != contents(folder / "peer.docx"):
                wrong.append("the Word files hold different words")
    for line in wrong:
        print(f"  ✗ {line}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
