"""评价包: the folder format. Reads it with every mistake at its place, writes it, packs it, verifies it."""

from kaocheng.bundle.bundle import Bundle
from kaocheng.bundle.reading import read

__all__ = ["Bundle", "read"]
