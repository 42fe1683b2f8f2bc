"""Running the command line in this process, as a person would call it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kaocheng.cli import main

SMALL = Path(__file__).parents[1] / "bundles" / "small"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def small() -> Path:
    return SMALL
