"""被评价单位: counties, institutions and the tree that they form."""

from collections.abc import Iterable

from kaocheng.values import frozen


@frozen
class Unit:
    """A unit and the units below it."""

    name: str
    units: tuple["Unit", ...] = ()


def leaf_units(units: Iterable[Unit]) -> list[str]:
    """The names of the units that have none below them."""
    return [name for unit in units for name in (leaf_units(unit.units) if unit.units else [unit.name])]


def unit_names(units: Iterable[Unit]) -> list[str]:
    """The names of all units of the tree, from above to below."""
    return [name for unit in units for name in (unit.name, *unit_names(unit.units))]
