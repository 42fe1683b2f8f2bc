"""What a reader of a survey's results must know: what could not be computed, and why. One message a condition."""

from kaocheng.diagnostics import Message, Severity


def _note(code: str, zh: str, en: str) -> Message:
    return Message(code, Severity.NOTE, zh, en)


COUNTS_ONLY = _note(
    "counts-only",
    "只有计数、没有原始答卷：信度、题总相关、交叉表无法计算。",
    "Counts only, no raw responses: reliability, item-total correlations and cross tables cannot be computed.",
)
COMPOSITE_BOUND = _note(
    "composite-bound",
    "只有计数，各题之间的相关未知，综合满意度的区间无法计算；误差不超过±{margin}个百分点（各题完全相关时）。",
    "Counts only: no interval for the composite; its margin is at most ±{margin} points (all questions fully correlated).",
)
CLAIM = _note(
    "not-reperformable", "无法复核：{what} {value}（{why}）。", "Cannot be re-performed: {what} {value} ({why})."
)
PUBLISHED = _note(
    "published-satisfaction",
    "满意度取自已公布的结果，没有计数，无法复核：{shown}。",
    "Published satisfaction without counts, cannot be re-performed: {shown}.",
)
MISPRINT = _note(
    "misprint",
    "{what}印为{printed}，应为{computed}{cause}。",
    "{what} is printed as {printed}; it is {computed}{cause}.",
)
UNCOMPARED = _note("uncompared", "“{what}”没有可比的计算结果。", 'There is nothing to compare "{what}" with.')
NO_ANSWERS = _note("no-answers", "{id}没有人作答，没有满意度。", "Nobody answered {id}; it has no satisfaction.")
PARTIAL = _note(
    "partial-composite",
    "{ids}没有满意度，综合满意度不能计算。",
    "{ids} have no satisfaction, so there is no composite.",
)
NO_SCALE = _note("no-scale", "没有计入满意度的量表题。", "No scale question enters the satisfaction.")
VALID_UNKNOWN = _note(
    "valid-unknown",
    "没有写有效问卷数，以回答人数最多的一题（{valid}）代替。",
    "The number of valid questionnaires is not given; the largest number of answers ({valid}) stands for it.",
)
TOO_FEW = _note(
    "too-few",
    "{what}：样本太少（n={n}），至少要{least}份。",
    "{what}: too few responses (n = {n}), at least {least} are needed.",
)
ONE_ITEM = _note(
    "one-item",
    "{what}：至少要{least}道计分的量表题，现有{items}道。",
    "{what}: needs {least} scored items, has {items}.",
)
NO_VARIANCE = _note(
    "no-variance", "{what}：答案没有差异，无法计算。", "{what}: the answers do not vary, so it cannot be computed."
)
SINGULAR = _note(
    "singular",
    "{what}：有的题可由其他题完全推出（相关矩阵奇异），无法计算。",
    "{what}: the correlation matrix is singular.",
)
LISTWISE = _note(
    "listwise",
    "信度与相关只用计分题全部作答的{complete}份（共{valid}份有效）。",
    "Reliability and correlations use the {complete} complete of {valid} valid responses.",
)
NEGATIVE_ALPHA = _note(
    "negative-alpha",
    "克朗巴哈系数为负：有的题方向相反，请检查量表权重。",
    "Alpha is negative: some items run the other way; check their scale.",
)
CENSUS = _note(
    "census",
    "有效问卷数等于总体人数，是全面调查，没有抽样误差。",
    "Everybody answered: there is no sampling error.",
)
NO_SIZE = _note(
    "no-size", "总体人数未知，区间没有作有限总体修正。", "The population is unknown: no finite population correction."
)
MORE_THAN_SIZE = _note(
    "more-than-size",
    "有效问卷{valid}份多于总体{size}人，没有作有限总体修正。",
    "More valid responses ({valid}) than people ({size}): no finite population correction.",
)
SMALL_EXPECTED = _note(
    "small-expected",
    "{what}：有{cells}格的期望人数小于5，χ²检验仅供参考。",
    "{what}: {cells} cells expect fewer than 5; the χ² test is a rough guide.",
)
NO_TABLE = _note(
    "no-table", "{what}：不足两行两列，无法作χ²检验。", "{what}: fewer than two rows or columns, no χ² test."
)
NO_LIBRARY = _note(
    "no-library",
    "没有安装 numpy 和 scipy（pip install kaocheng[survey]），区间、信度和检验没有计算。",
    "numpy and scipy are not installed (pip install kaocheng[survey]): no intervals, reliability or tests.",
)
NOT_ENTERED = _note(
    "not-entered",
    "回收{returned}份，其中{missing}份没有录入。",
    "{missing} of {returned} returned responses were not entered.",
)
MULTIPLE_BASE = _note(
    "multiple-base",
    "{id}是多选题，比例以回答人数为底，合计可以超过100%。",
    "{id} allows several answers: shares are of respondents and may exceed 100% together.",
)
SHORT_OF_QUOTA = _note(
    "short-of-quota",
    "{id}“{option}”计划{planned}份，有效{actual}份。",
    '{id} "{option}": {planned} planned, {actual} valid.',
)
