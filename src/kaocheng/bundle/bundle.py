"""A bundle as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.survey import SurveyResult


@dataclass(frozen=True, slots=True)
class Bundle:
    """An evaluation, its surveys, and what was wrong in reading it.

    ``attachments`` holds the bytes of files that are carried along unread: raw survey files, evidence, README.
    """

    evaluation: Evaluation
    surveys: Mapping[str, SurveyResult] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = field(default=(), compare=False)
