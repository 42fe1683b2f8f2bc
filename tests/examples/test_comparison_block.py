"""The comparison in an example's README is the one that the program makes."""

from pathlib import Path

import pytest

from kaocheng.bundle import read
from kaocheng.cli.compare import with_comparison
from kaocheng.scoring import compare, score

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").iterdir())


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_comparison_is_fresh(folder: Path) -> None:
    evaluation = read(folder).evaluation
    sheet = score(evaluation)
    readme = (folder / "README.md").read_text("utf-8")
    assert readme == with_comparison(readme, sheet, list(compare(evaluation, sheet)))
