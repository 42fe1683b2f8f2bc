"""surveys/<name>/: questionnaires with their responses or counts, and the figures that scoring takes from them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from kaocheng.bundle import messages
from kaocheng.bundle.folder import Folder
from kaocheng.derivation import COUNT, PERCENT, Computed, Derivation, Form, Given, Source
from kaocheng.places import InFile, Place
from kaocheng.survey import SurveyResult, analyse, read_counts, read_questionnaire, read_responses
from kaocheng.survey.questionnaire import Questionnaire
from kaocheng.survey.responses import Counts, Responses
from kaocheng.text.files import read_bytes

RESPONSE_PATTERNS = ("responses*.csv", "responses*.xlsx", "responses*.xls")
_PEOPLE = Form(COUNT.kind, "人")
_COPIES = Form(COUNT.kind, "份")


def read_surveys(folder: Folder) -> dict[str, SurveyResult]:
    """Every survey of the bundle by name, exact results only (no inference)."""
    found = {}
    for path in folder.matching("surveys/*/questionnaire.yaml"):
        name = Path(path).parent.name
        text = folder.text(path)
        if text is None:
            continue
        questionnaire, problems = read_questionnaire(text, path)
        folder.problems.extend(problems)
        if questionnaire is not None and (answers := _answers(folder, name, questionnaire)) is not None:
            found[name] = analyse(questionnaire, answers, name=name, inference=False)
    return found


def _answers(folder: Folder, name: str, questionnaire: Questionnaire) -> Responses | Counts | None:
    sources = []
    for pattern in RESPONSE_PATTERNS:
        for path in folder.matching(f"surveys/{name}/{pattern}"):
            data, problems = read_bytes(folder.root / path, path)
            folder.problems.extend(problems)
            if data is not None:
                sources.append((data, path))
    counts = f"surveys/{name}/counts.csv"
    if sources:
        responses, problems = read_responses(questionnaire, sources)
        folder.problems.extend(problems)
        return responses
    if folder.has(counts):
        data, problems = read_bytes(folder.root / counts, counts)
        folder.problems.extend(problems)
        if data is None:
            return None
        counted, problems = read_counts(questionnaire, data, counts)
        folder.problems.extend(problems)
        return counted
    if all(question.published is None for question in questionnaire.questions):
        folder.problems.append(messages.MISSING_FILE.at(InFile(f"surveys/{name}"), file="responses.csv 或 counts.csv"))
    return Counts({}, {})


def survey_figures(surveys: Mapping[str, SurveyResult]) -> dict[str, Derivation]:
    """The figures of all surveys by path: 居民/满意度, 居民/Q4/满意度, 居民/Q4/满意/占比, 居民/有效数 …"""
    return {f"{name}/{path}": figure for name, result in surveys.items() for path, figure in _figures(result)}


def _figures(result: SurveyResult) -> Iterator[tuple[str, Derivation]]:
    yield "满意度", result.derivation
    place = result.questionnaire.place
    yield from _sample(result, place)
    for option, share in result.shares.items():
        yield f"{option}/占比", Given(f"{option}占比", share, PERCENT, Source(place))
    for question in result.questions:
        identity = question.question.id
        if question.derivation is not None:
            yield f"{identity}/满意度", question.derivation
        for option in question.options:
            label = f"{identity} {option.option.text}"
            count = Given(f"{label}人数", Fraction(option.count), _PEOPLE, Source(question.question.place))
            yield f"{identity}/{option.option.text}/人数", count
            if option.share is not None:
                shown = f"{option.count} ÷ {question.answered}"
                share_of = Computed(f"{label}占比", "人数 ÷ 回答人数", shown, option.share, PERCENT, (count,))
                yield f"{identity}/{option.option.text}/占比", share_of


def _sample(result: SurveyResult, place: Place | None) -> Iterator[tuple[str, Derivation]]:
    sample = result.sample
    for name, count in (("发放数", sample.sent), ("回收数", sample.returned), ("有效数", sample.valid)):
        if count is not None:
            yield name, Given(name, Fraction(count), _COPIES, Source(place))
    rates = (
        ("回收率", "回收数 ÷ 发放数", sample.returned, sample.sent, sample.return_rate),
        ("有效率", "有效数 ÷ 回收数", sample.valid, sample.returned, sample.valid_rate),
        ("有效回收率", "有效数 ÷ 发放数", sample.valid, sample.sent, sample.effective_rate),
    )
    for name, expression, part, whole, rate in rates:
        if rate is not None:
            yield name, Computed(name, expression, f"{part} ÷ {whole}", rate, PERCENT)
