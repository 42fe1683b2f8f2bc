"""What the checks of an evaluation can say."""

from kaocheng.diagnostics import Message, Severity

WEIGHTS_DO_NOT_SUM = Message(
    "weights-do-not-sum",
    Severity.ERROR,
    "{name}的权重是{expected}分，下级合计{found}分，{difference}。",
    "The weight of {name} is {expected}, its parts sum to {found} ({difference}).",
    "请调整权重。",
    "Adjust the weights.",
)
DUPLICATE_CODE = Message(
    "duplicate-code",
    Severity.ERROR,
    "指标编码“{code}”重复。",
    'The indicator code "{code}" is used twice.',
    "每个编码只能用一次。",
    "Use each code once.",
)
NO_STANDARD = Message(
    "no-standard",
    Severity.ERROR,
    "指标{code}没有评分标准。",
    "Indicator {code} has no scoring standard.",
    "请写出评分标准。",
    "Write its standard.",
)
NO_SCORE = Message(
    "no-score",
    Severity.WARNING,
    "指标{code}没有得分：缺{missing}。",
    "Indicator {code} has no score: {missing} missing.",
    "补齐后总分才完整。",
    "The total is partial until it is there.",
)
CIRCULAR = Message(
    "circular-formula",
    Severity.ERROR,
    "公式循环引用：{circle}。",
    "Formulas that need themselves: {circle}.",
    "请改其中一个公式，使它们最终都落到填报的数据上。",
    "Change one of them, so that all come down to reported data.",
)
UNKNOWN_UNIT = Message(
    "unknown-unit",
    Severity.ERROR,
    "表“{table}”里的单位“{unit}”不在 units.yaml 里。",
    'The unit "{unit}" of table "{table}" is not in units.yaml.',
    "{suggestion}请统一名称。",
    "Use one name for one unit.",
)
MISSING_UNIT = Message(
    "missing-unit",
    Severity.WARNING,
    "表“{table}”缺少{unit}这一行。",
    'The table "{table}" has no row for {unit}.',
    "请补报；缺报时合计和用到它的指标没有值。",
    "Until it reports, totals and the indicators that use them have no value.",
)
PART_EXCEEDS_WHOLE = Message(
    "part-exceeds-whole",
    Severity.WARNING,
    "{row}的“{part}”（{part_value}）大于“{whole}”（{whole_value}）。",
    '"{part}" of {row} ({part_value}) is larger than "{whole}" ({whole_value}).',
    "部分不应大于整体，请向填报者核实。",
    "A part cannot exceed its whole; ask who reported it.",
)
MISSING_VALUE = Message(
    "missing-value",
    Severity.WARNING,
    "表“{table}”{row}的“{column}”没有填报。",
    '"{column}" of {row} in table "{table}" was not reported.',
    "没有就填0，不清楚就问填报者；空白不当作0。",
    "Write 0 where there is none; a blank is not 0.",
)
NEGATIVE_COUNT = Message(
    "negative-count",
    Severity.WARNING,
    "表“{table}”{row}的“{column}”是负数（{value}）。",
    '"{column}" of {row} in table "{table}" is negative ({value}).',
    "数量不应小于0，请核实。",
    "A count cannot be below 0; check it.",
)
GRADES_OUT_OF_ORDER = Message(
    "grades-out-of-order",
    Severity.ERROR,
    "等级标准没有由高到低排列：{grades}。",
    "The grades are not in descending order: {grades}.",
    "请由高到低写，各等级的下限不相同。",
    "Write them from the highest down, each with its own lower end.",
)
GRADES_LEAVE_OUT = Message(
    "grades-leave-out",
    Severity.ERROR,
    "最低的等级从{least}分起，低于它的得分没有等级。",
    "The lowest grade begins at {least}; a lower score has no grade.",
    "最低等级的下限写 0。",
    "Let the lowest grade begin at 0.",
)
UNUSED_TABLE = Message(
    "unused-table",
    Severity.NOTE,
    "表“{table}”没有被任何指标或文字用到。",
    'No indicator or text uses the table "{table}".',
)
BAD_FORMULA = Message(
    "metric-formula",
    Severity.ERROR,
    "“{name}”的公式“{formula}”不成立：{why}。",
    'The formula "{formula}" of "{name}" cannot be read: {why}.',
)
UNKNOWN_NAME = Message(
    "unknown-name",
    Severity.ERROR,
    "“{owner}”用到了不认识的名称“{name}”。",
    '"{owner}" uses the unknown name "{name}".',
    "{suggestion}",
    "",
)
MEASURES_DISAGREE = Message(
    "measures-disagree",
    Severity.WARNING,
    "“{name}”的公式得到的是{found}，却声明为“{declared}”。",
    'The formula of "{name}" yields {found}, but "{declared}" is declared.',
    "请检查公式或计量单位。",
    "Check the formula or the unit of measure.",
)
NO_REASON = Message(
    "judgement-without-reason",
    Severity.ERROR,
    "指标{code}的{what}没有写理由。",
    "The {what} of indicator {code} gives no reason.",
    "请写明理由。",
    "State the reason.",
)
NO_EVIDENCE = Message(
    "judgement-without-evidence",
    Severity.WARNING,
    "指标{code}的{what}没有佐证。",
    "The {what} of indicator {code} cites no evidence.",
    "请写明佐证编号。",
    "Cite the evidence.",
)
NOT_SIGNED = Message(
    "judgement-not-signed",
    Severity.WARNING,
    "指标{code}的{what}没有写{lacking}。",
    "The {what} of indicator {code} lacks {lacking}.",
    "谁在何时作出，请写明。",
    "Say who made it and when.",
)
AFTER_REPORT = Message(
    "dated-after-report",
    Severity.WARNING,
    "{what}的日期（最晚{found}）晚于报告日期{report}。",
    "{what}: dated {found}, after the report ({report}).",
    "请核对这个日期和报告日期。",
    "Check this date and that of the report.",
)
UNKNOWN_REFERENCE = Message(
    "unknown-reference",
    Severity.ERROR,
    "没有{what}“{found}”。",
    'There is no {what} "{found}".',
    "{suggestion}",
    "",
)
UNUSED_JUDGEMENT = Message(
    "judgement-of-parent",
    Severity.ERROR,
    "指标{code}有下级指标，不直接评分，判断没有用处。",
    "Indicator {code} has indicators below it and is not judged itself.",
    "请写到它的下级指标上。",
    "Judge its parts instead.",
)
DUPLICATE_NAME = Message(
    "duplicate-name",
    Severity.ERROR,
    "{what}“{name}”重复出现。",
    'The {what} "{name}" appears twice.',
    "请改名或合并。",
    "Rename or merge them.",
)
VALUES_DIFFER = Message(
    "values-differ",
    Severity.NOTE,
    "{cell}自报{reported}，{layer}{adopted}，采用{layer}值。",
    "{cell} was reported as {reported} but {adopted} is adopted ({layer}).",
)
