"""What a printed report claimed, to be compared with what is computed."""

from dataclasses import field

from kaocheng.places import Place
from kaocheng.values import frozen


@frozen
class PublishedFigure:
    """A printed figure: the quantity by its reference, the value as printed, where it is printed, and a note."""

    quantity: str
    value: str
    printed_at: str = ""
    note: str = ""
    place: Place | None = field(default=None, compare=False)


@frozen
class Published:
    """A printed report and its figures."""

    source: str = ""
    figures: tuple[PublishedFigure, ...] = ()
