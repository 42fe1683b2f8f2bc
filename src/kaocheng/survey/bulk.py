"""A large CSV as bytes: where the fields begin and end, and a code for each answer, with no Python object a cell.

Refuses (None) what needs a real CSV reader: quotes, or rows of different length. That reader then does the work.
"""

from typing import Any

from kaocheng.survey.batch import Batch
from kaocheng.survey.bulk_grid import Grid, letter_codes
from kaocheng.survey.encoding import ChoiceColumn, Column, is_unknown
from kaocheng.survey.sheets import Sheet

_CHUNK = 4 << 20
_WORD = 8
Ints = Any  # a numpy array of integers; numpy is imported only here and in the inference


def read_bulk(sheet: Sheet, data: bytes, batch: Batch) -> range | None:
    """Reads the columns of ``data`` into ``batch``. The lines of its responses; None where it is not plain enough."""
    if data.find(b'"') >= 0 or sheet.header_line != 1:
        return None
    width, start, rows = len(sheet.header), data.index(b"\n") + 1, 0
    end = len(data)
    while data[end - 1 : end] in (b"\n", b"\r"):
        end -= 1  # blank lines at the end of a file mean nothing
    while start < end:
        stop = end if start + _CHUNK >= end else data.rfind(b"\n", start, start + _CHUNK) + 1
        if stop <= start:
            return None
        block = data[start:stop] if data[stop - 1 : stop] == b"\n" else data[start:stop] + b"\n"
        reader: Grid | _Block | None = _grid(block, sheet.delimiter, width)
        if reader is None:
            found = _fields(block, sheet.delimiter, width)
            if found is None:
                return None
            reader = _Block(block, *found, sheet.encoding)
        for place, column in batch.columns:
            reader.feed(column, place, rows)
        if any(not name.strip() and reader.holds_something(place) for place, name in enumerate(sheet.header)):
            return None
        rows += reader.rows
        start = stop
    return range(2, rows + 2)


def _grid(block: bytes, delimiter: str, width: int) -> Grid | None:
    """``block`` as a grid of ``width`` fields; None where it is none."""
    import numpy as np

    length = block.find(b"\n") + 1
    if length - 2 * width not in (0, 1) or len(block) % length:
        return None
    matrix = np.frombuffer(block, dtype=np.uint8).reshape(-1, length)
    ends = matrix[:, 2 * width - 1 :]
    right_ends = (ends == np.frombuffer(b"\r\n"[2 - ends.shape[1] :], dtype=np.uint8)).all()
    if not right_ends or not (matrix[:, 1 : 2 * width - 1 : 2] == ord(delimiter)).all():
        return None
    fields = matrix[:, 0 : 2 * width : 2]
    # Letters, digits and the like: above the marks that separate fields, below what takes several bytes.
    return Grid(matrix) if fields.min() > ord(",") and fields.max() < 127 and delimiter != ";" else None


def _fields(block: bytes, delimiter: str, width: int) -> tuple[Ints, Ints] | None:
    """Begin and length of every field as two arrays rows × width; None where the rows differ in length."""
    import numpy as np

    bytes_: Ints = np.frombuffer(block, dtype=np.uint8)
    line_ends = bytes_ == ord("\n")
    ends: Ints = np.flatnonzero(line_ends | (bytes_ == ord(delimiter))).astype(np.int32)
    if len(ends) % width:
        return None
    ends = ends.reshape(-1, width)
    if not line_ends[ends[:, -1]].all() or int(line_ends.sum()) != len(ends):
        return None
    begins = np.empty_like(ends)
    begins.ravel()[0] = 0
    begins.ravel()[1:] = ends.ravel()[:-1] + 1
    lengths = ends - begins
    last = ends[:, -1] - 1
    lengths[:, -1] -= (bytes_[last] == ord("\r")) & (lengths[:, -1] > 0)
    blank = begins[:, -1] + lengths[:, -1] - begins[:, 0] == width - 1
    if blank.any():
        return None  # a blank row is no response
    return begins, lengths


class _Block:
    """Some whole rows of the file."""

    def __init__(self, block: bytes, begins: Ints, lengths: Ints, encoding: str) -> None:
        import numpy as np

        self._block = block
        self._padded = np.frombuffer(block + bytes(_WORD), dtype=np.uint8)
        self._begins, self._lengths = begins, lengths
        self._encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        self.rows = len(begins)

    def holds_something(self, place: int) -> bool:
        """Whether any field of a column is not empty."""
        return bool(self._lengths[:, place].any())

    def feed(self, column: Column, place: int, first: int) -> None:
        """Gives the fields of a column to its reader: codes for a choice, texts for everything else."""
        begins, lengths = self._begins[:, place], self._lengths[:, place]
        if isinstance(column, ChoiceColumn):
            column.feed_codes(self._codes(column, begins, lengths, first))
        else:
            column.feed([self._text(begin, length) for begin, length in zip(begins, lengths, strict=True)], first)

    def _text(self, begin: int, length: int) -> str:
        return self._block[begin : begin + length].decode(self._encoding).strip()

    def _codes(self, column: ChoiceColumn, begins: Ints, lengths: Ints, first: int) -> bytes:
        import numpy as np

        if int(lengths.max()) <= 1:
            # An empty field stands on its delimiter, so it is looked up as byte 0.
            letters = np.where(lengths == 1, self._padded[begins], np.uint8(0))
            return letter_codes(column, letters, first)
        return self._long_codes(column, begins, lengths, first)

    def _long_codes(self, column: ChoiceColumn, begins: Ints, lengths: Ints, first: int) -> bytes:
        """Reads the first field that has no code, gives its code to all equal fields, and so on until none is left."""
        import numpy as np

        codes = np.zeros(self.rows, dtype=np.uint8)
        left = np.arange(self.rows)
        while len(left):
            head = left[0]
            begin, length = int(begins[head]), int(lengths[head])
            cell = self._text(begin, length)
            code = column.code(cell)
            same = lengths[left] == length
            candidates = left[same]
            equal = np.ones(len(candidates), dtype=bool)
            for offset in range(0, length, _WORD):
                size = min(_WORD, length - offset)
                equal &= self._words(begins[candidates] + offset, size) == self._words(np.array([begin + offset]), size)
            hits = candidates[equal]
            codes[hits] = code
            if not code and is_unknown(cell):
                for row in hits:
                    column.fault(cell, first + int(row))
            same[same] = equal
            left = left[~same]
        return bytes(codes)

    def _words(self, begins: Ints, size: int) -> Ints:
        """The first ``size`` bytes at each place as one number."""
        import numpy as np

        windows = np.ndarray((len(self._padded) - _WORD + 1,), dtype="<u8", buffer=self._padded.data, strides=(1,))
        return windows[begins] & np.uint64((1 << (8 * size)) - 1)
