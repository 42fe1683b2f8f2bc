"""What a page does, an operation has done by the view of that page: the same policy, the same checks, the same record."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from ninja import Schema

from kaocheng.web.models import Change, Evaluation

ADDRESS = "/evaluations/{evaluation}"


class ChangedOut(Schema):
    """What was changed: a kind of content, its key, the field (empty for the whole)."""

    kind: str
    key: str
    field: str


class DoneOut(Schema):
    """What was done: the revision now, and everything that changed, as the record of changes has it."""

    revision: int
    changed: list[ChangedOut]


def recorded(request: Any, evaluation: int, do: Callable[[], object]) -> dict[str, object]:
    """Does something, and tells what of it is in the record of changes."""
    record = Change.objects.filter(evaluation=evaluation)
    last = record.values_list("pk", flat=True).first() or 0
    do()
    changed = record.filter(pk__gt=last, by=request.user).order_by("pk").values("kind", "key", "field")
    return {"revision": Evaluation.objects.get(pk=evaluation).revision, "changed": list(changed)}


def by_page(
    request: Any,
    view: Callable[..., HttpResponse],
    evaluation: int,
    asked: Schema | Mapping[str, object] | None = None,
    **address: object,
) -> dict[str, object]:
    """Has ``view`` do what the fields of ``asked`` say, as if its form had been sent; an upload's form is the request's own.

    Raises whatever the view raises.
    """
    if asked is not None:
        request.POST = form_of(asked.dict(by_alias=True) if isinstance(asked, Schema) else asked)
    return recorded(request, evaluation, lambda: view(request, evaluation, **address))


def form_of(fields: Mapping[str, object]) -> QueryDict:
    """The fields as a form sends them: a list as several values, yes as 1, no and nothing not at all."""
    form = QueryDict(mutable=True)
    for name, value in fields.items():
        if isinstance(value, list):
            form.setlist(name, value)
        elif value is not None and value is not False:
            form[name] = "1" if value is True else str(value)
    return form
