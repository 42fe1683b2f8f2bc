"""Where the figures of the data tables stand in the workbook, so that formulas of other sheets can refer to them."""

from dataclasses import dataclass, field
from fractions import Fraction

from kaocheng.derivation import Computed, Derivation, Given
from kaocheng.numbers import exact_text


@dataclass
class Places:
    """Cells by the place of the figure that they hold; ``value`` is what stands in the cell."""

    _cells: dict[str, tuple[str, Fraction]] = field(default_factory=dict)

    def note(self, figure: Derivation, cell: str, value: Fraction) -> None:
        """``figure`` stands in ``cell`` (with its sheet) as ``value``."""
        if (place := _place(figure)) is not None:
            self._cells.setdefault(place, (cell, value))

    def cell(self, figure: Derivation) -> tuple[str, Fraction] | None:
        """The cell of a figure, and what stands in it."""
        place = _place(figure)
        return None if place is None else self._cells.get(place)


def _place(figure: Derivation) -> str | None:
    match figure:
        case Given():
            return str(figure.source.place) if figure.source.place else None
        case Computed():
            return str(figure.place) if figure.place else None
        case _:
            return None


def decimals(value: Fraction) -> int | None:
    """How many decimals ``value`` has exactly; None where it does not terminate."""
    text = exact_text(value)
    return None if "/" in text else len(text.partition(".")[2])
