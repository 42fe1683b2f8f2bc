"""重复答卷: the same response handed in twice."""

from collections.abc import Sequence

from kaocheng.survey.responses import Responses


def duplicates(responses: Responses, identities: Sequence[Sequence[str]], *, declared: bool) -> bytes:
    """A byte 1 for each response that repeats an earlier one; empty where there was nothing to compare.

    With a declared identity (a telephone number, an account) that alone decides, blank identities excepted. Without
    one, a response of one source repeats one of *another* source when the submission time or number and all answers
    are the same; within one source equal answers are ordinary.
    """
    if declared:
        return _by_identity([identity for source in identities for identity in source])
    if len(identities) < 2:
        return b""
    columns = [*responses.choices.values(), *(tick for ticks in responses.ticks.values() for tick in ticks)]
    values = [*responses.numbers.values(), *responses.texts.values()]
    seen: dict[tuple[object, ...], int] = {}
    flags = bytearray(responses.count)
    row = 0
    for number, source in enumerate(identities):
        for identity in source:
            if identity:
                answers = bytes(column[row] for column in columns)
                key = (identity, answers, *(value[row] for value in values))
                flags[row] = seen.setdefault(key, number) != number
            row += 1
    return bytes(flags)


def _by_identity(identities: list[str]) -> bytes:
    seen: set[str] = set()
    flags = bytearray(len(identities))
    for row, identity in enumerate(identities):
        flags[row] = bool(identity) and identity in seen
        seen.add(identity)
    return bytes(flags)
