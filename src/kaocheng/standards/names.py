"""Names of things as offices write them: when two mean the same, which mean the target, the actual, the weight."""

import re

WEIGHT = "权重分"
_WEIGHT = re.compile(
    r"(?:该项|本项|此项|该指标|本指标|指标|相应|对应|标准|该|相应部分|其)*的?(?:权重分值|权重分数|权重分|权重值|权重|分值|满分分值|满分值|满分|总分值|总分|标准分值|标准分|指标分值|指标分|基本分|基准分|赋分值?|标准分数|分数)"
)
_TARGET = re.compile(
    r"(?:年度|年初|预期|既定|设定|绩效|指标|全年|目标)*的?(?:目标值|标杆值|指标值|标准值|目标|目标数|目标任务|目标任务数|目标数量|计划值|计划数|计划数量|计划量|预期值|考核值)"
    r"|(?:本年度?|年度|全年|当年|年初|时序|序时|目标|下达|承担)*的?(?:目标)?任务(?:指标|目标)?[数量]?"
    r"|(?:全国|全省|全市|全县|全区|全州|同类|同行业|行业|同期)[^\d×÷/+的]{0,6}(?:平均|均值)[^\d×÷/+]*"
    r"|(?:计划|应|批复|概算|预期|目标|标杆|规划|下达|规定|预计|拟|序时|预算安排|预算(?:批复|安排|数|金额|控制|成本|单价|总额|投资)|核定|限额|定额|合同约?定?)[^\d×÷/+]*"
)
_PLAIN_TARGET = re.compile(
    r"(?:年度|年初|预期|既定|设定|绩效|指标|全年|目标)*的?(?:目标值|标杆值|指标值|标准值|目标|目标数|目标任务|目标任务数|目标数量|计划值|计划数|计划数量|计划量|预期值|考核值)"
)
_ACTUAL = re.compile(
    r"(?:本年度?|年度|全年)?实际[^\d×÷/+]*|实际值|完成值|业绩值|实现值|完成率|达标率|完成比例|实现程度|完成情况|执行率"
)
# 目标任务完成率 is how far the target was reached, not the target.
_DEGREE = re.compile(r"(?:完成|实现|达成|执行|到位|支出|拨付|达标)(?:率|比例|程度)$")
_NOISE = re.compile(r"[“”\"'‘’\s《》()（）]")


def plain(name: str) -> str:
    """The name without quotation marks, brackets and blanks."""
    return _NOISE.sub("", name)


def same(first: str, second: str) -> bool:
    """Whether two names are one name, quotation marks apart."""
    return plain(first) == plain(second)


def is_weight(name: str) -> bool:
    """Whether ``name`` means the weight: 权重, 权重分, 分值, 该项满分 …"""
    return bool(_WEIGHT.fullmatch(plain(name)))


def is_target(name: str) -> bool:
    """Whether ``name`` means the target: 目标值, 标杆值, 计划X, 批复X, 应X (STANDARDS, reading rule 19)."""
    return bool(_TARGET.fullmatch(plain(name))) and not _DEGREE.search(plain(name))


def is_plain_target(name: str) -> bool:
    """Whether ``name`` is a word for the target itself: 目标值, 标杆值, 计划数."""
    return bool(_PLAIN_TARGET.fullmatch(plain(name)))


def is_degree(name: str) -> bool:
    """Whether ``name`` says how far something was done: 完成率, 到位率, 执行率."""
    return bool(_DEGREE.search(plain(name)))


def is_actual(name: str) -> bool:
    """Whether ``name`` means the metric's value: 实际X, 完成值 …"""
    return bool(_ACTUAL.fullmatch(plain(name)))


def is_rate(name: str) -> bool:
    """Whether ``name`` is the name of a rate."""
    return bool(re.search(r"(?:率|比例|比重|占比|满意度|百分比|比|程度|覆盖面)$", plain(name)))
