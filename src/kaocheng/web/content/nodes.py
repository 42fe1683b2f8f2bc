"""Plain data as nodes with places, for the bundle's own readers."""

from collections.abc import Mapping

from kaocheng.places import InFile
from kaocheng.text import Block, Items, Node, Text
from kaocheng.web.content.items import Body


def node(body: Body, place: InFile) -> Node:
    """``body`` as a node; everything in it stands at ``place``."""
    if isinstance(body, Mapping):
        block = Block(place)
        for key, value in body.items():
            block[Text(str(key), place)] = node(value, place)
        return block
    if isinstance(body, list):
        items = Items(place)
        items.extend(node(value, place) for value in body)
        return items
    return Text(str(body), place)
