"""What the database keeps."""

from kaocheng.web.models.audits import Audit, AuditComments, AuditVersion, Decision, Discrepancy
from kaocheng.web.models.evaluations import Blob, Change, Evaluation, Item, Membership
from kaocheng.web.models.people import ApiToken, Organisation, User
from kaocheng.web.models.reports import ReportFile, ReportJob
from kaocheng.web.models.submissions import Submission
from kaocheng.web.models.surveys import Response, SurveyLink

__all__ = [
    "ApiToken",
    "Audit",
    "AuditComments",
    "AuditVersion",
    "Blob",
    "Change",
    "Decision",
    "Discrepancy",
    "Evaluation",
    "Item",
    "Membership",
    "Organisation",
    "ReportFile",
    "ReportJob",
    "Response",
    "Submission",
    "SurveyLink",
    "User",
]
