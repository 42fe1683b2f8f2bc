"""Understanding a sentence: from memory where it is known, else read with the grammar."""

from fractions import Fraction

from kaocheng.standards.memory import active
from kaocheng.standards.understanding import Understanding


def understand(sentence: str, *, name: str = "", weight: Fraction | None = None, target: str = "") -> Understanding:
    """The meaning of a scoring standard.

    ``name`` is the indicator's, ``weight`` its points (checks of sums need it), ``target`` its 目标值. The grammar is
    loaded here, when a sentence really has to be read and no memory (see :mod:`kaocheng.standards.memory`) knows it.
    """
    memory = active()
    if memory is not None and (before := memory.recall(sentence, name, weight, target)) is not None:
        return before
    from kaocheng.standards.reader import read

    understanding = read(sentence, name=name, weight=weight, target=target)
    if memory is not None:
        memory.keep(understanding, name, weight, target)
    return understanding
