"""What a sentence means, as a value: the standard, which words became what, and what is wrong with it."""

from kaocheng.diagnostics import Diagnostic, errors
from kaocheng.places import InSentence
from kaocheng.standards.rules import Standard
from kaocheng.values import frozen


@frozen
class Word:
    """A stretch of the sentence and what it was read as (定义, 得满分的条件, 扣分, 要点 …)."""

    span: InSentence
    role: str


@frozen
class Understanding:
    """What a sentence means. ``standard`` is None where an error was found; nothing is ever guessed."""

    sentence: str
    standard: Standard | None
    problems: tuple[Diagnostic, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether the sentence was understood without an error."""
        return self.standard is not None and not errors(self.problems)
