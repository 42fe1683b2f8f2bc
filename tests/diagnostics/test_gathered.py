"""Many mistakes of one kind in one column are put together; different ones are not hidden."""

from collections.abc import Iterable

from kaocheng.diagnostics import Diagnostic, Message, Severity, gathered
from kaocheng.places import InFile, InSheet

NOT_A_NUMBER = Message("not-a-number", Severity.ERROR, "“{found}”不是数。", '"{found}" is not a number.')
BLANK = Message("blank", Severity.WARNING, "空白。", "Blank.")


def cells(found: Iterable[str], column: int = 2, path: str = "data/a.csv") -> list[Diagnostic]:
    return [NOT_A_NUMBER.at(InFile(path, line, column), found=text) for line, text in enumerate(found, 2)]


def lines(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [diagnostic.line().partition("。")[0] for diagnostic in gathered(diagnostics)]


def test_the_first_few_places_and_a_count():
    assert lines(cells(["—"] * 300_000)) == [
        "data/a.csv:2:2 错误：“—”不是数",
        "data/a.csv:3:2 错误：“—”不是数",
        "data/a.csv:4:2 错误：“—”不是数",
        "错误：同一列里还有 299,997 处同类问题（not-a-number），最后一处在 data/a.csv:300001:2",
    ]


def test_a_different_mistake_among_many_is_shown():
    said = lines(cells([*["—"] * 5_000, "12元", *["—"] * 5_000]))
    assert "data/a.csv:5002:2 错误：“12元”不是数" in said
    assert len(said) == 5


def test_a_few_are_shown_as_they_are():
    few = cells(["—"] * 8)
    assert gathered(few) == few


def test_columns_kinds_and_files_stand_apart():
    many = [
        *cells(["—"] * 10, column=2),
        *cells(["—"] * 10, column=3),
        *cells(["—"] * 10, path="data/b.csv"),
        *(BLANK.at(InFile("data/a.csv", line, 2)) for line in range(2, 12)),
        *(BLANK.at(InSheet("a.xlsx", "表1", f"C{row}")) for row in range(2, 12)),
    ]
    assert len(gathered(many)) == 5 * 4


def test_nothing_is_put_together_outside_tables():
    many = [NOT_A_NUMBER.at(InFile("metrics.yaml", line, 3), found="x") for line in range(50)]
    assert gathered(many) == many


def test_the_total_is_kept():
    many = cells([str(number) for number in range(1000)])
    *shown, last = gathered(many)
    assert len(shown) + int(dict(last.facts)["count"]) == 1000
