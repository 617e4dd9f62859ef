"""Who may do what: rights over a statement come from membership in its body, and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

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


def partners_of(user: User, statement: Statement) -> list[IssuingBody]:
    """The joint bodies for which `user` answers: as a member there, or above it but not above the issuer.

    So nobody who issues a text with a body below their own agrees in that one's name.
    """
    if not user.is_active:
        return []
    held = {key for key, _role in user.held_roles}
    above = held - set(statement.issuing_body.lineage)
    return [body for body in statement.partners() if body.pk in held or above & set(body.lineage)]


def roles_in(user: User, statement: Statement) -> set[Role]:
    """What `user` is to the body that issues a statement, and whether they are a partner in it."""
    partner = {Role.PARTNER} if partners_of(user, statement) else set()
    return roles(user, statement.issuing_body) | partner


def bodies_of(user: User) -> set[int]:
    """Keys of the bodies whose statements exist for `user`: theirs, and those below."""
    return set().union(*user.held_bodies.values()) if user.is_active else set()


def bodies_where(user: User, *held: Role) -> set[int]:
    """Keys of the bodies to which `user` is one of these, those below included."""
    keys = {key for key, role in user.held_roles if role in held} if user.is_active else set()
    return set().union(*(user.held_bodies[key] for key in keys))


def where(user: User, *held: Role) -> Q:
    """Statements of the bodies to which `user` is one of these."""
    return Q(issuing_body__in=bodies_where(user, *held))


def may(user: User, perm: str, statement: Statement) -> bool:
    """`statements.view_statement` and the like, or `statements.<verb>`, asked of one statement.

    Says whether the person's roles allow it at all; whether it is possible now say `objections`.
    """
    name = perm.removeprefix("statements.")
    if name in Verb.values:
        return bool(roles_in(user, statement) & set(TRANSITIONS[Verb(name)].roles))
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
