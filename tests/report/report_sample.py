"""A small evaluation scored by hand, for all tests of the report.

Weights 60 + 40. 到位率 = 93.5 ÷ 100 = 93.50%; each 1% short costs 2% of 30: 30 − 6.5 × 0.6 = 26.10. 立项规范 gets all 30.
满意度 0.1 + 0.2 style sums: 20 × 0.995 = 19.90 and 20 × 0.8545 = 17.09. Total 26.10 + 30.00 + 19.90 + 17.09 = 93.09, 优.
"""

from fractions import Fraction

from kaocheng.derivation import AMOUNT, PERCENT, SCORE, Chosen, Computed, Given, Judged, Rejected, Source
from kaocheng.domain import (
    DEFAULT_GRADES,
    Adjustment,
    Amendment,
    Cell,
    Column,
    DataTable,
    Evaluation,
    Evidence,
    Findings,
    Indicator,
    Interview,
    Judgement,
    Organisation,
    Problem,
    Profile,
    Reading,
    Recommendation,
    Review,
    Row,
    Stage,
    TeamMember,
    Unit,
)
from kaocheng.numbers import Measure
from kaocheng.places import InFile, InTable
from kaocheng.scoring import ScoredIndicator, ScoreSheet

TARGET_STANDARD = "100%得满分，每下降1%扣权重分的2%，扣完为止。"


def leaf(code: str, name: str, weight: str, **more: str) -> Indicator:
    return Indicator(code, name, Fraction(weight), definition=f"反映{name}。", source="资金文件", **more)


A11 = leaf("A11", "立项规范性", "30", target="规范", standard="①程序合规；②材料齐全。每满足一项得15分。")
A12 = leaf("A12", "资金到位率", "30", target="100%", standard=TARGET_STANDARD)
B11 = leaf("B11", "群众满意度", "20", target="≥90%", standard="达到90%得满分。")
B12 = leaf("B12", "人员配备", "20", target="100%", standard="达到100%得满分。")
A1 = Indicator("A1", "投入管理", Fraction(60), (A11, A12))
A = Indicator("A", "投入", Fraction(60), (A1,))
B = Indicator("B", "效益", Fraction(40), (B11, B12))

FUNDS = DataTable(
    "资金到位",
    (
        Column("应到位", Measure.parse("万元"), period="2020"),
        Column("到位", Measure.parse("万元"), period="2020", at_most="应到位"),
        Column("到位率", Measure.parse("%"), formula="到位 / 应到位"),
        Column("人口", Measure.parse("人")),
        Column("人均", Measure.parse("元/人"), formula="到位 / 人口"),
    ),
    (
        Row(
            ("甲县",),
            {"应到位": Cell(Fraction("60.10")), "到位": Cell(Fraction("55.20")), "人口": Cell(Fraction(1104))},
        ),
        Row(
            ("乙县",), {"应到位": Cell(Fraction("39.90")), "到位": Cell(Fraction("38.30")), "人口": Cell(Fraction(766))}
        ),
    ),
    keys=("县区",),
    unit_key="县区",
    number="2-1",
    title="资金到位情况",
    source="资金文件",
    author="市财政局",
)

ARRIVED = Given(
    "到位", Fraction("93.5"), AMOUNT, Source(InFile("data/funds.csv", 2, 3), "市财政局", "2020-12-01", "自报")
)
DUE = Given("应到位", Fraction(100), AMOUNT, Source(InFile("data/funds.csv", 2, 2), "市财政局", "2020-12-01", "自报"))
RATE = Computed("资金到位率", "到位÷应到位", "93.50 ÷ 100.00", Fraction("0.935"), PERCENT, (ARRIVED, DUE))
BY_STEPS = Chosen(
    "得分",
    "低于100%",
    "每下降1%扣权重分的2%，得26.10分",
    Fraction("26.10"),
    SCORE,
    (RATE,),
    (Rejected("达到100%", "得满分", "93.50%低于100%"),),
)


def judged(name: str, score: str, reason: str) -> Judged:
    return Judged(name, Fraction(score), SCORE, reason, "主评人", "2020-12-20", ("E01",))


