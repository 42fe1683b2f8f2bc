"""Writes the chapters as the trade's scripts do: docxtpl, charts as pictures, LibreOffice for the PDF."""

import io
import subprocess
import sys
from pathlib import Path

import docx
import matplotlib as mpl
from chapters import chapters

mpl.use("Agg")
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from matplotlib import pyplot as plt


def template(path: Path) -> None:
    """A template with a loop over chapters."""
    file = docx.Document()
    file.add_paragraph("{%p for chapter in chapters %}")
    file.add_paragraph("{{ chapter.title }}", style="Heading 1")
    file.add_paragraph("{%p for text in chapter.paragraphs %}")
    file.add_paragraph("{{ text }}")
    file.add_paragraph("{%p endfor %}")
    table = file.add_table(rows=4, cols=3)
    for place, words in enumerate(("指标", "权重", "得分")):
        table.rows[0].cells[place].text = words
        table.rows[2].cells[place].text = f"{{{{ row[{place}] }}}}"
    table.rows[1].cells[0].text = "{%tr for row in chapter.rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    file.add_paragraph("{{ chapter.chart }}")
    file.add_paragraph("{%p endfor %}")
    file.save(str(path))


def picture(names: list[str], rates: list[float]) -> io.BytesIO:
    """A chart as PNG."""
    figure, axes = plt.subplots(figsize=(6, 3), dpi=150)
    bars = axes.bar(range(len(names)), rates)
    axes.set_xticks(range(len(names)), [name.removeprefix("指标") for name in names])
    axes.bar_label(bars, [f"{rate:.2%}" for rate in rates], fontsize=6)
    buffer = io.BytesIO()
    figure.savefig(buffer)
    plt.close(figure)
    return buffer


def main(folder: Path) -> None:
    """docx, then PDF."""
    template(folder / "template.docx")
    file = DocxTemplate(str(folder / "template.docx"))
    shown = []
    for chapter in chapters():
        names = [row[0] for row in chapter.rows]
        image = InlineImage(file, picture(names, [float(rate) for rate in chapter.rates]), width=Cm(15))
        shown.append({"title": chapter.title, "paragraphs": chapter.paragraphs, "rows": chapter.rows, "chart": image})
    file.render({"chapters": shown})
    file.save(str(folder / "peer.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", folder, folder / "peer.docx"],
        check=True, capture_output=True,
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
