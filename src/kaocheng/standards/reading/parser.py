"""The grammar at work: lark is built once, when the first sentence has to be read."""

import functools
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kaocheng.standards.reading.cases import Cases
from kaocheng.standards.reading.conditions import Conditions
from kaocheng.standards.reading.consequences import Consequences
from kaocheng.standards.reading.tokens import Sign

if TYPE_CHECKING:
    from lark import Lark


def parse(start: str, found: Sequence[Sign]) -> Any | None:
    """What the signs mean as ``start`` (consequence, condition, every, found), or None where the grammar refuses."""
    from lark.exceptions import UnexpectedInput

    try:
        return _lark().parse(found, start=start)
    except (UnexpectedInput, ValueError):
        return None


@functools.cache
def _lark() -> "Lark":
    from lark import Lark, Token
    from lark.lexer import Lexer

    class Signs(Lexer):
        """Hands the signs to lark as tokens."""

        def __init__(self, _configuration: object) -> None:
            """Nothing to configure: the signs are made by tokens.py."""

        def lex(self, data: Sequence[Sign]) -> Iterator[Token]:  # type: ignore[override]
            for sign in data:
                yield Token(sign.kind, sign.text, start_pos=sign.start, end_pos=sign.end)

    meanings = {
        name: _inline(getattr(part, name))
        for part in (Consequences(), Conditions(), Cases())
        for name in dir(part)
        if not name.startswith("_")
    }
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    starts = ["consequence", "condition", "every", "found"]
    return Lark(grammar, start=starts, parser="lalr", lexer=Signs, transformer=SimpleNamespace(**meanings))


def _inline(method: Callable[..., Any]) -> Callable[[list[Any]], Any]:
    return lambda children: method(*children)
