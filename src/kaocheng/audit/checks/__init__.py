"""The checks by name. A name is shared by the code, the message, the tests and the manual."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaocheng.audit.checks import (
    appendices,
    attainable,
    codes,
    comparisons,
    completion,
    dates,
    document_numbers,
    enumerations,
    faulty_standards,
    formulas,
    heading_order,
    named,
    numbering,
    quantities,
    respective,
    returns,
    row_names,
    running_heads,
    scores,
    standards,
    statements,
    survey,
    tables,
    text_rates,
    text_sums,
    twins,
)
from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.result import Result

Source = Callable[[Book], Iterable[Equation | Result]]


@dataclass(frozen=True)
class Check:
    """One named check: what it is called in Chinese and English, what it does, and the function that makes its claims."""

    name: str
    zh: str
    en: str
    about: str
    source: Source


_ALL = (
    Check("row-sum", "横向合计", "row sum", "一行中一格是另外几格之和或差；关系由表自身发现", tables.table_relations),
    Check("row-rate", "比率", "rate", "一行中的比率是另外两格之商；关系由表自身发现", tables.table_relations),
    Check("row-product", "乘积", "product", "一行中一格是另外两格之积", tables.table_relations),
    Check("part-sum", "分项合计", "sum of parts", "一行是另外几行之和", tables.table_relations),
    Check("column-rate", "纵向比率", "rate down a column", "一行是另外两行之商", tables.table_relations),
    Check("column-total", "纵向合计", "column total", "合计、小计行与所辖各行", tables.table_relations),
    Check("share", "占比", "share", "百分比与人数、份数", tables.table_relations),
    Check("mean", "平均", "mean", "平均行与所辖各行", tables.table_relations),
    Check("score-rate", "得分率", "score rate", "得分率＝得分÷权重", scores.score_equations),
    Check("score-total", "得分合计", "score total", "权重、得分的合计", scores.score_equations),
    Check("level-weight", "分级权重", "level weight", "上级指标的权重与下级之和", scores.score_equations),
    Check(
        "printed-twice",
        "同一数两处不同",
        "one figure, two values",
        "同一指标在各表中的权重、目标、业绩、得分",
        scores.score_equations,
    ),
    Check(
        "paper-against-table",
        "底稿与评分表",
        "working paper",
        "工作底稿的权重、目标、得分与评分表",
        scores.words_between,
    ),
    Check(
        "score-by-standard",
        "按标准重评",
        "score by standard",
        "印出的评分标准按印出的业绩值（或各县区数据）重新计分",
        standards.scores_by_standard,
    ),
    Check(
        "unattainable-score",
        "得不出的得分",
        "unattainable score",
        "要点、分档的标准怎样判断也给不出的得分",
        attainable.attainable_scores,
    ),
    Check(
        "standard-at-fault",
        "标准自相矛盾",
        "standard at fault",
        "印出的评分标准自身：项数、份额、同一情况的两条规则、一值两档",
        faulty_standards.faulty_standards,
    ),
    Check("stated-score", "文字中的得分", "stated score", "文字陈述的权重、得分、总分与评分表", statements.statements),
    Check("stated-rate", "文字中的得分率", "stated score rate", "文字陈述的得分率与得分、权重", statements.statements),
    Check("group-score", "一级指标得分", "group score", "一级指标在各表的得分", statements.statements),
    Check("summary-table", "得分汇总表", "summary table", "汇总表中各一级指标的权重、得分", statements.statements),
    Check("grade", "等级", "grade", "总分与等级", statements.statements),
    Check("rate-in-text", "文字中的比率", "rate in text", "文字中的比率与同处的两个数", text_rates.rates_in_text),
    Check(
        "listed-rate",
        "并列的比率",
        "rates of a list",
        "“分别为”的各数与其占比、增长，文中的占比与表的合计",
        respective.respective,
    ),
    Check("text-against-table", "文字与表", "text against table", "文字中的比率与同名的表列", named.named_rates),
    Check(
        "text-against-actual",
        "文字与业绩值",
        "text against actual",
        "文字中以指标命名的比率与评分表的业绩值",
        quantities.actual_in_text,
    ),
    Check(
        "objective-against-target",
        "绩效目标与目标值",
        "objective against target",
        "文字中的绩效目标与评分表的目标值",
        quantities.objectives,
    ),
    Check("same-column", "两表同列", "same column", "两张表中同名的列", quantities.same_columns),
    Check(
        "one-quantity-two-values",
        "一数两值",
        "one quantity, two values",
        "同名、同年的金额在各处",
        quantities.quantities,
    ),
    Check("said-twice", "同一句话两处不同", "said twice", "重复出现的句子里的数", twins.said_twice),
    Check("survey-total", "答题人数", "survey total", "各选项人数之和与回答人数", survey.survey),
    Check(
        "survey-return", "问卷回收率", "survey return", "回收率、有效率与发放、回收、有效份数", returns.survey_returns
    ),
    Check("frequency-text", "问卷占比", "survey share", "文字中的选项占比与人数", survey.survey),
    Check("satisfaction", "满意度", "satisfaction", "满意度与各档人数、权重", survey.survey),
    Check("grim", "不可能的占比", "impossible share", "样本人数的整数倍给不出的百分比", survey.survey),
    Check(
        "completion-rate",
        "完成率",
        "completion rate",
        "几项任务的完成率能否得出印出的总完成率",
        completion.completion_rates,
    ),
    Check("sum-in-text", "文字中的合计", "sum in text", "一句话中的总数与“其中”各项", text_sums.sums_in_text),
    Check(
        "part-above-whole",
        "部分大于总体",
        "part above whole",
        "“其中”的一项大于总数；一行的部分大于总体",
        text_sums.sums_in_text,
    ),
    Check("comparison", "两数比较", "comparison", "文字中的＜、＞", comparisons.comparisons),
    Check(
        "comparison-of-all", "全体比较", "comparison of all", "“均大于”“均达到”与各单位的数据", comparisons.comparisons
    ),
    Check("code-twice", "编码重复", "code used twice", "一张表里同一编码用于两个指标", codes.codes_and_names),
    Check("code-and-name", "编码与名称", "code and name", "同一编码在各处的名称", codes.codes_and_names),
    Check("row-name", "行名", "row name", "各表中同一单位、同一项目的名称", row_names.row_names),
    Check(
        "running-head", "页眉页脚", "running head", "页眉、页脚的题名、年份与正文的题名", running_heads.running_heads
    ),
    Check("table-reference", "表的引用", "table reference", "“见表…”所指的表", numbering.numbering),
    Check("caption-twice", "表号重复", "caption number twice", "同一表号、图号用了两次", numbering.numbering),
    Check("caption-order", "表号次序", "caption order", "表号、图号不缺", numbering.numbering),
    Check(
        "heading-order", "章节次序", "heading order", "一、二、三……和（1）（2）……的次序", heading_order.heading_order
    ),
    Check("appendix-name", "附件名称", "appendix name", "同一附件在各处的名称", appendices.appendix_names),
    Check("document-number", "文号", "document number", "同一文件在各处的文号", document_numbers.document_numbers),
    Check("enumeration", "列举个数", "enumeration", "写明的个数与列出的个数", enumerations.enumerations),
    Check("date-order", "日期次序", "date order", "起止日期", dates.dates),
    Check("formula", "算式", "formula", "文字中的算式及其结果", formulas.formulas),
)
CHECKS = {check.name: check for check in _ALL}
