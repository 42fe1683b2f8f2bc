"""What stands in a report: evaluation, score sheet and surveys become a Document, a module a part."""

from kaocheng.report.contents.build import Report, build
from kaocheng.report.contents.draft import Chapter, Draft
from kaocheng.report.contents.markdown import uncommented

__all__ = ["Chapter", "Draft", "Report", "build", "uncommented"]
