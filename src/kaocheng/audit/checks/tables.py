"""Relations inside data tables: totals, rates, parts, shares, averages."""

from collections.abc import Iterator

from kaocheng.audit.checks.discover import column_relations, row_relations
from kaocheng.audit.checks.totals import column_totals, shares_of_total
from kaocheng.audit.claims.book import Book
from kaocheng.audit.claims.equations import Equation
from kaocheng.audit.claims.forms import Growth, Ratio


def table_relations(book: Book) -> Iterator[Equation]:
    """Every relation that the data tables of a document show."""
    for grid in book.data_grids:
        across = column_relations(grid)
        yield from across
        yield from row_relations(grid)
        derived = {one.target.spot.column for one in across if isinstance(one.form, Ratio | Growth)}
        yield from column_totals(grid, derived)
        yield from shares_of_total(grid)
