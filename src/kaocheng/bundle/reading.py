"""Reading a bundle: everything that is wrong in it is collected, each with its place, in one run."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kaocheng.bundle import messages
from kaocheng.bundle.bundle import Bundle
from kaocheng.bundle.data import read_amendments, read_metrics, read_tables
from kaocheng.bundle.evaluation import read_head, read_units
from kaocheng.bundle.findings import (
    read_assets,
    read_evidence,
    read_findings,
    read_published,
    read_reviews,
    read_vouchers,
)
from kaocheng.bundle.folder import Folder
from kaocheng.bundle.indicators import read_indicators
from kaocheng.bundle.judgements import read_judgements, read_readings
from kaocheng.bundle.spreadsheets import is_spreadsheet, read_indicator_workbook, read_workbooks
from kaocheng.bundle.surveys import read_surveys, survey_figures
from kaocheng.diagnostics import Diagnostic, Refusal, did_you_mean
from kaocheng.domain import Evaluation, Indicator, Interview
from kaocheng.places import InFile
from kaocheng.text import Node
from kaocheng.text import messages as text_messages
from kaocheng.text.node import Items

KNOWN_FILES = (
    "evaluation.yaml",
    "units.yaml",
    "indicators.yaml",
    "metrics.yaml",
    "judgements.yaml",
    "readings.yaml",
    "findings.yaml",
    "reviews.yaml",
    "published.yaml",
)


def read(path: str | Path) -> Bundle:
    """The bundle in the folder ``path``; ``problems`` says everything that is wrong with its files.

    Raises :class:`~kaocheng.diagnostics.Refusal` where there is no bundle.
    """
    folder = Folder(Path(path))
    if not folder.has("evaluation.yaml"):
        raise Refusal(messages.NOT_A_BUNDLE.at(InFile(str(path))))
    surveys = read_surveys(folder)
    metrics_fields = folder.fields("metrics.yaml")
    names, metrics = read_metrics(metrics_fields, folder.problems)
    evaluation = Evaluation(
        **read_head(folder.fields("evaluation.yaml")),
        units=read_units(folder.yaml("units.yaml"), folder.problems),
        indicators=_indicators(folder),
        names=names,
        metrics=metrics,
        tables=read_tables(folder),
        amendments=read_amendments(folder),
        judgements=read_judgements(_items(folder, "judgements.yaml"), folder.problems),
        readings=read_readings(_items(folder, "readings.yaml"), folder.problems),
        papers=_texts(folder, "papers/*.md"),
        survey_figures=survey_figures(surveys),
        interviews=tuple(Interview(name, text) for name, text in _texts(folder, "interviews/*.md").items()),
        evidence=read_evidence(folder),
        vouchers=read_vouchers(folder),
        assets=read_assets(folder),
        findings=read_findings(folder.fields("findings.yaml")),
        reviews=read_reviews(_items(folder, "reviews.yaml"), folder.problems),
        narrative=_texts(folder, "report/*.md"),
        published=read_published(folder.fields("published.yaml")),
    )
    if any(is_spreadsheet(table.file) for table in evaluation.tables):
        evaluation = replace(evaluation, tables=read_workbooks(folder, evaluation))
    folder.problems.extend(_unknown_files(folder))
    return Bundle(evaluation, surveys, _attachments(folder), tuple(folder.problems))


def _indicators(folder: Folder) -> tuple[Indicator, ...]:
    if not folder.has("indicators.yaml"):
        if (found := read_indicator_workbook(folder)) is not None:
            return found
        folder.problems.append(messages.MISSING_FILE.at(InFile("indicators.yaml"), file="indicators.yaml"))
    return read_indicators(folder.yaml("indicators.yaml"), folder.problems)


def _items(folder: Folder, path: str) -> list[Node]:
    node = folder.yaml(path)
    if node is None or isinstance(node, Items):
        return list(node or ())
    facts = {"key": path, "expected": "列表（每项以 - 开头）", "found": "其他内容"}
    folder.problems.append(text_messages.WRONG_SHAPE.at(node.place, **facts))
    return []


def _texts(folder: Folder, pattern: str) -> dict[str, str]:
    found = {Path(path).stem: folder.text(path) for path in folder.matching(pattern)}
    return {name: text for name, text in found.items() if text is not None}


def _unknown_files(folder: Folder) -> Iterable[Diagnostic]:
    for path in folder.matching("*.yaml"):
        if path not in KNOWN_FILES:
            facts = {"file": path, "suggestion": did_you_mean(path, KNOWN_FILES)}
            yield messages.UNKNOWN_FILE.at(InFile(path), **facts)


def _attachments(folder: Folder) -> dict[str, bytes]:
    listed = {"evidence/evidence.csv", "evidence/vouchers.csv", "evidence/assets.csv"}
    patterns = ("surveys/**/*", "evidence/**/*", "report/*.yaml", "report/*.docx", "README*")
    paths = [path for pattern in patterns for path in folder.matching(pattern)]
    return {
        path: (folder.root / path).read_bytes()
        for path in paths
        if path not in listed and (folder.root / path).is_file()
    }
