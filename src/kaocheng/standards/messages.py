"""Everything that can be wrong with a sentence, or with the data for it. The manual of standards is written from here."""

from kaocheng.diagnostics import Diagnostic, Message, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

NO_RULE = Message(
    "no-rule", _E, "没有评分规则：句子里没有“得……分”或“扣……分”。", "no scoring rule in the sentence",
    "请补上达到什么程度得多少分，例如“达到目标值得满分，每下降1%扣权重分的2%”。", " Say what earns how many points.",
)  # fmt: skip
NOT_UNDERSTOOD = Message(
    "not-understood", _E, "看不懂“{text}”。", "not understood: {text}", "可以写成“{near}”。", " Try: {near}",
)  # fmt: skip
CONTRADICTION = Message(
    "contradiction", _E, "同一种情况有两条规则：“{first}”和“{second}”。", "two rules for one case: {first} / {second}",
    "请只留一条，或在底稿的“口径”里选定。", " Keep one, or choose in a reading.",
)  # fmt: skip
GAP = Message(
    "gap", _E, "分档有空缺：{value}落不进任何一档。", "the bands leave a gap at {value}",
    "请补上这一档，或加“否则不得分”。", " Add the band, or an otherwise.",
)  # fmt: skip
OVERLAP = Message(
    "overlap", _E, "分档重叠：“{first}”和“{second}”都包括{value}。", "bands overlap: {first} / {second} at {value}",
    "请改成互不重叠的区间。", " Make them disjoint.",
)  # fmt: skip
SHARED_END = Message(
    "ambiguous", _W, "{value}同时属于两档，按得分高的一档计。", "{value} belongs to two bands; the better one is taken",
    "请注明（含）或（不含）。", " Mark the end as included or excluded.",
)  # fmt: skip
SUM_WRONG = Message(
    "sum-wrong", _E, "各项合计{found}，应为{expected}。", "the parts sum to {found}, expected {expected}",
    "请核对各项分值或占比。", " Check the parts.",
)  # fmt: skip
COUNT_WRONG = Message(
    "count-wrong", _E, "“{text}”与所列{found}项不符。", "{text} does not agree with the {found} points listed",
    "请核对列出的要点和项数。", " Check the list.",
)  # fmt: skip
TOP_WRONG = Message(
    "top-wrong", _E, "最高只能得{found}，与权重{expected}分不符。", "the best case earns {found}, the weight is {expected}",
    "请核对权重和分值。", " Check the weight.",
)  # fmt: skip
OVER_WEIGHT = Message(
    "over-weight", _E, "“{text}”的分值超过权重{expected}分。", "{text} is worth more than the weight {expected}",
    "请核对权重和分值。", " Check the weight.",
)  # fmt: skip
TARGET_DISAGREES = Message(
    "target-disagrees", _E, "句中的目标“{found}”与指标的目标值“{expected}”不一致。",
    "the sentence says {found}, the indicator's target is {expected}",
    "请把目标值或标准改成一致，或在底稿的“口径”里选定。", " Make them agree.",
)  # fmt: skip
TARGET_UNMARKED = Message(
    "target-unmarked", _N, "目标值“{expected}”没有写%，按句中的{found}理解。", "the target {expected} lacks its %, read as {found}",
)  # fmt: skip
DIRECTION = Message(
    "direction", _E, "“{text}”的方向与得满分的条件相反。", "the direction of {text} contradicts the full-marks condition",
    "请核对是超过还是低于时扣分。", " Check above or below.",
)  # fmt: skip
NO_LIMIT = Message(
    "no-limit", _E, "“{text}”没有起点：不知道从多少开始算。", "{text} has no starting point",
    "请写明得满分的数值，例如“≥95%得满分”。", " State the value that earns full marks.",
)  # fmt: skip
DISCRETION = Message(
    "discretion", _E, "“{text}”由评价人酌定，不是评分规则。", "{text} is discretionary, not a rule",
    "请写明条件和分值；酌情加扣分另作评价判断记录。", " State condition and points; record discretion as a judgement.",
)  # fmt: skip
TOO_LONG = Message(
    "too-long", _E, "句子太长（{found}字），最多{expected}字。", "the sentence is too long ({found}, at most {expected})",
    "请只放评分标准本身。", " Give the standard only.",
)  # fmt: skip
TOO_DEEP = Message(
    "too-deep", _E, "括号套得太深或不成对。", "brackets are nested too deeply or do not match", "请拆成简单的写法。", "",
)  # fmt: skip
CONTROL = Message(
    "control-character", _E, "句中有不能打印的字符（U+{code}）。", "unprintable character U+{code}", "请删去。", " Remove it.",
)  # fmt: skip
EMPTY = Message("empty", _E, "没有评分标准。", "the sentence is empty", "请写出评分标准。", "")
BAD_WEIGHT = Message(
    "bad-weight", _E, "权重“{found}”不是大于0的数。", "the weight {found} is no positive number", "请写成“3”这样的数。", "",
)  # fmt: skip
BAD_FORMULA = Message(
    "bad-formula", _E, "公式“{text}”读不懂：应为{expected}。", "formula not understood: {text}; expected {expected}",
    "请写成“完成率=完成数÷计划数×100%”的样子。", " Write it like 完成率=完成数÷计划数×100%.",
)  # fmt: skip
IMPLIED_OTHERWISE = Message(
    "ambiguous", _W, "没有说其他情况得多少分，按不得分理解。", "the other cases are not said; read as no marks",
    "请补上“否则不得分”。", " Add an otherwise.",
)  # fmt: skip
OF_TARGET_UNCLEAR = Message(
    "ambiguous", _W, "“{text}”按目标值的百分比理解。", "{text} is read as a percentage of the target",
    "如指数值本身，请去掉“目标值”。", " Drop 目标值 if the value itself is meant.",
)  # fmt: skip
UNITS_DIFFER = Message(
    "units-differ", _E, "同一指标用了不同的单位：“{first}”和“{second}”。", "one metric in two units: {first}, {second}",
    "请统一单位。", " Use one unit.",
)  # fmt: skip
NAME_DRIFT = Message(
    "name-drift", _N, "定义的是“{defined}”，评分用的是“{scored}”，按同一指标理解。",
    "{defined} is defined, {scored} is scored; read as one",
)  # fmt: skip
SLIP = Message("slip", _N, "“{text}”按“{read}”理解。", "{text} is read as {read}")
PLAIN_SIDE = Message(
    "ambiguous", _W, "“{text}”没有说超过或低于的方向，按“{read}”理解。", "{text} states no direction; read as {read}",
    "请写“以上”“以下”或“≥”“≤”。", " State the direction.",
)  # fmt: skip

