"""What the API takes and gives. Numbers are texts, as everywhere in Kaocheng's JSON."""

from ninja import Field, Schema


class EvaluationOut(Schema):
    """An evaluation of one's own."""

    id: int
    title: str
    role: str
    revision: int


class ScoreOut(Schema):
    """An indicator's score, in points; None where something is missing."""

    code: str
    name: str
    level: int
    weight: str
    score: str | None
    rate: str | None
    missing: list[str]


class SheetOut(Schema):
    """A score sheet."""

    total: str
    complete: bool
    grade: str | None
    indicators: list[ScoreOut]


class ProblemOut(Schema):
    """A diagnostic."""

    code: str
    severity: str
    message: str
    hint: str
    places: list[str]


class ItemOut(Schema):
    """An item: plain data as in the bundle's files."""

    kind: str
    key: str
    position: int
    version: int
    body: object


class EditIn(Schema):
    """An edit: what its author saw, and what shall stand there. Of a field, or (with ``table``) of a cell."""

    before: object | None = None
    after: object | None = None
    kind: str = ""
    key: str = ""
    field: str = ""
    table: str = ""
    row: list[str] = Field(default_factory=list)
    column: str = ""
    layer: str = "自报"


class EditsIn(Schema):
    """Edits that are stored together or not at all."""

    edits: list[EditIn]
    reason: str = ""


class SavedOut(Schema):
    """What was stored."""

    revision: int
    at: str


class ConflictOut(Schema):
    """What met something else."""

    message: str
    conflicts: list[dict[str, object]]


class ChangeOut(Schema):
    """A change."""

    at: str
    by: str
    kind: str
    key: str
    field: str
    before: object | None
    after: object | None
    reason: str


class StandardIn(Schema):
    """A sentence to understand."""

    standard: str
    name: str = ""
    weight: str
    target: str = ""


class StandardOut(Schema):
    """How it is understood."""

    understood: bool
    kind: str
    canonical: str
    needs: list[str]
    problems: list[str]


class JobOut(Schema):
    """A version of the report."""

    id: int
    state: str
    progress: int
    message: str
    total: str
    files: list[dict[str, str]]
