"""Spreadsheets in and out: base-data tables and forms, indicator tables. Reads .xlsx, .xls, .ods and CSV."""

from kaocheng.tables.checking import read_table
from kaocheng.tables.indicators import read_indicators, write_indicators
from kaocheng.tables.sheet import Sheet, SheetCell
from kaocheng.tables.workbook import read_data, read_file

__all__ = ["Sheet", "SheetCell", "read_data", "read_file", "read_indicators", "read_table", "write_indicators"]
