"""Putting the items of a list in another order."""

from collections.abc import Sequence

from kaocheng.web.content import Item
from kaocheng.web.edits import Edit


def order_edits(items: Sequence[Item], keys: Sequence[str]) -> list[Edit]:
    """The edits that put ``items`` in the order of ``keys``; those that are not named stay in their places."""
    named = {item.key: item for item in items if item.key in keys}
    places = [number for number, item in enumerate(items) if item.key in named]
    ordered = list(items)
    for place, key in zip(places, (key for key in dict.fromkeys(keys) if key in named), strict=True):
        ordered[place] = named[key]
    return [
        Edit(item.kind, item.key, "", item.body, item.body, position=number)
        for number, item in enumerate(ordered)
        if item.position != number
    ]
