"""Questionnaires and answers for the tests, written as the files that an evaluator writes."""

from pathlib import Path
from typing import Any

import yaml

from kaocheng.survey import Counts, Questionnaire, Responses, read_counts, read_questionnaire, read_responses

CASES = Path(__file__).parent / "cases"

FOUR = """title: 居民满意度
scale: {非常满意: 100%, 满意: 80%, 一般: 60%, 不满意: 0%}
questions:
  - {id: Q1, text: 您的性别, options: [男, 女]}
  - {id: Q2, text: 您对服务态度是否满意？, type: scale}
  - {id: Q3, text: 您对环境是否满意？, type: scale}
  - {id: Q4, text: 您知道哪些服务, type: multiple, options: [建档, 接种, 随访]}
  - {id: Q5, text: 您的意见, type: text}
"""


def cases(name: str) -> Any:
    """The cases of a file; every scalar is text."""
    return yaml.load((CASES / name).read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- makes only text


def questionnaire(text: str = FOUR) -> Questionnaire:
    """The questionnaire of a text that must be without fault."""
    found, problems = read_questionnaire(text, "问卷.yaml")
    assert found is not None
    assert problems == []
    return found


def items(count: int, *, rest: str = "") -> Questionnaire:
    """``count`` scale questions on a five-grade scale."""
    lines = "".join(f"  - {{id: Q{k}, text: 第{k}题, type: scale}}\n" for k in range(1, count + 1))
    scale = "{很满意: 100%, 满意: 80%, 一般: 60%, 不满意: 30%, 很不满意: 0%}"
    return questionnaire(f"title: 量表\nscale: {scale}\n{rest}questions:\n{lines}")


def responses(of: Questionnaire, *tables: str | bytes) -> Responses:
    """The responses in CSV tables that must be without fault."""
    sources = [(t.encode() if isinstance(t, str) else t, f"答卷{n}.csv") for n, t in enumerate(tables, 1)]
    found, problems = read_responses(of, sources)
    assert found is not None
    assert problems == []
    return found


def counts(of: Questionnaire, table: str) -> Counts:
    """The counts of a CSV table that must be without fault."""
    found, problems = read_counts(of, table.encode(), "counts.csv")
    assert found is not None
    assert problems == []
    return found


def table(codes: Any) -> str:
    """A CSV of option numbers, a row a respondent; 0 is a blank cell."""
    head = ",".join(f"Q{k + 1}" for k in range(len(codes[0])))
    return "\n".join([head, *(",".join(str(code or "") for code in row) for row in codes)]) + "\n"
