"""Saying what an audit found: a terminal list, JSON, a page, a spreadsheet, comments in the Word file, a table of many files."""
