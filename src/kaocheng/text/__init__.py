"""Plain files with places: YAML whose every scalar is text with line and column, CSV in any usual encoding."""

from kaocheng.text.fields import Fields
from kaocheng.text.node import Block, Items, Node, Text

__all__ = ["Block", "Fields", "Items", "Node", "Text"]