INPUT_UNKNOWN = Message("input-unknown", _E, "不认识的数据“{key}”。{guess}", "unknown input {key} {guess}")
_INPUT_NAMES = {
    "actual": "业绩值", "target": "目标值", "items": "数据项", "met": "要点是否满足", "cases": "例数", "flags": "是否出现",
    "option": "适用哪一档", "share": "档内得分", "units": "各单位的数据", "subtasks": "子任务", "inputs": "判断",
}  # fmt: skip
INPUT_WRONG = Message(
    "input-wrong", _E, "“{name}”写的是“{found}”，应为{expected}。", "input {name} is {found}, expected {expected}"
)
INPUT_COUNT = Message(
    "input-count", _E, "“{name}”给了{found}个，需要{expected}个。", "{found} values for {name}, expected {expected}",
    "请按印刷次序逐个给出。", " Give them in printed order.",
)  # fmt: skip
INPUT_CONFLICT = Message(
    "input-conflict", _E, "“{first}”和“{second}”给出的结果不一致。", "{first} and {second} do not agree", "请核对。", " Check them.",
)  # fmt: skip
PART_MARK = Message(
    "part-mark", _W, "标准没有规定部分得分，“{label}”却判了{found}，属于偏离标准的评价判断。",
    "the standard grants no part marks, yet {label} was given {found}: a judgement against the standard",
)  # fmt: skip
OUT_OF_RANGE = Message(
    "share-out-of-range", _E, "“{label}”的得分区间是{expected}，给的是{found}。", "{label} allows {expected}, {found} was given",
    "请在区间内取值。", " Choose within the range.",
)  # fmt: skip
NOT_APPLICABLE = Message(
    "not-applicable", _E, "“{name}”的分母为0，不适用，不能计分。", "{name} has a zero denominator: not applicable",
    "请由评价人说明如何处理。", " An evaluator must say what it means.",
)  # fmt: skip
UNIT_MARK = Message(
    "input-wrong", _E, "“{name}”写的是{found}，句中是百分数。", "{name} is {found}, the sentence speaks of percentages",
    "请带上%，例如“{example}”。", " Write it with %.",
)  # fmt: skip
NOT_COVERED = Message("not-covered", _E, "{value}不在任何一档内。", "{value} lies in no band")
WHOLE_STEPS = Message(
    "ambiguous", _W, "“{text}”不足一次的部分没有计扣。", "the incomplete step of {text} is not counted",
    "请在标准中写明不足部分如何计算。", " Say how incomplete steps count.",
)  # fmt: skip

TOP_OFF_TARGET = Message(
    "top-off-target", _W, "第一档是{found}，与目标值“{expected}”不一致。", "the top band is {found}, the target {expected}",
    "请核对目标值和分档。", " Check the target and the bands.",
)  # fmt: skip

RUNS_AGAINST_TARGET = Message(
    "runs-against-target", _W, "目标值是“{target}”，“{text}”的方向与它相反：这样算，没有达到目标也会得满分。",
    "{text} runs against the target {target}",
    "可以写成“达到目标值得满分，否则按比例计分”：比例的方向随目标值。",
    " Write 达到目标值得满分，否则按比例计分: its direction is that of the target.",
)  # fmt: skip
NEGATIVE_TARGET = Message(
    "negative-target", _E, "目标值{found}是负数，不能按比例计分。", "the target {found} is negative: no proportion can be had",
    "请换一个正的指标（“下降5%”写成下降率，目标值≥5%），或分档计分。", " Use a positive rate, or bands.",
)  # fmt: skip


def input_wrong(key: str, found: object, expected: str) -> Diagnostic:
    """An input of a rule that is not what was asked for; it is named in words."""
    return INPUT_WRONG.at(name=_named(key), found=found, expected=expected)


def input_count(key: str, found: object, expected: object) -> Diagnostic:
    """More or fewer values of an input than the rule has points."""
    return INPUT_COUNT.at(name=_named(key), found=found, expected=expected)


def _named(key: str) -> str:
    """An input in words, and as files write it: 例数（cases）."""
    return f"{_INPUT_NAMES[key]}（{key}）" if key in _INPUT_NAMES else key
