"""The files of the project, as the structure tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "kaocheng"


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax trees of the package by their path inside it, such as ``numbers/reading.py``."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text("utf-8")) for file in files}


def room_of(path: str) -> str:
    """The room of a module: its folder, or its own name where it stands alone."""
    return path.partition("/")[0].removesuffix(".py")


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of each import from the package, relative ones resolved; the name may be empty."""
    package = ["kaocheng", *path.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names if alias.name.startswith("kaocheng."))
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            if module == "kaocheng" or module.startswith("kaocheng."):
                yield from ((node.lineno, module, alias.name) for alias in node.names)


@cache
def kept_files() -> tuple[Path, ...]:
    """The files that are, or would be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(file for name in listed.split("\0") if name and (file := ROOT / name).is_file())
