"""The indicator table in Excel, as the trade draws it: read in its usual variants, written in our own."""

from kaocheng.tables.indicators.reading import read_indicators
from kaocheng.tables.indicators.writing import write_indicators

__all__ = ["read_indicators", "write_indicators"]
