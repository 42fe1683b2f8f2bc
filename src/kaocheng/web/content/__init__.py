"""An evaluation as items that a team can edit one by one: bundle files ↔ items → the evaluation. Pure, no database."""

from kaocheng.web.content.assembly import Assembler
from kaocheng.web.content.from_files import items_of
from kaocheng.web.content.items import KINDS, Body, InItem, Item, Kind
from kaocheng.web.content.to_files import files_of

__all__ = ["KINDS", "Assembler", "Body", "InItem", "Item", "Kind", "files_of", "items_of"]
