"""Writing a bundle: text files in stable order that read back equal."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kaocheng.bundle.bundle import Bundle
from kaocheng.bundle.data import TABLES, VALUE_COLUMNS, VALUES
from kaocheng.bundle.findings import ASSET_COLUMNS, CELLS, EVIDENCE_COLUMNS, VOUCHER_COLUMNS
from kaocheng.bundle.indicators import indicator_data
from kaocheng.bundle.spreadsheets import stored_as_text
from kaocheng.domain import Adjustment, Column, DataTable, Evaluation, Evidence, Judgement, Metric, Unit, VoucherCheck
from kaocheng.domain.data import usual_total
from kaocheng.numbers import exact_text
from kaocheng.places import InTable
from kaocheng.text import csv, yaml


def write(bundle: Bundle, path: str | Path) -> None:
    """Writes the bundle as the folder ``path``, which must not exist or be empty. Nothing is left half-written.

    Raises :class:`FileExistsError` where the folder holds something.
    """
    target = Path(path)
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    try:
        for name, data in files_of(bundle).items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if target.exists():
            target.rmdir()
        made.chmod(0o755)
        made.rename(target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def replace_files(root: Path, files: Mapping[str, str]) -> None:
    """Puts new texts in place of files of a bundle: all are written beside first, then moved over."""
    staged: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f".{file.name}.new")
            staged.append((beside, file))
            beside.write_text(text, encoding="utf-8")
        for beside, file in staged:
            beside.replace(file)
    finally:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)


def files_of(bundle: Bundle) -> dict[str, bytes]:
    """The files of a bundle by path."""
    evaluation = bundle.evaluation
    tables = stored_as_text(evaluation.tables)
    texts: dict[str, str] = {"evaluation.yaml": yaml.dump(_head(evaluation))}
    listed: dict[str, Sequence[Any]] = {
        "units.yaml": [_unit(unit) for unit in evaluation.units],
        "indicators.yaml": [indicator_data(indicator) for indicator in evaluation.indicators],
        TABLES: [table_data(table) for table in tables],
        "judgements.yaml": [_judgement(judgement) for judgement in evaluation.judgements],
        "readings.yaml": [_filled(reading) for reading in evaluation.readings],
        "reviews.yaml": [_filled(review) for review in evaluation.reviews],
    }
    texts |= {name: yaml.dump(list(items)) for name, items in listed.items() if items}
    if evaluation.names or evaluation.metrics:
        metrics = [_metric(metric) for metric in evaluation.metrics]
        texts["metrics.yaml"] = yaml.dump({"names": dict(evaluation.names), "metrics": metrics})
    texts |= {f"data/{table.file}": table_csv(table) for table in tables if table.file}
    if evaluation.amendments:
        texts[VALUES] = csv.dump([VALUE_COLUMNS, *_amendments(evaluation)])
    texts |= {f"papers/{name}.md": text for name, text in evaluation.papers.items()}
    texts |= {f"interviews/{interview.name}.md": interview.text for interview in evaluation.interviews}
    texts |= {f"report/{name}.md": text for name, text in evaluation.narrative.items()}
    texts |= _evidence(evaluation)
    if findings := _filled(evaluation.findings):
        texts["findings.yaml"] = yaml.dump(findings)
    if evaluation.published.figures:
        texts["published.yaml"] = yaml.dump(_published(evaluation))
    return {name: text.encode() for name, text in texts.items()} | dict(bundle.attachments)


def table_csv(table: DataTable) -> str:
    """The reported rows of a table as CSV text, totals and rates left out."""
    stored = [column.name for column in table.columns if not column.formula]
    rows = [
        [*row.key, *(_cell_text(row.cells[name].value) if name in row.cells else "" for name in stored)]
        for row in table.rows
    ]
    return csv.dump([[*table.keys, *stored], *rows])


def _cell_text(value: Any) -> str:
    return value if isinstance(value, str) else exact_text(value)


def _head(evaluation: Evaluation) -> dict[str, Any]:
    data: dict[str, Any] = {
        key: getattr(evaluation, key)
        for key in ("title", "kind", "subject", "period", "base_date", "report_date", "report_number")
        if getattr(evaluation, key)
    }
    if evaluation.amount:
        data["amount"] = {"value": exact_text(evaluation.amount.value), "unit": evaluation.amount.measure.text}
    data["organisations"] = [_filled(item) for item in evaluation.organisations]
    data["team"] = [_filled(item) for item in evaluation.team]
    data["schedule"] = [
        {"stage": stage.stage, "from": stage.start, "to": stage.end, "work": stage.work}
        for stage in evaluation.schedule
    ]
    data["grades"] = [{"name": grade.name, "at_least": exact_text(grade.at_least)} for grade in evaluation.grades]
    data["total"] = exact_text(evaluation.total)
    if evaluation.round_rates is not None:
        data["round_rates"] = str(evaluation.round_rates)
    profile = _filled(evaluation.profile)
    for key in ("principles", "methods"):
        if key in profile:
            profile[key] = [{"name": name, "text": text} for name, text in getattr(evaluation.profile, key)]
    return data | profile


def _unit(unit: Unit) -> str | dict[str, Any]:
    return {"name": unit.name, "units": [_unit(below) for below in unit.units]} if unit.units else unit.name


def table_data(table: DataTable) -> dict[str, Any]:
    """A table as data/tables.yaml declares it."""
    data: dict[str, Any] = {
        "name": table.name,
        "number": table.number,
        "title": table.title,
        "file": table.file,
        "keys": list(table.keys),
        "units": table.unit_key,
        "source": table.source,
        "author": table.author,
        "date": table.date,
    }
    return {key: value for key, value in data.items() if value} | {
        "columns": [column_data(item) for item in table.columns]
    }


def column_data(column: Column) -> dict[str, str]:
    """A column as data/tables.yaml declares it."""
    data = {"name": column.name, "unit": column.measure.text}
    for key in ("period", "formula", "at_most"):
        if text := getattr(column, key):
            data[key] = text
    usual = usual_total(column.measure, column.formula)
    return data | ({} if column.total == usual else {"total": column.total})


def _metric(metric: Metric) -> dict[str, str]:
    data = {"name": metric.name, "unit": metric.measure.text}
    for key in ("formula", "survey"):
        if text := getattr(metric, key):
            data[key] = text
    return data | ({"by": "units"} if metric.by_units else {})


def _judgement(judgement: Judgement) -> dict[str, Any]:
    data: dict[str, Any] = {"indicator": judgement.indicator}
    data |= {key: _yes_no(value) for key, value in judgement.inputs.items()}
    data |= {key: value for key, value in _filled(judgement).items() if key in ("reason", "evidence", "author", "date")}
    if judgement.adjustments:
        data["adjustments"] = [_adjustment(item) for item in judgement.adjustments]
    return data


def _adjustment(adjustment: Adjustment) -> dict[str, Any]:
    rest = {key: value for key, value in _filled(adjustment).items() if key not in {"share", "points"}}
    if adjustment.points is not None:
        return {"points": exact_text(adjustment.points)} | rest
    return {"share": exact_text(adjustment.share)} | rest


def _yes_no(value: object) -> object:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return [_yes_no(item) for item in value]
        case dict():
            return {key: _yes_no(item) for key, item in value.items()}
        case _:
            return value


def _amendments(evaluation: Evaluation) -> list[list[str]]:
    return [
        [
            item.at.table,
            "/".join(item.at.row),
            item.at.column,
            item.layer,
            item.value,
            item.source,
            item.author,
            item.date,
        ]
        for item in evaluation.amendments
    ]


def _cell_path(at: InTable) -> tuple[str, str, str]:
    return at.table, "/".join(at.row), at.column


def _evidence(evaluation: Evaluation) -> dict[str, str]:
    texts = {}
    if evaluation.evidence:
        rows = [[*EVIDENCE_COLUMNS, CELLS], *(_document(item) for item in evaluation.evidence)]
        cells = any(item.cells for item in evaluation.evidence)
        texts["evidence/evidence.csv"] = csv.dump(rows if cells else [row[:-1] for row in rows])
    if evaluation.vouchers:
        texts["evidence/vouchers.csv"] = csv.dump([VOUCHER_COLUMNS, *map(_check, evaluation.vouchers)])
    if evaluation.assets:
        texts["evidence/assets.csv"] = csv.dump([ASSET_COLUMNS, *map(_check, evaluation.assets)])
    return texts


def _document(item: Evidence) -> list[str]:
    return [item.id, item.title, item.file, item.sha256, " ".join(item.indicators), ";".join(item.cells)]


def _check(check: VoucherCheck) -> list[str]:
    return [check.id, check.subject, check.checked, check.result, check.amount, " ".join(check.indicators)]


def _published(evaluation: Evaluation) -> dict[str, Any]:
    figures = []
    for figure in evaluation.published.figures:
        data = {"quantity": figure.quantity, "value": figure.value, "place": figure.printed_at, "note": figure.note}
        figures.append({key: value for key, value in data.items() if value})
    return {"source": evaluation.published.source, "figures": figures}


def _filled(value: Any) -> dict[str, Any]:
    """The attributes of a plain record that hold something, without its place."""
    data = {}
    for key in type(value).__slots__:
        item = getattr(value, key)
        if key == "place" or not item:
            continue
        if isinstance(item, tuple):
            item = [part if isinstance(part, str | tuple) else _filled(part) for part in item]
        data[key] = item
    return data
