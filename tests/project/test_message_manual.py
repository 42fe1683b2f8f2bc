"""The messages are part of what users get: each has one code, both languages, and its line in the manual."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from string import Formatter

import pytest
from sources import ROOT

CATALOGUE = Path(__file__).with_name("message_catalogue.py")


def catalogue(*options: str) -> str:
    command = [sys.executable, CATALOGUE, *options]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


MESSAGES = json.loads(catalogue("--json"))


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_code_belongs_to_one_room_and_one_severity():
    """Several texts may share a code where they are one mistake, such as the ambiguities of a sentence."""
    used = defaultdict(set)
    for message in MESSAGES:
        used[message["code"]].add((message["room"], message["severity"]))
    assert {code: sorted(places) for code, places in used.items() if len(places) > 1} == {}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["code"])
def test_a_message_speaks_both_languages_with_the_same_facts(message):
    assert message["zh"]
    assert message["en"]
    assert facts(message["en"]) <= facts(message["zh"]) | facts(message["hint_zh"])
    assert bool(message["hint_en"]) <= bool(message["hint_zh"])
    assert all(name.isidentifier() for name in facts(message["zh"] + message["hint_zh"]))


def test_the_manual_of_messages_is_fresh():
    assert (ROOT / "docs" / "messages.md").read_text("utf-8") == catalogue(), "run: make docs"
