"""Random changes of a report in memory: one figure, one indicator's name, one code, one unit's name that takes part in a
relation that holds. The benchmark tries thousands of them, the tests some hundreds."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from kaocheng.audit import Audit, perform
from kaocheng.audit.document import Document, Spot
from kaocheng.audit.result import Verdict

_STRANGE = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
_HANZI = re.compile(r"[\u4e00-\u9fff]")


# Checks of words; a digit in them is no figure of a relation.
WORDS = {
    "code-and-name",
    "row-name",
    "date-order",
    "standard-at-fault",
    "heading-order",
    "document-number",
    "appendix-name",
}


@dataclass(frozen=True)
class Change:
    """One changed text: where, what was printed, what is printed now."""

    spot: Spot
    old: str
    new: str


def places(audit: Audit) -> dict[str, list[Spot]]:
    """The places that can be changed, by what stands there."""
    held = [result for result in audit.results if result.verdict is Verdict.HOLDS]
    figures = {
        spot
        for result in held
        if result.kind not in WORDS
        for spot in result.spots
        if spot.column >= -1 and re.search(r"\d", piece(audit.document, spot))
    }
    names = {spot for result in held if result.kind == "code-and-name" for spot in result.spots}
    units = {spot for result in held if result.kind == "row-name" for spot in result.spots}
    found = {"figure": figures, "name": names, "code": names, "unit": units}
    return {kind: sorted(spots, key=lambda spot: (spot.cell, spot.start)) for kind, spots in found.items() if spots}


def piece(document: Document, spot: Spot) -> str:
    text = document.text_at(spot)
    return text[spot.start : spot.end] if spot.end >= 0 else text


def changed(document: Document, kind: str, spot: Spot, chance: random.Random) -> Change | None:
    """One change of this kind; None where the place holds nothing of the kind."""
    old = piece(document, spot)
    new = _CHANGES[kind](old, chance)
    return Change(spot, old, new) if new != old else None


def applied(document: Document, change: Change) -> Document:
    """The document with the change."""
    text, spot = document.text_at(change.spot), change.spot
    whole = text[: spot.start] + change.new + text[spot.end :] if spot.end >= 0 else change.new
    return document.with_text(Spot(*spot.cell), whole)


def is_found(document: Document, change: Change, known: set[str]) -> bool:
    """Whether a new discrepancy names the changed place."""
    found = [one for one in perform(applied(document, change)).discrepancies if one.fingerprint not in known]
    return any(spot.cell == change.spot.cell for one in found for spot in one.spots)


def missed(audit: Audit, kind: str, tries: int, seed: int) -> tuple[int, list[Change]]:
    """How many changes of a kind were made, and those that were not found."""
    chance = random.Random(seed)  # noqa: S311 -- no secret is made
    spots = places(audit).get(kind, [])
    known = {one.fingerprint for one in audit.discrepancies}
    made = [
        change
        for _ in range(tries)
        if spots and (change := changed(audit.document, kind, chance.choice(spots), chance))
    ]
    return len(made), [change for change in made if not is_found(audit.document, change, known)]


def _figure(old: str, chance: random.Random) -> str:
    """One digit of the figure is another."""
    figure = re.search(r"\d[\d,]*(\.\d+)?", old)
    if figure is None:
        return old
    place = chance.choice([place for place in range(*figure.span()) if old[place].isdigit()])
    return old[:place] + chance.choice([one for one in "0123456789" if one != old[place]]) + old[place + 1 :]


def _name(old: str, chance: random.Random) -> str:
    """One character is another, is missing, or is too many."""
    signs = [found.start() for found in _HANZI.finditer(old)]
    if not signs:
        return old
    place, strange = chance.choice(signs), chance.choice(_STRANGE)
    return chance.choice([old[:place] + strange, old[:place], old[: place + 1] + strange]) + old[place + 1 :]


def _code(old: str, chance: random.Random) -> str:
    """One sign of the code in front of a name is another."""
    found = re.match(r"[A-Z]\d+", old)
    if found is None:
        return old
    place = chance.randrange(found.end())
    signs = "ABCD" if place == 0 else "123456789"
    return old[:place] + chance.choice([one for one in signs if one != old[place]]) + old[place + 1 :]


_CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "figure": _figure,
    "name": _name,
    "code": _code,
    "unit": _name,
}
