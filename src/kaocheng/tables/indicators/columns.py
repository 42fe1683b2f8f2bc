"""The columns of an indicator table, whatever the office calls them."""

import re
from dataclasses import dataclass, field

from kaocheng.tables.names import same_form, split_unit
from kaocheng.tables.sheet import Cells, Sheet

_LEVELS = {character: level for level, character in enumerate("一二三四五", 1)}
_LEVEL = re.compile(r"(?P<level>[一二三四五])级(?:评价)?(?:指标)?(?P<rest>名称|权重|分值|编码|代码|编号|标准分|满分)?")
_WEIGHT = re.compile(r"(?:指标)?(?:权重|分值|标准分|标准分值|满分|权重分|权重\(?分\)?|分数)")
_CODE = re.compile(r"(?:指标)?(?:编码|代码|编号)")
_TEXTS = {
    "definition": ("指标解释", "指标说明", "指标内涵", "指标定义", "指标含义", "解释", "考核内容", "评价内容", "评价要点"),
    "target": ("目标值", "指标值", "标杆值", "年度指标值", "绩效目标值", "计划值", "年度目标值", "评价标准值"),
    "standard": (
        "评分标准", "评分细则", "评分办法", "评分方法", "评分规则", "评价标准", "计分标准", "计分方法", "计分办法",
        "评分标准及方法", "评价标准及评分办法", "打分标准",
    ),
    "source": ("数据来源", "资料来源", "证据来源", "证据收集方式", "数据来源及收集方式", "佐证材料", "评价依据资料"),
    "basis": ("依据", "权重依据", "标准依据", "文号"),
    "metrics": ("计算指标",),
}  # fmt: skip
_IGNORED = (
    "序号", "备注", "业绩值", "完成值", "实际值", "实际完成值", "实际完成情况", "得分", "得分率", "评价得分", "自评得分", "指标分析",
    "评分过程", "扣分原因", "得分说明", "评分说明", "偏差原因", "偏差原因分析及改进措施", "完成情况", "说明",
)  # fmt: skip
_SEARCHED_ROWS = 20


@dataclass(slots=True)
class Columns:
    """Positions from 0: of the names, weights and codes by level from 1, and of the texts by attribute."""

    row: int = 0
    names: dict[int, int] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many levels the table has."""
        return max(self.names, default=0)


def find_columns(sheet: Sheet) -> Columns | None:
    """The head of the indicator table on a sheet; None where no row names at least one level and 一级指标."""
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        columns = _columns(number, row)
        if 1 in columns.names:
            return columns
    return None


def _columns(number: int, row: Cells) -> Columns:
    found = Columns(number)
    level = 0
    codes: list[tuple[int, int]] = []
    for index, cell in enumerate(row):
        text = split_unit(cell.text)[0]
        if not text:
            continue
        if match := _LEVEL.fullmatch(text):
            level = _LEVELS[match["level"]]
            _place(match["rest"] or "", found)[level] = index
        elif _WEIGHT.fullmatch(text):
            found.weights.setdefault(level, index)
        elif _CODE.fullmatch(text):
            codes.append((level, index))
        elif attribute := _attribute(text):
            found.texts.setdefault(attribute, index)
        elif text not in _IGNORED:
            found.unknown.append(index)
    found.weights.pop(0, None)
    behind = len(codes) > 1 and codes[0][0] == 1  # 一级指标 | 编码 | 二级指标 | 编码: each behind its name
    for level, index in codes:
        found.codes.setdefault(level if behind else min(level + 1, found.depth), index)
    return found


def _place(rest: str, columns: Columns) -> dict[int, int]:
    if rest in {"权重", "分值", "标准分", "满分"}:
        return columns.weights
    return columns.codes if rest in {"编码", "代码", "编号"} else columns.names


def _attribute(text: str) -> str:
    return next((attribute for attribute, names in _TEXTS.items() if text in map(same_form, names)), "")
