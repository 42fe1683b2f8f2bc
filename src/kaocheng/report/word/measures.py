"""Lengths of the page in twips (1/20 point); charts count in EMU."""

from dataclasses import dataclass

TWIPS_PER_CM_TIMES_100 = 56693  # 566.93 twips a centimetre


def twips(millimetres: int) -> int:
    """Millimetres as twips."""
    return millimetres * TWIPS_PER_CM_TIMES_100 // 1000


@dataclass(frozen=True, slots=True)
class Page:
    """An upright page and its margins; ``header`` and ``footer`` count from the edge of the paper."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int

    @property
    def text_width(self) -> int:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def turned(self) -> "Page":
        """The page laid crosswise, its margins turned with it."""
        return Page(
            self.height,
            self.width,
            self.left,
            self.top,
            self.right,
            self.bottom,
            self.header,
            max(self.right - 800, 400),
        )


# GB/T 9704-2012, 5 and 6; the page number stands 7 mm below the text (7.5).
OFFICIAL = Page(twips(210), twips(297), twips(37), twips(26), twips(35), twips(28), 850, twips(35) - 1134)
# Twenty-two lines fill the 225 mm between the margins (GB/T 9704-2012, 5.2.3).
PITCH = 579

EMU_PER_MM = 36_000
EMU_PER_TWIP = 635
CHART_WIDTH = 150 * EMU_PER_MM
