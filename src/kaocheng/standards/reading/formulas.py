"""Finding formulas in a piece: 预算完成率=…, 得分=…, 按实际值/目标值×权重分计分, 按比例得分."""

import re

from kaocheng.standards.formula import Call, Expression, FormulaError, Name, Number, Operation, names, parse_formula
from kaocheng.standards.names import WEIGHT, is_weight, plain
from kaocheng.standards.reading.tokens import BLANK, UNITS, WHOLE

_SCORE_NAME = re.compile(
    r"(?:该项|本项|此项|指标|该指标|实际|综合|最终|最后|评价|绩效|单项)*(?:得分值?|评分值?|分值|分数|计分|实得分)"
)
_EQUATION = re.compile(r"^(?P<head>.*?)(?P<name>[^=,;:]*?)=(?P<right>[^=]+)$")
_WORKED = re.compile(
    r"(?P<head>^.*?)(?:(?:该项|本项|指标)?(?:得分|计分|评分)(?!率|值)(?:为|按照|按|以|是)?|按照?|以(?![上下内及外])|根据|乘以?)(?P<right>[^,;。=]*?[×÷/乘][^,;。=]*)$"
)
_BY_RATIO = re.compile(
    r"(?P<head>^.*?)(?:(?<!否)则|应|其得分)?(?:按照?|依照?|根据|以)(?:实际|相应|相对应|对应|其|平均|总体|综合|整体|任务|目标|项目|工作|资金|的)*(?P<what>完成|到位|执行|支出|达标|达成|实现|所占|覆盖|满意|落实|超出|超支)?(?:的)?(?:比例|比率|百分比|完成率|完成比例|完成程度|完成进度|支出进度|到位率|执行率|达标率|完成百分比|进度|率)(?:折算|换算|计算|核算|确定|量化)*(?:该项|本项|相应)*(?P<verb>得分|计分|赋分|给分|计算得分|扣分|减分|扣减分值|记分|计|得相应分值|得相应分|得权重分|分值|的分值|得分值|扣除分值|评分)?$"
)
# 得4分×到位及时率, 得完成率×5分
_TIMES = re.compile(
    rf"(?P<head>^[^×÷/]*?)(?<!分值)(?:得|计(?![划算入提]))(?:分(?=\D))?(?P<right>\d+(?:\.\d+)?分?×[^,;。=得计扣]+|(?!分|按|以|为|根据|依)[^,;。=\d得计扣的×÷/]{{2,16}}×(?:\d+(?:\.\d+)?分?|{WHOLE}))(?:计算|计分|得分)?$"
)
_UNIT = rf"(?:{UNITS}|%|‰|人均)"
_IN_UNITS = re.compile(rf"(?<=[一-龥A-Za-z”])\((?:单位:?)?{_UNIT}(?:/{_UNIT})?\)")
_TAIL = re.compile(r"(?:计算得分|计算|来?计分|得分|计入|确定得分|折算得分|折算|记分|给分|计|赋分|评分|的得分)$")


def equation(text: str) -> tuple[str, str] | None:
    """The name and the right side of ``名称=公式``, or None: 执行率=100% is a condition, not an equation."""
    found = _EQUATION.match(text) if "=" in text else None
    if not found:
        return None
    name, right = (found["head"] + found["name"]).replace(BLANK, "").strip(), found["right"].replace(BLANK, "")
    if not name or (re.search(r"[≥≤<>]|\d$", name) and score_name_at_end(name) is None):
        return None
    if re.match(r"-?[\d.]+(?:%|‰|分|天|人|万元|元|个|次)?(?:$|[^\d×÷/+*-])", right) and not re.search(r"[×÷/+]", right):
        return None
    return name, right


def is_score_name(name: str) -> bool:
    """Whether ``name`` means the score itself."""
    return bool(_SCORE_NAME.fullmatch(plain(name)))


def is_own_score(name: str) -> bool:
    """Whether ``name`` is the score of something named: 满意度得分=满意度÷90%×10."""
    return bool(re.fullmatch(r"[^,;:≥≤<>]{2,24}(?:得分|评分值|得分值|分值)", plain(name)))


