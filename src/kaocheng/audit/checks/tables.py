"""Relations inside tables: totals, rates, parts, shares, averages."""

from collections.abc import Iterator

from kaocheng.audit.checks.discover import column_relations, row_relations
from kaocheng.audit.checks.part_above import parts_above
from kaocheng.audit.checks.titled import DIFFERENCE, growth_down, titled_relations
from kaocheng.audit.checks.totals import column_totals, shares_across, shares_of_total
from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Growth, Ratio
from kaocheng.audit.claims.grid import Grid
from kaocheng.audit.result import Result


def table_relations(book: Book) -> Iterator[Equation | Result]:
    """Every relation that the data tables of a document show, and what scoring tables compute beside their scores."""
    for grid in book.grids:
        if grid.block in book.data_blocks:
            yield from _of_data(book, grid)
        elif any(DIFFERENCE.search(title) for title in grid.titles):
            relations = titled_relations(grid, set())
            yield from (one for one in relations if DIFFERENCE.search(grid.titles[one.target.spot.column]))


def _of_data(book: Book, grid: Grid) -> Iterator[Equation | Result]:
    across = column_relations(grid)
    yield from across
    yield from parts_above(book, grid, across)
    yield from row_relations(grid)
    yield from growth_down(grid)
    yield from titled_relations(grid, {(one.target.spot.row, one.target.spot.column) for one in across})
    derived = {one.target.spot.column for one in across if isinstance(one.form, Ratio | Growth)}
    yield from column_totals(grid, derived)
    yield from shares_of_total(grid, derived)
    yield from shares_across(grid)
