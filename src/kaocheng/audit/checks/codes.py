"""Codes and names of indicators: one code twice in a table, one code with two names."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kaocheng.audit.checks.named import likeness
from kaocheng.audit.claims.book import Book
from kaocheng.audit.document import Spot
from kaocheng.audit.reading.normalise import squeezed
from kaocheng.audit.result import Against, Confidence, Result, fails, holds
from kaocheng.diagnostics import Severity

TWICE, NAME = "code-twice", "code-and-name"


def codes_and_names(book: Book) -> Iterator[Result]:
    """Every pair of code and name, from tables, working papers and headings."""
    yield from _twice(book)
    names: dict[str, list[tuple[str, Spot]]] = defaultdict(list)
    for code, lines in book.indicators.items():
        names[code] += [(line.name, line.name_spot) for line in lines if line.code == code]
    for paper in book.papers:
        names[paper.code].append((paper.name, paper.spot))
    for code, found in book.headings.items():
        if code in names:
            names[code] += [(squeezed(name), spot) for name, spot in found]
    for code, found in names.items():
        if code in book.indicators and len(found) > 1:
            yield from _compared(code, found)
    yield from _other_code(book)


def _other_code(book: Book) -> Iterator[Result]:
    """A name that stands under one code nearly everywhere and under another once."""
    every: dict[str, list[tuple[str, Spot]]] = defaultdict(list)
    for table in book.scoring:
        for line in table.lines:
            every[_plain(line.name)].append((line.code, line.name_spot))
    for paper in book.papers:
        every[_plain(paper.name)].append((paper.code, paper.spot))
    for code, found in book.headings.items():
        for name, spot in found:
            every[_plain(name)].append((code, spot))
    for name, places in every.items():
        votes = Counter(code for code, _ in places)
        usual, times = votes.most_common(1)[0]
        for code, spot in places:
            own = Counter(_plain(line.name) for line in book.indicators.get(code, []))
            misnamed = own and own.most_common(1)[0][0] != name
            nested = usual.startswith(code) or code.startswith(usual)
            if code != usual and times >= 2 and votes[code] == 1 and len(name) >= 3 and not misnamed and not nested:
                yield fails(
                    NAME,
                    spot,
                    subject=f"{name} 编码",
                    printed=code,
                    expected=usual,
                    computation=f"“{name}”在另外{times}处的编码是{usual}",
                    against=Against.ELSEWHERE,
                )


def _twice(book: Book) -> Iterator[Result]:
    for table in book.scoring:
        times = Counter(line.code for line in table.lines if line.code)
        for line in table.lines:
            if times[line.code] > 1:
                right = book.code_by_name.get(line.name, line.code)
                if right != line.code:
                    yield fails(
                        TWICE,
                        line.name_spot,
                        subject=f"{table.table.caption[:20]} {line.name}",
                        printed=line.code,
                        expected=right,
                        computation=f"编码{line.code}在同一张表里用了两次；“{line.name}”在别处的编码是{right}",
                    )


def _compared(code: str, found: list[tuple[str, Spot]]) -> Iterator[Result]:
    votes = Counter(_plain(name) for name, _ in found)
    usual = votes.most_common(1)[0][0]
    shown, place = next((name, spot) for name, spot in found if _plain(name) == usual)
    reported: set[str] = set()
    for name, spot in found:
        if _plain(name) == usual:
            yield holds(NAME, spot, subject=f"{code} 名称")
        elif _plain(name) not in reported:
            reported.add(_plain(name))
            far = likeness(_plain(name), usual) < 50
            yield fails(
                NAME,
                spot,
                place,
                subject=f"{code} 名称",
                printed=name,
                expected=shown,
                computation=f"编码{code}在别处的名称是“{shown}”",
                against=Against.ELSEWHERE,
                severity=Severity.WARNING if far else Severity.NOTE,
                confidence=Confidence.CERTAIN if far else Confidence.LIKELY,
            )


def _plain(name: str) -> str:
    return squeezed(name).replace("“", "").replace("”", "").replace("（", "(").replace("）", ")")
