"""data/tables.yaml with other tables in it: what somebody wrote there, comments too, stays as it is."""

from collections.abc import Sequence

from kaocheng.bundle.writing import column_data, table_data
from kaocheng.domain import DataTable
from kaocheng.text import yaml
from kaocheng.text.editing import YamlText

_SAID = ("file", "source", "author", "date")


def declared(text: str, before: Sequence[DataTable], after: Sequence[DataTable]) -> str:
    """``text``, which declares the tables ``before``, made to declare ``after``.

    ``after`` may give those tables another file, source, author or date and further columns, and add tables at the end.
    """
    added = [table_data(table) for table in after[len(before) :]]
    if not before:
        return yaml.dump(added)
    edited = YamlText(text)
    for position, (old, new) in enumerate(zip(before, after, strict=False)):
        for key in _SAID:
            if getattr(old, key) != getattr(new, key):
                edited.set((position,), key, getattr(new, key))
        for column in new.columns[len(old.columns) :]:
            edited.append((position, "columns"), column_data(column))
    changed = edited.text()
    return f"{changed.rstrip()}\n{yaml.dump(added)}" if added else changed
