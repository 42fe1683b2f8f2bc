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
    """An edit: what its author saw, and what shall stand there. Of a field, or (with ``table``) of a cell.

    ``layer`` is 自报, 佐证, 核定 or 备注; with ``part`` 来源 the edit is one of the origin of that layer's value.
    """

    before: object | None = None
    after: object | None = None
    kind: str = ""
    key: str = ""
    field: str = ""
    table: str = ""
    row: list[str] = Field(default_factory=list)
    column: str = ""
    layer: str = "自报"
    part: str = ""


class EditsIn(Schema):
    """Edits that are stored together or not at all."""

    edits: list[EditIn]
    reason: str = ""


class OfferOut(Schema):
    """An edit that the stored ones suggest, and what it would do, in words."""

    label: str
    edit: EditIn


class SavedOut(Schema):
    """What was stored, what is to be looked at, in words, and what it suggests."""

    revision: int
    at: str
    told: list[str] = Field(default_factory=list)
    offers: list[OfferOut] = Field(default_factory=list)


class ErrorOut(Schema):
    """What is wrong: in a sentence, then line by line; where others were quicker, both values of everything that met theirs."""

    message: str
    lines: list[str]
    conflicts: list[dict[str, object]] = Field(default_factory=list)


ERRORS = "400 内容不成立；401 没有令牌或已过期；403 角色不允许；404 没有或不是成员；409 别人抢先改了；422 请求不完整"


class ImportedOut(Schema):
    """What became of a workbook: whether it was stored, how much changed, what is wrong in it, errors first."""

    stored: bool
    count: int
    problems: list[ProblemOut]


class FigureOut(Schema):
    """A figure as printed, and its derivation down to the cells, as ``kaocheng explain --json`` prints it."""

    reference: str
    text: str
    derivation: dict[str, object]


class ChangesIn(Schema):
    """Which changes: of a kind, of keys that begin so, by a user, between two days; ``limit`` is 1000 at most."""

    kind: str = ""
    key: str = ""
    by: str = ""
    since: str = ""
    until: str = ""
    limit: int = Field(200, ge=1)


class ChangeOut(Schema):
    """A change: in which revision, when, by whom, from what to what."""

    revision: int
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
