"""The report: score sheet and narrative become one Document, and the Document becomes Word, PDF, HTML and Excel.

``contents`` says what stands in a report; ``word``, ``pdf``, ``html`` and ``excel`` know how it looks. Nothing here
computes a score, a rate or a grade.
"""

from kaocheng.report.contents import Chapter, Draft, Report, build, uncommented
from kaocheng.report.document import Document
from kaocheng.report.office import Office, office_of, read_office
from kaocheng.report.pack import FORMATS, Pack, pack

__all__ = [
    "FORMATS", "Chapter", "Document", "Draft", "Office", "Pack", "Report", "build", "office_of", "pack",
    "read_office", "uncommented",
]  # fmt: skip
