"""Excel: the scoring table, the data tables and the surveys with live formulas."""

from kaocheng.report.excel.workbook import excel

__all__ = ["excel"]
