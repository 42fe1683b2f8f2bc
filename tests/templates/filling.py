"""The templates filled in as their expected scores were worked out by hand."""

import shutil
from pathlib import Path

from kaocheng.templates import folder
from kaocheng.text import yaml

HERE = Path(__file__).parent


def filled(name: str, target: Path) -> Path:
    """A copy of the template in the new folder ``target``, with data, judgements and targets."""
    shutil.copytree(folder(name), target)
    shutil.copytree(HERE / name / "filled", target, dirs_exist_ok=True)
    indicators = target / "indicators.yaml"
    for code, value in expected(name).get("targets", {}).items():
        before, own = indicators.read_text("utf-8").split(f"code: {code}\n")
        assert own.split("- code:")[0].count('target: ""') == 1, code
        indicators.write_text(f"{before}code: {code}\n" + own.replace('target: ""', f"target: {value}", 1), "utf-8")
    return target


def expected(name: str) -> dict:
    """What was worked out by hand: the scores, the total, the grade, and the targets that the user fills in."""
    node, problems = yaml.load((HERE / name / "expected.yaml").read_text("utf-8"), "expected.yaml")
    assert problems == []
    return node
