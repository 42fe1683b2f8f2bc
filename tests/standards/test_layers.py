"""Inside the room, too, what is above imports what is below, and nothing goes round in a circle."""

import ast
from pathlib import Path

import kaocheng.standards

ROOM = Path(kaocheng.standards.__file__).parent
PREFIX = "kaocheng.standards"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOM).with_suffix("").parts
    return ".".join([PREFIX, *(part for part in parts if part != "__init__")])


FILES = {name_of(path): path for path in ROOM.rglob("*.py")}


def imported(path: Path) -> set[str]:
    """The files of the room that a file imports, at its top or inside a function."""
    asked = (
        (node.module, alias.name)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    )
    return {
        found
        for module, name in asked
        if (found := f"{module}.{name}" if f"{module}.{name}" in FILES else module) in FILES
    }


def circle(graph: dict[str, set[str]]) -> list[str]:
    """What is left of ``graph`` when everything that imports only what is known is taken away, again and again."""
    left = {name: set(below) for name, below in graph.items()}
    while free := [name for name, below in left.items() if not below & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_files_import_each_other_in_a_circle():
    assert circle({name: imported(path) - {name} for name, path in FILES.items()}) == []


def test_no_folders_import_each_other_in_a_circle():
    folders = {name: path.parent.name if path.parent != ROOM else name for name, path in FILES.items()}
    graph: dict[str, set[str]] = {}
    for name, path in FILES.items():
        below = {folders[found] for found in imported(path)} - {folders[name]}
        graph.setdefault(folders[name], set()).update(below)
    assert circle(graph) == []
