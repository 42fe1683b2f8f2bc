"""A survey's folder (surveys/<名称>/) as a mapping of file names to bytes → its result. Reads no disk."""

from collections.abc import Mapping

from kaocheng.diagnostics import Diagnostic, errors
from kaocheng.places import InFile
from kaocheng.survey import messages
from kaocheng.survey.analysis import analyse
from kaocheng.survey.read_counts import read_counts
from kaocheng.survey.read_questionnaire import read_questionnaire
from kaocheng.survey.read_responses import read_responses
from kaocheng.survey.responses import Counts, Responses
from kaocheng.survey.results import SurveyResult
from kaocheng.text.files import decode

QUESTIONNAIRE, COUNTS = "questionnaire.yaml", "counts.csv"
_TABLES = (".csv", ".xlsx", ".xls", ".tsv")


def is_responses(name: str) -> bool:
    """Whether a file of the folder holds responses: responses*.csv, responses*.xlsx."""
    return name.startswith("responses") and name.lower().endswith(_TABLES)


def read_survey(
    name: str, files: Mapping[str, bytes], path: str, *, inference: bool = True
) -> tuple[SurveyResult | None, list[Diagnostic]]:
    """The result of the survey ``name``, and what is wrong with its files; ``path`` is how messages call the folder.

    Responses go before counts where there are both. Without either, what was ``published`` is all there is. None where
    the questionnaire is missing or has errors.
    """
    if QUESTIONNAIRE not in files:
        facts = {"what": QUESTIONNAIRE, "hint": "格式见《满意度调查》（docs/survey.md）。"}
        return None, [messages.NO_SURVEY.at(InFile(path), **facts)]
    text, problems = decode(files[QUESTIONNAIRE], f"{path}/{QUESTIONNAIRE}")
    if text is None:
        return None, problems
    questionnaire, found = read_questionnaire(text, f"{path}/{QUESTIONNAIRE}")
    problems += found
    if questionnaire is None or errors(found):
        return None, problems
    answers: Responses | Counts | None = None
    if sources := sorted(other for other in files if is_responses(other)):
        answers, found = read_responses(questionnaire, [(files[source], f"{path}/{source}") for source in sources])
        problems += found
    elif COUNTS in files:
        answers, found = read_counts(questionnaire, files[COUNTS], f"{path}/{COUNTS}")
        problems += found
    else:
        answers = Counts({})
    return (None if answers is None else analyse(questionnaire, answers, name=name, inference=inference)), problems
