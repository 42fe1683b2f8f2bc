"""What an evaluation is kept as: items, each of a kind, with a key, and plain data as its files hold it."""

from dataclasses import dataclass, field
from typing import Any

from kaocheng.places import InFile
from kaocheng.values import frozen

Body = Any
"""Plain data: a text, or lists and mappings of texts, as in the bundle's files."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: its Chinese name, the file of the bundle that holds it, and the action that may change it."""

    name: str
    title: str
    file: str
    action: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("head", "评价概况", "evaluation.yaml", "edit_head"),
        Kind("units", "单位", "units.yaml", "edit_head"),
        Kind("indicator", "指标", "indicators.yaml", "edit_indicators"),
        Kind("name", "名称", "metrics.yaml", "edit_indicators"),
        Kind("metric", "计算指标", "metrics.yaml", "edit_indicators"),
        Kind("reading", "口径", "readings.yaml", "edit_indicators"),
        Kind("table", "基础数据表", "data/tables.yaml", "edit_data"),
        Kind("row", "基础数据", "data/*.csv", "edit_data"),
        Kind("amendment", "佐证与核定值", "data/values.csv", "verify_data"),
        Kind("judgement", "评价判断", "judgements.yaml", "judge"),
        Kind("paper", "底稿分析", "papers/*.md", "judge"),
        Kind("interview", "访谈", "interviews/*.md", "write"),
        Kind("evidence", "佐证材料", "evidence/evidence.csv", "add_evidence"),
        Kind("voucher", "凭证抽查", "evidence/vouchers.csv", "add_evidence"),
        Kind("asset", "资产抽查", "evidence/assets.csv", "add_evidence"),
        Kind("experience", "主要经验", "findings.yaml", "write"),
        Kind("problem", "问题", "findings.yaml", "write"),
        Kind("recommendation", "建议", "findings.yaml", "write"),
        Kind("rectification", "整改", "findings.yaml", "write"),
        Kind("use", "结果应用", "findings.yaml", "write"),
        Kind("review", "审核意见", "reviews.yaml", "comment"),
        Kind("section", "报告文字", "report/*.md", "write"),
        Kind("published", "已印行数字", "published.yaml", "write"),
        Kind("questionnaire", "问卷", "surveys/*/questionnaire.yaml", "run_surveys"),
        Kind("question", "问卷题目", "surveys/*/questionnaire.yaml", "run_surveys"),
        Kind("paper_form", "纸质问卷", "surveys/*/responses-paper.csv", "run_surveys"),
        Kind("file", "文件", "", "add_evidence"),
    )
}


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``key`` names it among its kind; ``position`` orders it; ``version`` rises with every change.

    The body of an indicator names its ``parent``; that of a row has ``key`` (texts) and ``cells`` (texts by column); that
    of a file has ``sha256`` and ``size``, its bytes are kept elsewhere. The key of a question is 问卷/题号, that of a paper
    form 问卷/序号.
    """

    kind: str
    key: str
    position: int = 0
    body: Body = field(default="")
    version: int = 1

    @property
    def identity(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind, self.key


@frozen
class InItem(InFile):
    """An item as a place: a page can lead to it."""

    kind: str = ""
    key: str = ""

    def __str__(self) -> str:
        if self.kind in KINDS:
            return " ".join(part for part in (KINDS[self.kind].title, self.key) if part)
        return self.path


def row_key(table: str, key: tuple[str, ...] | list[str]) -> str:
    """The item key of a row."""
    return "/".join((table, *key))


def amendment_key(table: str, row: tuple[str, ...] | list[str], column: str, layer: str) -> str:
    """The item key of an evidenced or verified value, or of a remark."""
    return "/".join((table, *row, column, layer))
