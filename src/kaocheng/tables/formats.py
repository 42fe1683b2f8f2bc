"""What a fast reader does not tell of an .xlsx file: which numbers are shown as percentages, which cells show an error."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field

_PERCENT_STYLE = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')
_FAULT = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="e"')


@dataclass(frozen=True, slots=True)
class CellFormats:
    """By sheet and cell (row, column from 0): the numbers shown as percentages, and the errors shown."""

    percents: frozenset[tuple[str, int, int]] = frozenset()
    faults: dict[tuple[str, int, int], str] = field(default_factory=dict)


def cell_formats(data: bytes) -> CellFormats | None:
    """The formats of an .xlsx workbook that was inspected before; None for other kinds, which do not tell them."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names:
            return None
        styled = "xl/styles.xml" in names and _PERCENT_STYLE.search(archive.read("xl/styles.xml"))
        sheets = [name for name in names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not styled and not any(_FAULT.search(archive.read(name)) for name in sheets):
            return CellFormats()
    try:
        return _scan(data)
    except Exception:  # noqa: BLE001 - openpyxl stumbles over styles that other programs write; the values are sound
        return None


def _scan(data: bytes) -> CellFormats:
    import openpyxl

    percents: set[tuple[str, int, int]] = set()
    faults: dict[tuple[str, int, int], str] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            for cells in sheet.iter_rows():
                for cell in cells:
                    if cell.value is None:
                        continue
                    at = (sheet.title, cell.row - 1, cell.column - 1)
                    if cell.data_type == "e":
                        faults[at] = str(cell.value)
                    elif cell.data_type == "n" and "%" in cell.number_format:
                        percents.add(at)
    return CellFormats(frozenset(percents), faults)
