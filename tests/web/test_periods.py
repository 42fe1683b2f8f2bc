"""Periods as people say them."""

import pytest

from kaocheng.web.periods import bounds, said

CASES = [
    ("2017-01-01/2017-12-31", "2017年度"),
    ("2020", "2020年度"),
    ("2018-01-01/2020-12-31", "2018—2020年度"),
    ("2025-01-01/2025-06-30", "2025年1—6月"),
    ("2024-02", "2024年2月"),
    ("2024-07-01/2025-06-30", "2024年7月—2025年6月"),
    ("2025-03-15/2025-06-30", "2025年3月15日至2025年6月30日"),
    ("2025-03-15", "2025年3月15日"),
]


@pytest.mark.parametrize(("stored", "words"), CASES)
def test_a_period_is_said_as_people_say_it(stored, words):
    assert said(stored) == words


@pytest.mark.parametrize("text", ["学校后勤中心", "2025-02-30", "2025-12-31/2025-01-01", "2024/2025/2026", ""])
def test_what_is_no_period_stands_as_it_was_written(text):
    assert bounds(text) is None
    assert said(text) == text
