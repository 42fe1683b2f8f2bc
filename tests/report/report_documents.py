"""A Document that holds one of every kind of block."""

from fractions import Fraction

from report_sample import BY_STEPS

from kaocheng.report.document import (
    Bold,
    Chart,
    ColumnShape,
    Contents,
    Cover,
    CrossReference,
    Document,
    Footnote,
    Heading,
    Items,
    Landscape,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Quantity,
    Series,
    Table,
    Text,
    cell,
)
from kaocheng.report.numbering import numbered

TITLE = "某市2020年饮水工程绩效评价报告"
SCORES = Table(
    (ColumnShape(3), ColumnShape(2), ColumnShape(2)),
    (
        (cell("投入", rowspan=2), cell("立项"), cell("30.00")),
        (cell("资金"), cell(Quantity("26.10", BY_STEPS, "指标.A12.得分"))),
        (cell("合计", colspan=2, strong=True), cell("56.10", strong=True)),
    ),
    ((cell("一级指标"), cell("二级指标"), cell("得分")),),
    "指标得分",
    label="表.得分",
    unit="分",
    notes=("注：得分保留两位小数。",),
)
RATES = Chart(
    "column", ("投入", "效益"), (Series("得分率", (Fraction("0.935"), Fraction("0.92475"))),), "得分率", label="图.得分率",
    percent=True,
)  # fmt: skip
ANSWERS = Chart(
    "stacked",
    ("Q1 水质", "Q2 水压"),
    (Series("满意", (Fraction(30), Fraction(20))), Series("不满意", (Fraction(10), None))),
    "回答分布",
    digits=0,
)
SHARES = Chart("pie", ("男", "女"), (Series("人数", (Fraction(30), Fraction(10))),), "性别", digits=0)
COUNTIES = Chart("bar", ("甲县", "乙县"), (Series("到位率", (Fraction(1), Fraction(1, 2))),), "到位率", percent=True)


def everything() -> Document:
    """One of every kind of block, numbered."""
    return numbered(
        Document(
            TITLE,
            (
                Cover(TITLE, "（项目支出绩效评价）", "〔2020〕第1号", (("委托单位", "某市财政局"),), "2020年12月31日"),
                Contents(),
                Heading("摘要", numbered=False),
                Note("数据不完整", ((Text("甲县没有报送。"),),)),
                Paragraph(
                    (
                        Text("到位率"),
                        Quantity("93.50%", BY_STEPS, "指标.A12.业绩值"),
                        Text("，见"),
                        CrossReference("表.得分"),
                        Text("和"),
                        CrossReference("图.得分率"),
                        Footnote("按自报数。"),
                        Text('；特殊字符 <&"\\#$*_@> 镕玥祎。'),
                        Link("水利部", "https://www.mwr.gov.cn/"),
                    )
                ),
                SCORES,
                RATES,
                PageBreak(),
                Heading("基本情况"),
                Heading("项目概况", 2),
                Heading("建设内容", 3),
                Heading("管网", 4),
                Items(((Text("第一项"),), (Bold("第二项"),)), ordered=True),
                ANSWERS,
                SHARES,
                COUNTIES,
                Landscape((Heading("附件1", numbered=False), SCORES)),
                Paragraph((Text("附件之后。"),), centered=True),
            ),
            "饮水工程",
            "第三方评价机构",
            "2020-12-31",
        )
    )