def score_name_at_end(name: str) -> str | None:
    """What stands before 得分 in ``未达到的得分``, or None where ``name`` does not end so."""
    found = re.match(r"^(?P<head>.*?)(?:,)?(?:该项|本项|指标|该指标)*(?:得分|评分|分值)$", name)
    return found["head"] if found and re.search(r"(?:的|否则|则|时|者|反之)$", found["head"]) else None


_OF_TWO = re.compile(
    r"^(?P<head>.*?)(?:按照?|以|根据)(?P<above>[^,;。=]{2,20}?)(?:占|与|和|除以|比上|同)(?P<below>[^,;。=]{2,20}?)(?:的|之)?(?:比例|比重|比值|比率|百分比|比)(?:乘以?(?:权重分?|分值))?(?:折算|换算|计算|核算|确定)*(?:得分|计分|记分|赋分|给分|计|得相应分值)(?:\(\d+(?:\.\d+)?分\))?$"
)


def worked_score(text: str) -> tuple[str, str] | None:
    """The head and the formula of ``否则按照实际值/目标值×权重分`` or ``按完成数占计划数的比例计分``, or None."""
    if two := _OF_TWO.match(text):
        return two["head"], f"{two['above']}÷{two['below']}×权重分".replace(BLANK, "")
    if times := _TIMES.match(text):
        return times["head"], times["right"].replace(BLANK, "")
    found = _WORKED.match(text)
    if not found or not re.search(r"[×÷/乘]", found["right"]):
        return None
    right = _TAIL.sub("", found["right"].replace(BLANK, ""))
    if (
        not re.search(rf"{WHOLE}|[×÷/乘]", right)
        or re.fullmatch(r"[\d/%.]+", right)
        or re.match(rf"(?:{WHOLE})?的?\d+/\d+", right)
    ):
        return None
    return found["head"], right


def ratio_score(text: str) -> tuple[str, str] | None:
    """The head and the verb of ``否则按比例得分``, or None."""
    found = _BY_RATIO.match(text)
    if not found or not (found["verb"] or found["head"]):
        return None
    return found["head"], found["verb"] or "得分"


def is_unit(bracket: str) -> bool:
    """Whether a bracket behind a name only says the unit: (立方米/万元)."""
    return bool(_IN_UNITS.fullmatch(f"量{bracket}", 1))


def without_units(text: str) -> str:
    """The names of a formula without their units in brackets."""
    return _IN_UNITS.sub("", text)


def read_expression(right: str) -> tuple[Expression | None, FormulaError | None]:
    """The expression with every name for the weight written 权重分, sums of one row taken as sums of their terms."""
    right = without_units(right)
    right = re.sub(r"(?<=\d)分(?=$|[×÷/+\-)])", "", right)  # 执行率×5分
    written = right.replace("乘以", "×").replace("除以", "÷").replace("乘", "×").replace("的比值", "").strip()
    try:
        expression = parse_formula(written)
    except (FormulaError, RecursionError, IndexError) as error:
        return None, error if isinstance(error, FormulaError) else FormulaError(0, "较短的公式")
    if any("或" in name for name in names(expression)):
        return None, FormulaError(0, "一个公式（“或”字前后是两个）")
    return canonical(expression), None


def canonical(expression: Expression) -> Expression:
    """See :func:`read_expression`."""
    match expression:
        case Name(text=text) if is_weight(text):
            return Name(WEIGHT)
        case Name(text=text):
            return Name(re.sub(r"^(?:该|本)(?=指标)", "", text))
        case Operation():
            return Operation(expression.operator, canonical(expression.left), canonical(expression.right))
        case Call(function="sum", arguments=(Operation(operator="+" | "-") as inner,)):
            return canonical(inner)  # Σ(甲×100%+乙×80%) writes the sum out
        case Call():
            return Call(expression.function, tuple(canonical(part) for part in expression.arguments))
        case Number():
            return expression


def without_tail(right: str) -> str:
    """The right side of a scoring formula without 计算, 计分 … behind it."""
    return _TAIL.sub("", right)
