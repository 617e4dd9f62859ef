"""The partners in a joint statement: what each answered, and what speaks against an answer, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from . import text
from .approval import partners_missing
from .models import Consent, ConsentLink, IssuingBody, Statement
from .rights import partners_of

if TYPE_CHECKING:
    from .objections import Case


def have_not_agreed(case: Case) -> Iterator[str]:
    """A sentence for each partner whose yes to exactly these words is missing."""
    for body in partners_missing(case.statement):
        yield _("%(body)s has not agreed to this text yet.") % {"body": body.name}


def not_a_partner(case: Case) -> Iterator[str]:
    """It is nobody's joint statement, or not that body's."""
    body, partners = case.asked.get("body"), case.statement.partners()
    if not partners:
        yield _("No other body issues this statement.")
    elif body is not None and body not in partners:
        yield _("%(body)s does not issue this statement.") % {"body": body.name}


def not_its_member(case: Case) -> Iterator[str]:
    """Somebody with a desk answers for a body they are no member of."""
    body = case.asked.get("body")
    if body and not case.asked.get("link") and body not in partners_of(case.user, case.statement):
        yield _("Only members of %(body)s answer for it.") % {"body": body.name}


def agreed_already(case: Case) -> Iterator[str]:
    """There is nothing left to agree to, for the bodies in question."""
    asked_for = case.asked.get("body")
    bodies = [asked_for] if asked_for else partners_of(case.user, case.statement) or case.statement.partners()
    missing = partners_missing(case.statement)
    if not any(body in missing for body in bodies):
        for body in bodies:
            yield _("%(body)s has agreed to this text already.") % {"body": body.name}


def nameless(case: Case) -> Iterator[str]:
    """It is not said who answers, or at too great a length, where that is nobody with a desk."""
    if not case.asked.get("link") and "how" not in case.asked:
        return
    name, longest = text.line(str(case.asked.get("name", ""))), Consent._meta.get_field("given_by").max_length
    if not name:
        yield _("Say who agrees, by name.")
    elif len(name) > (longest or 0):
        yield _("The name has %(longest)d characters at most.") % {"longest": longest}


def link_is_dead(case: Case) -> Iterator[str]:
    """The link was used, ended or has run out, or asks about other words; read anew, after the lock."""
    asked = case.asked.get("link")
    if asked is None:
        return
    link = ConsentLink.objects.select_related("revision").get(pk=asked.pk)
    if Consent.objects.filter(link=link).exists():
        yield _("This link has been used: it answers once.")
    elif link.revoked_at is not None or link.expires_at <= case.at:
        yield _("This link works no more.")
    elif link.revision.digest != case.statement.revision.digest:
        yield _("The text has been changed since. The press office asks again.")


@dataclass(frozen=True)
class Partner:
    """A joint body, and what it answered to the words now on the desk."""

    body: IssuingBody
    answer: Consent | None
    has_answered_before: bool  # to earlier words


def answers_of(statement: Statement) -> list[Partner]:
    """Each partner with its answer, in the agreed order."""
    partners = statement.partners()
    given = statement.consents.select_related("user") if partners else []
    stand = {one.body_id: one for one in given if one.voided_at is None}
    before = {one.body_id for one in given}
    return [Partner(body, stand.get(body.pk), body.pk in before) for body in partners]
