"""Who may do what: rights over a statement come from membership in its body, and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from .models import IssuingBody, Statement, User
from .workflow import TRANSITIONS, Role, Verb

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

# What a member may do to statements as such, in Django's words; nobody deletes.
DESK_PERMISSIONS = {"statements.view_statement", "statements.add_statement", "statements.change_statement"}


def roles(user: User, body: IssuingBody) -> set[Role]:
    """What `user` is to `body`: memberships there or in a body above it; administrators besides."""
    if not user.is_active:
        return set()
    lineage = body.lineage
    held = {role for key, role in user.held_roles if key in lineage}
    return held | {Role.ADMINISTRATOR} if user.is_administrator else held


def bodies_of(user: User) -> QuerySet[IssuingBody, int]:
    """Keys of the bodies whose statements exist for `user`: theirs, and those below."""
    return _below(user, {key for key, _role in user.held_roles})


def bodies_where(user: User, *held: Role) -> QuerySet[IssuingBody, int]:
    """Keys of the bodies to which `user` is one of these, those below included."""
    return _below(user, {key for key, role in user.held_roles if role in held})


def _below(user: User, keys: set[int]) -> QuerySet[IssuingBody, int]:
    """Keys of these bodies and those below: as a subquery, which costs no query of its own."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    own = IssuingBody.objects.filter(pk__in=keys if user.is_active else ())
    above = own.annotate(of=path).filter(of__startswith=F("path"))
    return IssuingBody.objects.filter(Exists(above)).order_by().values_list("pk", flat=True)


def where(user: User, *held: Role) -> Q:
    """Statements of the bodies to which `user` is one of these; no query of its own."""
    return Q(issuing_body__in=bodies_where(user, *held))


def may(user: User, perm: str, statement: Statement) -> bool:
    """`statements.view_statement` and the like, or `statements.<verb>`, asked of one statement.

    Says whether the person's roles allow it at all; whether it is possible now say `objections`.
    """
    name = perm.removeprefix("statements.")
    if name in Verb.values:
        return bool(roles(user, statement.issuing_body) & set(TRANSITIONS[Verb(name)].roles))
    if name == "view_statement":
        return Statement.objects.visible_to(user).filter(pk=statement.pk).exists()
    if name == "change_statement":
        return bool(roles(user, statement.issuing_body) - {Role.ADMINISTRATOR})
    return False


class MembershipBackend(BaseBackend):
    """Answers `user.has_perm` about statements from memberships; it logs nobody in."""

    def has_perm(
        self, user_obj: AbstractBaseUser | AnonymousUser, perm: str, obj: object | None = None
    ) -> bool:
        """Without a statement: whether the person has a desk at all."""
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        if isinstance(obj, Statement):
            return may(user_obj, perm, obj)
        return perm in DESK_PERMISSIONS and bool(user_obj.held_roles)
