"""findings.yaml, reviews.yaml, published.yaml and the lists under evidence/."""

from kaocheng.bundle.data import records
from kaocheng.bundle.folder import Folder
from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import (
    AssetCheck,
    Evidence,
    Experience,
    Findings,
    Problem,
    Published,
    PublishedFigure,
    Recommendation,
    Rectification,
    Review,
    VoucherCheck,
)
from kaocheng.domain.findings import OUTCOMES, STATES
from kaocheng.text import Fields, Node

EVIDENCE_COLUMNS = ("编号", "题名", "文件", "sha256", "指标")
CELLS = "数据"
"""The optional column of evidence.csv: the cells that a document supports, with semicolons between."""
VOUCHER_COLUMNS = ("编号", "凭证", "检查内容", "结果", "金额", "指标")
ASSET_COLUMNS = ("编号", "资产", "检查内容", "结果", "金额", "指标")


def read_findings(fields: Fields) -> Findings:
    """Experiences, problems, recommendations, their rectification and the use of results."""
    found = Findings(
        experiences=tuple(_experience(item) for item in fields.blocks("experiences")),
        problems=tuple(_problem(item) for item in fields.blocks("problems")),
        recommendations=tuple(_recommendation(item) for item in fields.blocks("recommendations")),
        rectifications=tuple(_rectification(item) for item in fields.blocks("rectifications")),
        use_of_results=fields.texts("use_of_results"),
    )
    fields.finish()
    return found


def _experience(fields: Fields) -> Experience:
    found = Experience(fields.text("title", required=True), fields.text("text"))
    fields.finish()
    return found


def _problem(fields: Fields) -> Problem:
    found = Problem(
        id=fields.text("id", required=True),
        title=fields.text("title", required=True),
        text=fields.text("text"),
        cause=fields.text("cause"),
        indicators=fields.texts("indicators"),
        place=fields.place,
    )
    fields.finish()
    return found


def _recommendation(fields: Fields) -> Recommendation:
    found = Recommendation(
        id=fields.text("id", required=True),
        title=fields.text("title", required=True),
        text=fields.text("text"),
        problems=fields.texts("problems"),
        to=fields.text("to"),
        due=fields.date("due"),
        place=fields.place,
    )
    fields.finish()
    return found


def _rectification(fields: Fields) -> Rectification:
    found = Rectification(
        recommendation=fields.text("recommendation", required=True),
        state=fields.choice("state", STATES, STATES[0]),
        answer=fields.text("answer"),
        by=fields.text("by"),
        date=fields.date("date"),
        outcome=fields.choice("outcome", OUTCOMES) if fields.has("outcome") else "",
        place=fields.place,
    )
    fields.finish()
    return found


def read_reviews(items: list[Node], problems: list[Diagnostic]) -> tuple[Review, ...]:
    """The comments of reviewers with their replies."""
    return tuple(_review(Fields(item, problems, name="审核意见")) for item in items)


def _review(fields: Fields) -> Review:
    found = Review(
        by=fields.text("by", required=True),
        comment=fields.text("comment", required=True),
        date=fields.date("date"),
        indicator=fields.text("indicator"),
        at=fields.text("at"),
        reply=fields.text("reply"),
        replied_by=fields.text("replied_by"),
        replied=fields.date("replied"),
        outcome=fields.text("outcome"),
        effect=fields.text("effect"),
        round=fields.text("round"),
        reason=fields.text("reason"),
    )
    fields.finish()
    return found


def read_published(fields: Fields) -> Published:
    """What the printed report claims."""
    found = Published(fields.text("source"), tuple(_figure(item) for item in fields.blocks("figures")))
    fields.finish()
    return found


def _figure(fields: Fields) -> PublishedFigure:
    found = PublishedFigure(
        quantity=fields.text("quantity", required=True),
        value=fields.text("value", required=True),
        printed_at=fields.text("place"),
        note=fields.text("note"),
        place=fields.place,
    )
    fields.finish()
    return found


def read_evidence(folder: Folder) -> tuple[Evidence, ...]:
    """evidence/evidence.csv."""
    return tuple(
        Evidence(
            id=row["编号"],
            title=row["题名"],
            file=row["文件"],
            sha256=row["sha256"],
            indicators=tuple(row["指标"].split()),
            cells=tuple(path for path in row.get(CELLS, "").split(";") if path),
            place=first.place,
        )
        for row, first in records(folder, "evidence/evidence.csv", EVIDENCE_COLUMNS)
    )


def read_vouchers(folder: Folder) -> tuple[VoucherCheck, ...]:
    """evidence/vouchers.csv."""
    return tuple(
        VoucherCheck(row["编号"], row["凭证"], row["检查内容"], row["结果"], row["金额"], tuple(row["指标"].split()))
        for row, _ in records(folder, "evidence/vouchers.csv", VOUCHER_COLUMNS)
    )


def read_assets(folder: Folder) -> tuple[AssetCheck, ...]:
    """evidence/assets.csv."""
    return tuple(
        AssetCheck(row["编号"], row["资产"], row["检查内容"], row["结果"], row["金额"], tuple(row["指标"].split()))
        for row, _ in records(folder, "evidence/assets.csv", ASSET_COLUMNS)
    )
