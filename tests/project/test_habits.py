"""Small files, nothing left half done, a quiet core, and nothing that ties the project to one machine."""

import ast

from sources import PACKAGE, ROOT, kept_files, modules, room_of

# Spelled in parts, so that this file does not find itself.
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "npm" + "mirror",
    "crates" + ".io",
    "golang" + ".org/proxy",
]
PLACES = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
SPEAKING = {"cli", "web"}  # the rooms that may write to the terminal


def python_files():
    return [file for file in kept_files() if file.suffix == ".py"]


def text_of(file) -> str:
    return file.read_text("utf-8", errors="ignore")


def naming(words, files) -> list[str]:
    return [f"{file.relative_to(ROOT)}: {word}" for file in files for word in words if word in text_of(file)]


def test_no_file_is_longer_than_500_lines():
    assert [str(file) for file in python_files() if len(text_of(file).splitlines()) > 500] == []


def test_no_module_has_a_vague_name():
    assert [str(file) for file in PACKAGE.rglob("*.py") if file.stem in VAGUE] == []


def test_nothing_is_left_to_do():
    assert naming(UNFINISHED, [*python_files(), ROOT / "Makefile"]) == []


def test_the_core_does_not_print():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if room_of(path) not in SPEAKING
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_no_file_names_a_registry():
    assert naming(HOSTS, kept_files()) == []


def test_no_file_names_a_path_of_one_machine():
    assert naming(PLACES, kept_files()) == []


def test_the_locked_requirements_are_hashed_and_name_no_index():
    for name in ("uv.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "--index" not in text
