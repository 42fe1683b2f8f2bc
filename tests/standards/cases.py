"""The worked cases of tests/cases/standards: sentence, weight, target, and inputs with hand-worked scores.

Two forms of entry are read. Ours has sentence, code and examples of [inputs, score, why]; the corpora that others wrote
have standard, refuse (the reason in words) and examples of {inputs, score, arithmetic}, and may name the indicator.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "cases" / "standards"
ANY_CODE = "any"


@dataclass(frozen=True)
class Case:
    """``code`` is the diagnostic that must refuse the sentence, :data:`ANY_CODE` for any error; empty when it is read."""

    file: str
    sentence: str
    weight: Fraction
    target: str
    examples: tuple[tuple[dict[str, object], Fraction, str], ...]
    code: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence[:24]}"


def worked_cases() -> list[Case]:
    """Every entry of every file, in order."""
    return [
        _case(path.stem, entry)
        for path in sorted(FOLDER.glob("*.yaml"))
        for entry in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every scalar is text
    ]


def _case(file: str, entry: Mapping[str, Any]) -> Case:
    return Case(
        file,
        entry["sentence"] if "sentence" in entry else entry["standard"],
        Fraction(entry["weight"]),
        entry.get("target", ""),
        tuple(_example(example) for example in entry.get("examples", [])),
        ANY_CODE if "refuse" in entry else entry.get("code", ""),
        entry.get("name", ""),
    )


def _example(example: Any) -> tuple[dict[str, object], Fraction, str]:
    inputs, score, why = (
        (example["inputs"], example["score"], example.get("arithmetic", "")) if isinstance(example, dict) else example
    )
    return json.loads(inputs, parse_float=str), Fraction(score), why
