"""The surveys of an evaluation: questionnaires as items, from attached files and from answers collected online."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from kaocheng.diagnostics import Diagnostic
from kaocheng.survey import SurveyResult, read_survey
from kaocheng.text import yaml
from kaocheng.web.content.items import Item

FOLDER = "surveys"
QUESTIONNAIRE = "questionnaire.yaml"
KINDS = ("questionnaire", "question")
PAPER_FORM = "paper_form"
"""The kind of an item that holds the answers on a paper."""


def path_of(survey: str) -> str:
    """The file of a survey's questionnaire in the bundle."""
    return f"{FOLDER}/{survey}/{QUESTIONNAIRE}"


def form_key(survey: str, number: int | str) -> str:
    """The key of the paper form with that running number."""
    return f"{survey}/{number}"


def survey_of(path: str) -> str:
    """The survey whose questionnaire is at ``path``; empty where no questionnaire is."""
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) == 3 and (parts[0], parts[2]) == (FOLDER, QUESTIONNAIRE) else ""


def questionnaire_items(survey: str, document: Mapping[str, Any], number: int = 0) -> Iterator[Item]:
    """The items of a questionnaire that is given as plain data: its head, and each question."""
    head = {key: value for key, value in document.items() if key != "questions"}
    yield Item("questionnaire", survey, number, head)
    for position, question in enumerate(document["questions"]):
        yield Item("question", f"{survey}/{question['id']}", position, question)


def questionnaires(by_kind: Mapping[str, Iterable[Item]]) -> dict[str, dict[str, Any]]:
    """Every questionnaire as plain data, by survey."""
    found: dict[str, dict[str, Any]] = {
        item.key: {**item.body, "questions": []} for item in by_kind.get("questionnaire", ())
    }
    for item in by_kind.get("question", ()):
        survey = item.key.partition("/")[0]
        if survey in found:
            found[survey]["questions"].append(item.body)
    return found


def questionnaire_files(by_kind: Mapping[str, Iterable[Item]]) -> dict[str, str]:
    """The text of every questionnaire by its path in the bundle."""
    return {path_of(survey): yaml.dump(document) for survey, document in questionnaires(by_kind).items()}


def read_surveys(
    questionnaires: Mapping[str, str],
    digests: Mapping[str, str],
    fetch: Callable[[str], bytes],
    collected: Mapping[str, Mapping[str, bytes]],
    problems: list[Diagnostic],
) -> dict[str, SurveyResult]:
    """Every survey by name: exact results, as the bundle reads them.

    ``questionnaires`` are texts by path, ``digests`` those of the other files, ``collected`` files of answers by survey.
    """
    folders: dict[str, dict[str, bytes]] = {}
    for path, text in questionnaires.items():
        folders[survey_of(path)] = {QUESTIONNAIRE: text.encode()}
    for path, digest in sorted(digests.items()):
        _, name, file = PurePosixPath(path).parts
        if name in folders:
            folders[name][file] = fetch(digest)
    found = {}
    for name, files in sorted(folders.items()):
        result, wrong = read_survey(name, {**files, **collected.get(name, {})}, f"{FOLDER}/{name}", inference=False)
        problems.extend(wrong)
        if result is not None:
            found[name] = result
    return found
