"""Kaocheng's own reports: nothing to find as they are, and a changed figure, weight, name or score is found.

The report of each example is written as Word, HTML and PDF; the changes are made to the document in memory.
"""

import random
import re
from pathlib import Path

import pytest

from kaocheng.audit import perform, read
from kaocheng.audit.document import Document, Spot
from kaocheng.audit.result import Verdict
from kaocheng.cli import main

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").iterdir())
TRIED = 40  # of each report; the benchmark tries thousands


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda folder: folder.name)
def written(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    main(["report", str(request.param), "-o", str(folder), "--formats", "docx,html,pdf"])
    return {file.suffix: file for file in folder.iterdir()}


def document_in(file: Path) -> Document:
    document, problems = read(file)
    assert problems == []
    assert document is not None
    return document


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_nothing_is_found_in_our_own_report(written, suffix):
    audit = perform(document_in(written[suffix]))
    assert [(one.kind, one.subject, one.printed, one.expected) for one in audit.discrepancies] == []
    assert audit.checked > 500


def test_a_changed_figure_is_found_nineteen_times_in_twenty(written):
    document = document_in(written[".docx"])
    chance = random.Random(20181231)  # noqa: S311 -- no secret is made
    places = checkable(document)
    missed = []
    for _ in range(TRIED):
        spot = chance.choice(places)
        text, old, new = changed(document.text_at(spot), spot, chance)
        found = perform(document.with_text(Spot(*spot.cell), text)).discrepancies
        if not any(place.cell == spot.cell for one in found for place in one.spots):
            missed.append((old, new, document.text_at(spot)[:60]))
    assert len(missed) * 20 <= TRIED, missed


def test_the_same_mistake_has_the_same_fingerprint_in_every_format(written):
    """The first level-1 weight of the summary, changed in each format."""
    prints = set()
    for suffix in (".docx", ".html"):
        document = document_in(written[suffix])
        spot = next(one for one, text in document.texts() if one.row > 0 and re.fullmatch(r"[A-Z]\d{2,3}.{4,}", text))
        weight = Spot(spot.block, spot.row, spot.column + 1)
        found = perform(document.with_text(weight, "77")).discrepancies
        prints.add(frozenset(one.fingerprint for one in found))
    assert len(prints) == 1
    assert prints != {frozenset()}


def checkable(document: Document) -> list[Spot]:
    """The places that take part in a relation that holds."""
    spots = {spot for one in perform(document).results if one.verdict is Verdict.HOLDS for spot in one.spots}
    return sorted(
        (spot for spot in spots if spot.column >= -1 and re.search(r"\d", piece(document.text_at(spot), spot))),
        key=lambda spot: (spot.cell, spot.start),
    )


def piece(text: str, spot: Spot) -> str:
    return text[spot.start : spot.end] if spot.end >= 0 else text


def changed(text: str, spot: Spot, chance: random.Random) -> tuple[str, str, str]:
    """The text with one digit of the figure at ``spot`` replaced by another."""
    old = piece(text, spot)
    figure = re.search(r"\d[\d,]*(\.\d+)?", old)
    assert figure is not None
    places = [place for place in range(*figure.span()) if old[place].isdigit()]
    place = chance.choice(places)
    digit = chance.choice([one for one in "123456789" if one != old[place]])
    new = old[:place] + digit + old[place + 1 :]
    return (text[: spot.start] + new + text[spot.end :] if spot.end >= 0 else new), old, new
