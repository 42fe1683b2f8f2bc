"""What docs/survey.md shows is what the program reads."""

import re
from pathlib import Path

from kaocheng.survey import read_questionnaire

MANUAL = (Path(__file__).parents[2] / "docs" / "survey.md").read_text("utf-8")


def test_the_questionnaire_of_the_manual_is_without_fault():
    shown = re.search(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    assert shown
    questionnaire, problems = read_questionnaire(shown[1], "docs/survey.md")
    assert questionnaire is not None
    assert problems == []
    assert [question.id for question in questionnaire.scored] == ["Q3", "Q4"]
