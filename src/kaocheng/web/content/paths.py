"""Fields inside a body: ``name``, ``inputs.met``, ``team.0.duty``; the empty path is the whole body."""

from collections.abc import Sequence
from typing import Any

from kaocheng.web.content.items import Body

NAME_BYTES = 180
"""File systems take 255 bytes, with the folder's mark and the ending; a Chinese character has three."""


def get(body: Body, path: Sequence[str]) -> Body | None:
    """What stands at ``path``; None where there is nothing."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return None
    return body


def put(body: Body, path: Sequence[str], value: Body | None) -> Body | None:
    """``body`` with ``value`` at ``path``; None takes away what stood there. What is needed on the way is made.

    The index behind the last one of a list appends. Raises ValueError where the path leads nowhere.
    """
    if not path:
        return value
    step, *rest = path
    if isinstance(body, list) or (body is None and step == "0"):
        return _put_in_list(list(body or ()), step, rest, value)
    if body is None or isinstance(body, dict):
        changed: dict[str, Any] = dict(body or {})
        inner = put(changed.get(step), rest, value)
        if inner is None:
            changed.pop(step, None)
        else:
            changed[step] = inner
        return changed
    raise ValueError(step)


def _put_in_list(items: list[Any], step: str, rest: Sequence[str], value: Body | None) -> list[Any]:
    if not step.isdecimal() or int(step) > len(items):
        raise ValueError(step)
    index = int(step)
    inner = put(items[index] if index < len(items) else None, rest, value)
    if inner is None or inner == {}:
        return items[:index] + items[index + 1 :]
    return [*items[:index], inner, *items[index + 1 :]]


def is_file_name(text: str) -> bool:
    """Whether a text can name a file of a bundle: one step, not hidden, short, nothing that a system or address reads otherwise."""
    plain = bool(text) and not text.startswith(".") and len(text.encode(errors="replace")) <= NAME_BYTES
    return plain and not any(c in '/\\:*?"<>|#%' or ord(c) < 32 for c in text)


def is_data_name(text: str) -> bool:
    """Whether a text can name a table or a column: it stands in paths with / and in references with dots."""
    return is_file_name(text) and not set(".;[]{}") & set(text) and text == text.strip()


DEEPEST = 12
"""How many lists and mappings may stand one inside the other."""


def is_plain(value: Body, depth: int = DEEPEST) -> bool:
    """Whether a value is made of texts, lists and mappings only, at most ``depth`` of these one inside the other."""
    match value:
        case str():
            return True
        case list():
            return depth > 0 and all(is_plain(part, depth - 1) for part in value)
        case dict():
            return depth > 0 and all(isinstance(key, str) and is_plain(part, depth - 1) for key, part in value.items())
        case _:
            return False
