"""What was read from a text file: strings, mappings and lists that know where they stand."""

from typing import Self

from kaocheng.places import InFile


class Text(str):
    """A string with the place where it stands."""

    __slots__ = ("place",)
    place: InFile

    def __new__(cls, value: str, place: InFile) -> Self:
        """``value``, standing at ``place``."""
        text = super().__new__(cls, value)
        text.place = place
        return text


class Block(dict[str, "Node"]):
    """A mapping with the place where it begins. What was read from a file has :class:`Text` for keys."""

    def __init__(self, place: InFile) -> None:
        super().__init__()
        self.place = place


class Items(list["Node"]):
    """A list with the place where it begins."""

    def __init__(self, place: InFile) -> None:
        super().__init__()
        self.place = place


Node = Text | Block | Items
