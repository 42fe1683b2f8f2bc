"""The worked cases of tests/cases/standards: sentence, weight, target, and inputs with hand-worked scores."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "cases" / "standards"


@dataclass(frozen=True)
class Case:
    file: str
    sentence: str
    weight: Fraction
    target: str
    examples: tuple[tuple[dict[str, object], Fraction, str], ...]
    code: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence[:24]}"


def worked_cases() -> list[Case]:
    return [
        Case(
            path.stem,
            entry["sentence"],
            Fraction(entry["weight"]),
            entry.get("target", ""),
            tuple((json.loads(inputs), Fraction(score), why) for inputs, score, why in entry.get("examples", [])),
            entry.get("code", ""),
        )
        for path in sorted(FOLDER.glob("[!o]*.yaml"))
        for entry in yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every scalar is text
    ]
