"""A small evaluation: a city with three counties and two tables."""

import pytest

from kaocheng.domain import Column, DataTable, Evaluation, Unit
from kaocheng.numbers import Measure


@pytest.fixture
def counties() -> tuple[Unit, ...]:
    """A city with three counties."""
    return (Unit("甲市", (Unit("东区"), Unit("西区"), Unit("北县"))),)


@pytest.fixture
def records() -> DataTable:
    """建档人数 and 常住人口 by county, with the rate that follows from them."""
    columns = (
        Column("常住人口", Measure.parse("人")),
        Column("建档人数", Measure.parse("人"), at_most="常住人口"),
        Column("建档率", Measure.parse("%"), formula="建档人数 / 常住人口", at_most="100%"),
    )
    return DataTable("健康档案", columns, keys=("县区",), unit_key="县区", number="4-4", file="records.csv")


@pytest.fixture
def funds() -> DataTable:
    """到位资金 in 万元 by county."""
    columns = (Column("预算金额", Measure.parse("万元")), Column("到位金额", Measure.parse("万元")))
    return DataTable("资金到位", columns, keys=("县区",), unit_key="县区", file="funds.csv")


@pytest.fixture
def city(counties: tuple[Unit, ...], records: DataTable, funds: DataTable) -> Evaluation:
    """An evaluation with both tables, still empty."""
    return Evaluation(title="甲市某项目绩效评价", units=counties, tables=(records, funds))
