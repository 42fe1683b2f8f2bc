"""The documents name only commands that exist, and the two READMEs the same ones."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sources import ROOT

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = [*READMES, "CONTRIBUTING.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))]
KAOCHENG = Path(sys.executable).with_name("kaocheng")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def named(document: str, pattern: str) -> set[str]:
    """What follows ``pattern`` in the code of a document, line by line."""
    text = (ROOT / document).read_text("utf-8")
    lines = [line.strip().strip("`").removeprefix("$ ") for code in CODE.findall(text) for line in code.splitlines()]
    return {found[1] for line in lines if (found := re.match(pattern, line))}


def commands(document: str) -> set[str]:
    return named(document, r"(?:\.venv/bin/)?kaocheng ([a-z]+)\b")


def targets(document: str) -> set[str]:
    return named(document, r"make ([a-z]+)\b")


def test_both_readmes_name_the_same_commands():
    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert targets(english) == targets(chinese)


def test_two_commands_follow_cloning():
    for readme in READMES:
        assert {"demo", "test"} <= targets(readme)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_make_targets_exist(document):
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert targets(document) <= known


@pytest.mark.parametrize("command", sorted(set().union(*map(commands, DOCUMENTS))))
def test_the_commands_exist(command):
    shown = subprocess.run([KAOCHENG, command, "--help"], capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_links_lead_somewhere(document):
    text = (ROOT / document).read_text("utf-8")
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", CODE.sub("", text))
    here = (ROOT / document).parent
    assert [link for link in links if "://" not in link and not (here / link).exists()] == []
