"""What an administrator may do about somebody's account: invite, help with what was lost, deactivate.

Each writes one step. What stands against it is said in sentences, as for the verbs of a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import User
from statements.outsiders import links

from . import letters, record, second_factor, sessions
from .links import INVITATION, NEW_PASSWORD, Link
from .record import Deed


@dataclass(frozen=True)
class Act:
    """One act: its name, what it will do, to whom it is offered, what stands against it, the change."""

    name: str
    label: str | Promise
    consequence: str | Promise
    is_offered: Callable[[User], bool]
    objections: Callable[[User, User], Iterator[str]]
    change: Callable[[User, User, str], None]
    link: Link | None = None  # what it sends, to be handed over where no mail goes out


@transaction.atomic
def invite(person: User, by: User, note: str = "") -> None:
    """Mail a link that lets somebody without a password choose one."""
    record.write(Deed.INVITED, person, by=by, note=note)
    letters.invite(person)


@transaction.atomic
def offer_new_password(person: User, by: User, note: str) -> None:
    """Mail a link that lets somebody who forgot their password choose another."""
    record.write(Deed.NEW_PASSWORD_OFFERED, person, by=by, note=note)
    letters.offer_new_password(person)


@transaction.atomic
def reset_second_factor(person: User, by: User, note: str) -> None:
    """Take a lost phone's right away; the password stays, and every session ends."""
    second_factor.reset(person, by, note)
    letters.tell(person, Deed.SECOND_FACTOR_RESET)


@transaction.atomic
def deactivate(person: User, by: User, note: str) -> None:
    """Shut somebody out, from their next click on, and everybody whom they let look."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    sessions.end(person)
    links.end_all_of(person, by=by)
    record.write(Deed.DEACTIVATED, person, by=by, note=note)


@transaction.atomic
def reactivate(person: User, by: User, note: str) -> None:
    """Let somebody come back, with the password and the second factor they had."""
    User.objects.filter(pk=person.pk).update(is_active=True)
    record.write(Deed.REACTIVATED, person, by=by, note=note)


def _nothing(person: User, by: User) -> Iterator[str]:
    yield from ()


def _against_helping_oneself(person: User, by: User) -> Iterator[str]:
    if person == by:
        yield _("Yours is changed under “My account”; a lost one is reset by another administrator.")


def _against_deactivation(person: User, by: User) -> Iterator[str]:
    if person == by:
        yield _("Nobody shuts themselves out: ask another administrator.")


def _is_invited(person: User) -> bool:
    return person.is_active and person.is_staff and not person.has_usable_password()


ACTS = [
    Act(
        "invite",
        gettext_lazy("Send the invitation again"),
        gettext_lazy("A link goes out by mail. It works once and for three days."),
        _is_invited,
        _nothing,
        invite,
        INVITATION,
    ),
    Act(
        "new-password",
        gettext_lazy("Send a link to a new password"),
        gettext_lazy(
            "For a forgotten password. The link works once and for an hour; the second factor stays."
        ),
        lambda person: person.is_active and person.is_staff and person.has_usable_password(),
        _against_helping_oneself,
        offer_new_password,
        NEW_PASSWORD,
    ),
    Act(
        "reset-second-factor",
        gettext_lazy("Reset the second factor"),
        gettext_lazy(
            "For a lost phone: make sure that it is really this person who asks. Phone and recovery codes no "
            "longer count, every session ends, and at the next login a phone is set up anew. "
            "The person is told by mail."
        ),
        lambda person: second_factor.phone_of(person) is not None,
        _against_helping_oneself,
        reset_second_factor,
    ),
    Act(
        "deactivate",
        gettext_lazy("Deactivate"),
        gettext_lazy(
            "This person is out with their next click, and the links they made for outsiders show nothing "
            "any more. What they wrote and did stays on record."
        ),
        lambda person: person.is_active,
        _against_deactivation,
        deactivate,
    ),
    Act(
        "reactivate",
        gettext_lazy("Let in again"),
        gettext_lazy("The account is active again, with the password and the second factor it had."),
        lambda person: not person.is_active,
        _nothing,
        reactivate,
    ),
]


def offered(person: User, by: User) -> list[Act]:
    """What can be done to this person's account now."""
    return [act for act in ACTS if act.is_offered(person) and not any(act.objections(person, by))]
