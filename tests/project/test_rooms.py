"""The rooms depend on one another in one direction: the order of the table in docs/architecture.md."""

import re

from sources import ROOT, imports, modules, room_of

# Data without imports of its own, and the package's own file: any room may use them.
OUTSIDE = {"__init__", "__main__", "templates"}


def rooms() -> list[str]:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def target_room(module: str, name: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else name


def test_the_document_names_every_room():
    found = {room_of(path) for path in modules()} - OUTSIDE
    assert found <= set(rooms()), f"not in docs/architecture.md: {found - set(rooms())}"


def test_a_room_imports_only_from_rooms_above_it():
    order, wrong = rooms(), []
    for path, tree in modules().items():
        room = room_of(path)
        for line, module, name in imports(path, tree):
            other = target_room(module, name)
            if other in order and room in order and order.index(other) > order.index(room):
                wrong.append(f"{path}:{line} {room} imports {other}")
    assert wrong == []


def test_no_room_reaches_into_private_names_of_another():
    wrong = []
    for path, tree in modules().items():
        for line, module, name in imports(path, tree):
            private = [part for part in [*module.split("."), name] if part.startswith("_") and part != "__version__"]
            if private and target_room(module, name) != room_of(path):
                wrong.append(f"{path}:{line} {module} {name}")
    assert wrong == []
