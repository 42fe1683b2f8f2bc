"""满意度调查: a questionnaire and its answers → frequencies, satisfaction with derivation, reliability and validity."""

from kaocheng.survey.analysis import analyse, inferred, satisfaction
from kaocheng.survey.as_json import as_json, statistic_text
from kaocheng.survey.folder import COUNTS, read_survey
from kaocheng.survey.inference import ChiSquare, Inference, Interval, ItemStatistics
from kaocheng.survey.planning import SamplePlan, plan_sample
from kaocheng.survey.questionnaire import Option, Question, Questionnaire, Section
from kaocheng.survey.read_counts import holds_counts, read_counts
from kaocheng.survey.read_questionnaire import read_questionnaire
from kaocheng.survey.read_responses import read_responses
from kaocheng.survey.responses import Counts, Responses
from kaocheng.survey.results import (
    CrossTable,
    GroupResult,
    NumberSummary,
    OpenAnswers,
    OptionCount,
    PartResult,
    QuestionResult,
    QuotaResult,
    Representation,
    SampleResult,
    SurveyResult,
)
from kaocheng.survey.validity import Rejection
from kaocheng.survey.verdict import Verdict, alpha_meaning, verdicts

__all__ = [
    "COUNTS", "ChiSquare", "Counts", "CrossTable", "GroupResult", "Inference", "Interval", "ItemStatistics", "NumberSummary",
    "OpenAnswers", "Option", "OptionCount", "PartResult", "Question", "QuestionResult", "Questionnaire", "QuotaResult",
    "Rejection", "Representation", "Responses", "SamplePlan", "SampleResult", "Section", "SurveyResult", "Verdict",
    "alpha_meaning", "analyse", "as_json", "holds_counts", "inferred", "plan_sample", "read_counts", "read_questionnaire",
    "read_responses", "read_survey", "satisfaction", "statistic_text", "verdicts",
]  # fmt: skip
