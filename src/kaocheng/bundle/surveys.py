"""surveys/<name>/: the surveys of a bundle, and the figures that scoring takes from them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import PurePosixPath

from kaocheng.bundle.folder import Folder
from kaocheng.derivation import COUNT, PERCENT, Computed, Derivation, Form, Given, Source
from kaocheng.places import Place
from kaocheng.survey import SurveyResult, read_survey
from kaocheng.text.files import read_bytes

_PEOPLE = Form(COUNT.kind, "人")
_COPIES = Form(COUNT.kind, "份")


def read_surveys(folder: Folder) -> dict[str, SurveyResult]:
    """Every survey of the bundle by name, exact results only (no inference)."""
    found = {}
    for path in folder.matching("surveys/*/"):
        name = PurePosixPath(path).name
        files = {}
        for file in folder.matching(f"surveys/{name}/*"):
            data, problems = read_bytes(folder.root / file, file)
            folder.problems.extend(problems)
            if data is not None:
                files[PurePosixPath(file).name] = data
        result, problems = read_survey(name, files, path, inference=False)
        folder.problems.extend(problems)
        if result is not None:
            found[name] = result
    return found


def survey_figures(surveys: Mapping[str, SurveyResult]) -> dict[str, Derivation]:
    """The figures of all surveys by path: 居民/满意度, 居民/Q4/满意度, 居民/Q4/满意/占比, 居民/有效数 …"""
    return {f"{name}/{path}": figure for name, result in surveys.items() for path, figure in _figures(result)}


def _figures(result: SurveyResult) -> Iterator[tuple[str, Derivation]]:
    yield "满意度", result.derivation
    place = result.questionnaire.place
    yield from _sample(result, place)
    for text, pooled in result.shares.items():
        yield f"{text}/占比", Given(f"{text}占比", pooled, PERCENT, Source(place))
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
