"""Putting the items of a list in another order."""

from collections.abc import Sequence

from kaocheng.web.content import Item
from kaocheng.web.editing import Edit


def order_edits(items: Sequence[Item], keys: Sequence[str]) -> list[Edit]:
    """The edits that put ``items`` in the order of ``keys``; those that are not named stay behind, in their order."""
    wanted = {key: number for number, key in enumerate(keys)}
    ordered = sorted(items, key=lambda item: wanted.get(item.key, len(wanted)))
    return [
        Edit(item.kind, item.key, "", item.body, item.body, position=number)
        for number, item in enumerate(ordered)
        if item.position != number
    ]
