"""Values: small immutable classes, made fast.

A frozen dataclass generates and compiles its comparison, hash, text and guard anew for each class. The rooms between a
folder and its score hold more than a hundred classes; that alone took a quarter of the time of ``kaocheng score``. Here
only the constructor is generated.
"""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[T]) -> type[T]:
    """Makes a class with annotated fields a value: with slots, hashable, equal where all compared fields are.

    ``field`` and ``replace`` of dataclasses apply. That nothing assigns to a field is held by the type checker.
    """
    made = dataclass(slots=True, repr=False, eq=False)(made)
    compared = [item.name for item in fields(made) if item.compare]  # type: ignore[arg-type]
    content: Any = attrgetter(*compared) if compared else _nothing

    def equal(self: Any, other: object) -> bool:
        return content(self) == content(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(content(self))

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", _text)):
        setattr(made, name, method)
    return made


def _nothing(_: object) -> tuple[()]:
    return ()


def _text(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{item.name}={getattr(self, item.name)!r}' for item in fields(self))})"
