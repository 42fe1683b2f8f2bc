"""Who wrote the comments and queries of an evaluation: persons, from the record of changes. Bundles hold roles only."""

from dataclasses import dataclass

from kaocheng.web.models import Change, Membership
from kaocheng.web.models.evaluations import ROLES


@dataclass(frozen=True)
class Speaker:
    """A person who wrote something, with the name of the role and the unit that he has in the evaluation today."""

    name: str
    role: str
    unit: str


def speakers_of(evaluation: int) -> dict[tuple[str, str], Speaker]:
    """By key and field of a review (empty for the comment itself), who wrote it last; nobody for what was imported."""
    members = {one.user_id: one for one in Membership.objects.filter(evaluation=evaluation)}
    changes = Change.objects.filter(evaluation=evaluation, kind="review").exclude(by=None).select_related("by")
    found = {}
    for one in changes[::-1]:
        member = members.get(one.by_id)
        role, unit = (ROLES[member.role], member.unit) if member else ("", "")
        found[one.key, one.field] = Speaker(one.by.shown_name, role, unit)
    return found
