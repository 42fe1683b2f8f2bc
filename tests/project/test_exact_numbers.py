"""No float on the way of a score, a rate or an amount. What may use them is listed here with its reason."""

import ast
import re
from collections.abc import Iterator

import pytest
from sources import modules

# Path inside the package → why floats are right there.
EXCEPTIONS = {
    "cli/demo.py": "seconds that a step took",
    "diagnostics.py": "how alike two names must be for a suggestion",
    "standards/composing/nearest.py": "how alike two phrasings must be for a suggestion",
    "survey/bulk.py": "counts bytes of large files with whole numbers in arrays",
    "survey/infer.py": "α, correlations and intervals are approximate by nature and marked so",
    "survey/inference.py": "α, correlations and intervals are approximate by nature and marked so",
    "survey/moments.py": "sums and cross products of whole numbers, kept below the exact limit",
    "survey/planning.py": "the quantile of a sample plan, rounded up to people",
    "survey/reliability.py": "α is approximate by nature and marked so",
    "tables/workbook.py": "spreadsheets store binary numbers; the door by which they become text",
}
FLOATING = {"math", "cmath", "statistics", "numpy", "pandas", "scipy", "polars", "random"}
FLOAT_FORMAT = re.compile(r"[eEfFgG%]$")


def floating(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each line that makes a float or rounds other than half-up, with what it does."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield node.lineno, f"literal {node.value}"
            case ast.Call(func=ast.Name(id="float" | "round" | "complex" as name)):
                yield node.lineno, f"{name}()"
            case ast.Import():
                for alias in node.names:
                    if alias.name.split(".")[0] in FLOATING:
                        yield node.lineno, f"import {alias.name}"
            case ast.ImportFrom(module=str() as module) if module.split(".")[0] in FLOATING:
                yield node.lineno, f"from {module}"
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[*_, ast.Constant(value=str() as spec)])):
                if FLOAT_FORMAT.search(spec):
                    yield node.lineno, f"format {spec}"


@pytest.mark.parametrize(
    "source",
    ["x = 0.5", "x = float(y)", "x = round(y, 2)", "import math", "from statistics import mean", "f'{x:.2f}'"],
)
def test_the_test_sees_floats(source):
    assert list(floating(ast.parse(source)))


def test_no_floats():
    found = [
        f"{path}:{line} {what}"
        for path, tree in modules().items()
        if path not in EXCEPTIONS
        for line, what in floating(tree)
    ]
    assert found == []


@pytest.mark.parametrize("path", EXCEPTIONS)
def test_every_exception_is_still_needed(path):
    assert list(floating(modules()[path]))
