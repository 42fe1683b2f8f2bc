"""Edits that rename something: everything that refers to it follows, in the same revision."""

from kaocheng.web.content.references import followed
from kaocheng.web.content.renaming import Renaming
from kaocheng.web.edits import Edit
from kaocheng.web.workspace import Workspace


def renaming_edits(space: Workspace, to: Renaming) -> list[Edit]:
    """The edits that give each item its new key and body; nobody signs anew."""
    edits = []
    for old, key, body in followed(space.items.values(), to):
        if key == old.key:
            edits.append(Edit(old.kind, key, "", old.body, body, follows=True))
        else:
            edits.append(Edit(old.kind, old.key, "", old.body, None, follows=True))
            edits.append(Edit(old.kind, key, "", None, body, position=old.position, follows=True))
    return edits
