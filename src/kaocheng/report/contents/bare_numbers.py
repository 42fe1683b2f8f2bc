"""Numbers typed into the narrative: each should equal a figure of the evaluation, or there is a warning at its place."""

import re
from collections.abc import Iterator

from kaocheng.diagnostics import Diagnostic
from kaocheng.domain import walk as indicators_of
from kaocheng.numbers import NotANumber, read_number
from kaocheng.places import InFile
from kaocheng.report.contents import messages
from kaocheng.report.contents.known_numbers import KnownNumbers
from kaocheng.report.contents.material import Material

_NUMBER = re.compile(r"(?<![\d.,A-Za-z])\d[\d,]*(?:\.\d+)?\s*(?:[%％‰]|亿|万)?")
# What looks like a number and is none: blanked out before the search, so that columns stay right.
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NO_FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\{\{[^{}\n]*\}\}",
        r"`[^`\n]*`",
        r"\]\([^)\n]*\)",
        r"《[^》\n]*》",  # titles of documents
        r"[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*(?:第\s*)?\d+\s*号",  # 文号
        r"\d+\s*号",
        r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?",
        r"\d{2,4}\s*(?:[-—–~至、]\s*\d{2,4}\s*)?年(?:度|代|末|初|底|中)?",
        r"\d{1,2}\s*(?:[-—–~至]\s*\d{1,2}\s*)?(?:月份?|日)",
        r"第\s*\d+(?:\.\d+)*\s*[^\s\d，。；]?",  # ordinals
        r"(?:十[一二三四五]五|”?三定“?)",
        r"\d+(?:\s*[-—–~至]\s*\d+)?\s*(?:岁|周岁|个?月龄|小时|时|点钟)",  # ages and hours describe, they do not measure
        r"[表图]\s*\d+(?:[-—.]\d+)*",
        r"附[件表图]\s*\d+(?:[-—.]\d+)*",
        r"[A-Za-z]+\s*-?\d[\dA-Za-z.-]*",  # codes
        r"^\s*(?:#+\s*)?(?:[-*+]\s+)?(?:\d+[.．、)）]\s*|[（(]\d+[）)])",  # numbers of headings, items
        r"\d+型",
    )
)


def bare_numbers(material: Material) -> Iterator[Diagnostic]:
    """A warning for every number in report/*.md and papers/*.md that the evaluation does not know."""
    evaluation = material.evaluation
    texts = {f"report/{name}.md": text for name, text in evaluation.narrative.items()}
    texts |= {f"papers/{code}.md": text for code, text in evaluation.papers.items()}
    if not any(map(str.strip, texts.values())):
        return
    typed = TypedNumbers(material)
    for path, text in texts.items():
        yield from typed.unknown(path, text)


class TypedNumbers:
    """Tells the numbers that were typed into a text and equal no figure of an evaluation."""

    def __init__(self, material: Material) -> None:
        self._known, self._names = KnownNumbers(material), _names(material)

    def unknown(self, path: str, text: str) -> Iterator[Diagnostic]:
        """A warning for each such number in ``text``, which messages call ``path``."""
        written = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for number, line in enumerate(written.splitlines(), 1):
            for column, found in _typed(line, self._names):
                shown = found.rstrip("亿万 ")
                try:
                    value = read_number(shown)
                except NotANumber:
                    continue
                digits = len(shown.rstrip("%％‰ ").partition(".")[2]) + 2 * shown.endswith(("%", "％"))
                if not self._known.holds(value, digits):
                    yield messages.BARE_NUMBER.at(InFile(path, number, column), number=shown)


def _typed(line: str, names: list[str]) -> Iterator[tuple[int, str]]:
    for name in names:
        line = line.replace(name, " " * len(name))
    for pattern in _NO_FIGURES:
        line = pattern.sub(lambda found: " " * len(found[0]), line)
    yield from ((found.start() + 1, found[0]) for found in _NUMBER.finditer(line))


def _names(material: Material) -> list[str]:
    """Names that hold digits (2型糖尿病患者管理率), longest first: their digits are no figures."""
    evaluation = material.evaluation
    names = {evaluation.title, evaluation.subject}
    names |= {indicator.name for _, indicator in indicators_of(evaluation.indicators)}
    names |= {metric.name for metric in evaluation.metrics}
    names |= {item.title for item in evaluation.evidence} | {item.title for item in evaluation.findings.problems}
    for table in evaluation.tables:
        names |= {table.name, table.title, *(column.name for column in table.columns)}
        names |= {part for row in table.rows for part in row.key}
    return sorted((name for name in names if len(name) > 1 and any(map(str.isdigit, name)) and not name.isdigit()),
                  key=len, reverse=True)  # fmt: skip