JUDGEMENT = Judgement("A11", {"met": [True, True]}, (), "程序与材料都齐全。", ("E01",), "主评人", "2020-12-20")
CUT = Adjustment(Fraction(-1, 200), "登记有缺漏", ("E02",), "主评人", "2020-12-20")
B11_JUDGEMENT = Judgement("B11", {}, (CUT,), "问卷结果可靠。", (), "主评人", "2020-12-20")
READING = Reading("B12", "supply", "按比例得分。", "没有写未达标怎样得分。", "与同类指标一致。", "主评人", "2020-12-20")


def scored(indicator: Indicator, level: int, score: str, derivation: object, **more: object) -> ScoredIndicator:
    value = Fraction(score)
    return ScoredIndicator(indicator, level, value, value, derivation=derivation, unread_score=value, **more)  # type: ignore[arg-type]


def total(name: str, value: str, *parts: ScoredIndicator) -> Computed:
    inputs = tuple(part.derivation for part in parts if part.derivation)
    return Computed(name, " + ".join(part.indicator.code for part in parts), "", Fraction(value), SCORE, inputs)


def sheet() -> ScoreSheet:
    """The score sheet as worked by hand above."""
    a11 = scored(A11, 3, "30", judged("立项规范性", "30", "两项都满足"), judgement=JUDGEMENT)
    a12 = scored(A12, 3, "26.10", BY_STEPS, actual=RATE)
    b11 = scored(B11, 2, "19.90", judged("群众满意度", "19.90", "达标"), judgement=B11_JUDGEMENT)
    b12 = scored(B12, 2, "17.09", judged("人员配备", "17.09", "85.45%"), reading=READING)
    a1 = scored(A1, 2, "56.10", total("A1", "56.10", a11, a12))
    a = scored(A, 1, "56.10", total("A", "56.10", a1))
    b = scored(B, 1, "36.99", total("B", "36.99", b11, b12))
    return ScoreSheet(
        (a, a1, a11, a12, b, b11, b12),
        Fraction("93.09"),
        complete=True,
        grade=DEFAULT_GRADES[0],
        to_higher=None,
        to_lower=Fraction("3.09"),
        without_readings=Fraction("76.00"),
        unread=("B12",),
        derivation=total("总分", "93.09", a, b),
    )


def evaluation(**more: object) -> Evaluation:
    """The evaluation; ``more`` replaces parts of it."""
    parts: dict[str, object] = {
        "title": "某市2020年饮水工程绩效评价",
        "subject": "某市2020年饮水工程",
        "period": "2020-01-01/2020-12-31",
        "report_date": "2020-12-31",
        "organisations": (Organisation("commissioner", "某市财政局"), Organisation("evaluator", "第三方评价机构")),
        "team": (TeamMember("主评人", "会计师", "全面负责"),),
        "schedule": (Stage("实施", "2020-12-01", "2020-12-20", "现场查验"),),
        "profile": Profile(background="工程覆盖两个县。", purpose="总结经验。", methods=(("比较法", "对照目标。"),)),
        "units": (Unit("某市", (Unit("甲县"), Unit("乙县"))),),
        "indicators": (A, B),
        "tables": (FUNDS,),
        "amendments": (Amendment(InTable("资金到位", ("乙县",), "到位"), "备注", "含上年结转"),),
        "judgements": (JUDGEMENT, B11_JUDGEMENT),
        "readings": (READING,),
        "papers": {"A12": "到位资金{{数据.资金到位.合计.到位}}万元。"},
        "interviews": (Interview("水利局", "# 水利局访谈\n\n**问：怎样管理？**\n\n答：按制度。\n"),),
        "evidence": (Evidence("E01", "立项批复", indicators=("A11",)),),
        "findings": Findings(
            problems=(Problem("P1", "登记不全", "台账有缺漏。", "人手不足。", ("B11",)),),
            recommendations=(Recommendation("R1", "补齐台账", "逐户登记。", ("P1",), "水利局"),),
            use_of_results=("反馈被评价单位。",),
        ),
        "reviews": (Review("专家", "请说明口径。", reply="已说明。", outcome="采纳"),),
        "narrative": {"10-摘要": "# 摘要\n\n综合得分{{总分}}分，等级{{等级}}，到位率{{指标.A12.业绩值}}。\n"},
    } | more
    return Evaluation(**parts)  # type: ignore[arg-type]
