"""A bundle as a value."""

from collections.abc import Mapping
from dataclasses import field

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import Evaluation
from kaocheng.survey import SurveyResult
from kaocheng.values import frozen


@frozen
class Bundle:
    """An evaluation, its surveys, and what was wrong in reading it.

    ``attachments`` holds the bytes of files that are carried along unread: raw survey files, evidence, README.
    """

    evaluation: Evaluation
    surveys: Mapping[str, SurveyResult] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = field(default=(), compare=False)
