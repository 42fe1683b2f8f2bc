"""Who signs what is stored: the server says so, never the edit. And what of a comment or a signature may change at all."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from kaocheng.diagnostics import Refusal
from kaocheng.web import messages
from kaocheng.web.access import Access
from kaocheng.web.content.field_names import field_name
from kaocheng.web.content.items import Body
from kaocheng.web.edits import Edit
from kaocheng.web.models.evaluations import ROLES

SIGNED = {"judgement", "reading"}
RECTIFYING = {"state", "answer"}
"""The fields of a rectification that the unit fills in."""
PASSED = "通过"
# The levels of the review (三级审核) in their order, what each looks at, and the action that signs it.
LEVELS = (
    ("一级审核", "评价组：数据、判断、底稿", "sign_first"),
    ("二级审核", "机构质控：标准的适用、得分、报告", "sign_later"),
    ("三级审核", "机构负责人：结论、出具报告", "sign_later"),
)
_SIGNS = {name: action for name, _, action in LEVELS}
SETTLING = {"outcome", "reason", "effect"}
"""The fields of a comment that its outcome consists of."""


def today() -> str:
    """The date of what is signed now."""
    return str(timezone.localdate())


def signature(access: Access) -> str:
    """By what name a member signs: the unit's own, for everybody else the role's."""
    return access.unit or ROLES[access.role]


def passes_level(body: Body) -> bool:
    """Whether the body of a review is the signature of a level of the whole evaluation."""
    return bool(body.get("outcome") == PASSED and not (body.get("indicator") or body.get("at")))


def signed(access: Access, edit: Edit, old: Body | None, body: Body | None) -> Body | None:
    """``body`` as an edit leaves it, signed where its author answers for it; ``old`` is what stood there.

    Raises :class:`PermissionDenied` or :class:`~kaocheng.diagnostics.Refusal` for a review that may not become so.
    """
    if edit.follows:
        return body
    if edit.kind == "review":
        return _review(access, edit, old, body)
    if not isinstance(body, dict):
        return body
    if edit.kind in SIGNED:
        return {**body, "author": ROLES[access.role], "date": today()}
    if edit.kind == "rectification" and edit.field in RECTIFYING:
        return {**body, "by": signature(access), "date": today()}
    if edit.kind == "amendment":
        return {**body, "作者": ROLES[access.role], "日期": today()}
    return body


def _review(access: Access, edit: Edit, old: Any, body: Any) -> Body | None:
    for one in (old, body):
        if isinstance(one, dict) and passes_level(one):
            if edit.field:  # given and taken back as a whole
                raise Refusal(messages.COMMENT_KEPT.at(field=field_name(edit.field)))
            if one.get("round") not in _SIGNS:
                raise Refusal(messages.NO_FIELD.at(field=str(one.get("round", "round"))))
            access.require(_SIGNS[one["round"]])
    if not isinstance(body, dict):
        return _taken_away(access, old, body)
    if edit.field == "reply":
        return {**body, "replied_by": signature(access), "replied": today()}
    if edit.field:
        if old is None or edit.field not in SETTLING:
            raise Refusal(messages.COMMENT_KEPT.at(field=field_name(edit.field)))
        return body
    if old is not None:
        raise Refusal(messages.COMMENT_KEPT.at(field=field_name("comment")))
    if SETTLING & set(body):
        access.require("settle")
    named = body.get("by") if access.can("judge") else None  # in the name of somebody without an account
    rest = {name: value for name, value in body.items() if name not in {"reply", "replied_by", "replied"}}
    return {**rest, "by": named or signature(access), "date": today()}


def _taken_away(access: Access, old: Any, body: Body | None) -> Body | None:
    """A comment is kept with what became of it; only signatures are taken back."""
    if isinstance(old, dict) and not passes_level(old) and not access.can("manage"):
        raise PermissionDenied("删除审核意见")
    return body
