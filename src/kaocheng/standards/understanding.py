"""Understanding a sentence: the standard it means, which words became what, and what is wrong with it."""

from fractions import Fraction

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


def understand(sentence: str, *, name: str = "", weight: Fraction | None = None, target: str = "") -> Understanding:
    """The meaning of a scoring standard.

    ``name`` is the indicator's, ``weight`` its points (checks of sums need it), ``target`` its 目标值. The grammar is
    loaded here, when a sentence really has to be read and no memory (see :mod:`kaocheng.standards.memory`) knows it.
    """
    from kaocheng.standards.memory import active

    memory = active()
    if memory is not None and (before := memory.recall(sentence, name, weight, target)) is not None:
        return before
    from kaocheng.standards.reading.reader import read

    understanding = read(sentence, name=name, weight=weight, target=target)
    if memory is not None:
        memory.keep(understanding, name, weight, target)
    return understanding
