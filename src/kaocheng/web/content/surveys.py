"""The surveys of an evaluation from its attached files and from answers collected online."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from kaocheng.diagnostics import Diagnostic
from kaocheng.survey import Questionnaire, SurveyResult, read_questionnaire, read_survey
from kaocheng.text.files import decode

FOLDER = "surveys"
ONLINE = "responses-online.csv"
"""The file under which answers collected online appear in the bundle."""


def read_surveys(
    digests: Mapping[str, str],
    fetch: Callable[[str], bytes],
    online: Mapping[str, bytes],
    problems: list[Diagnostic],
) -> dict[str, SurveyResult]:
    """Every survey by name: exact results, as the bundle reads them."""
    folders: dict[str, dict[str, bytes]] = {}
    for path, digest in sorted(digests.items()):
        _, name, file = PurePosixPath(path).parts
        folders.setdefault(name, {})[file] = fetch(digest)
    found = {}
    for name, files in folders.items():
        if name in online:
            files[ONLINE] = online[name]
        result, wrong = read_survey(name, files, f"{FOLDER}/{name}", inference=False)
        problems.extend(wrong)
        if result is not None:
            found[name] = result
    return found


def questionnaire_of(data: bytes, path: str) -> Questionnaire | None:
    """The questionnaire in a file; None where it has errors."""
    text, _ = decode(data, path)
    return None if text is None else read_questionnaire(text, path)[0]
