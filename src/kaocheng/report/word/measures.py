"""Lengths of the official page, GB/T 9704-2012 第5、6章, in twips (1/20 point); charts count in EMU."""

TWIPS_PER_CM_TIMES_100 = 56693  # 566.93 twips a centimetre


def twips(millimetres: int) -> int:
    """Millimetres as twips."""
    return millimetres * TWIPS_PER_CM_TIMES_100 // 1000


PAGE_WIDTH, PAGE_HEIGHT = twips(210), twips(297)
TOP, BOTTOM, LEFT, RIGHT = twips(37), twips(35), twips(28), twips(26)
PITCH = 28 * 20
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
# The same margins, turned with the page.
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - TOP - BOTTOM

EMU_PER_MM = 36_000
CHART_WIDTH = 150 * EMU_PER_MM
