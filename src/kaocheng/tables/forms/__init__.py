"""Base-data forms: from an indicator system and its tables to workbooks that units fill in."""

from kaocheng.tables.forms.workbook import DOCUMENTS, FILE_NAME, INSTRUCTIONS, forms_by_unit, write_forms

__all__ = ["DOCUMENTS", "FILE_NAME", "INSTRUCTIONS", "forms_by_unit", "write_forms"]
