"""Kaocheng (考成): a workbench for budget performance evaluation (预算绩效评价).

The rooms, in the order in which they may depend on one another, are listed in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
