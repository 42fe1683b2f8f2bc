"""A finished report → its claims → re-performance → what does not hold.

``read`` makes a neutral document of a file, ``perform`` re-performs it. A report is read from scratch, never from the
bundle that it may have come from.
"""

from kaocheng.audit.perform import Audit, perform
from kaocheng.audit.reading import read, read_data

__all__ = ["Audit", "perform", "read", "read_data"]
