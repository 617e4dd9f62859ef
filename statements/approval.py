"""When a text is approved: two people, enough of them reviewers, and every partner said yes to a digest."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from .models import Approval, Consent, Edition, IssuingBody, Statement, User
from .models.content import Content
from .rights import roles
from .workflow import Role

TWO_PAIRS_OF_EYES = 2


def reviewers_needed(text: Content) -> int:
    """How many reviewers must say yes: the greatest number among the bodies that speak."""
    return max(body.approvals_required for body in text.spoken_by())


def may_approve(user: User, body: IssuingBody) -> bool:
    """Whether a yes counts as a reviewer's: of a reviewer, a named one where the body names them."""
    if Role.REVIEWER not in roles(user, body):
        return False
    return not body.approvers.exists() or body.approvers.filter(pk=user.pk).exists()


def those_who_may_approve(body: IssuingBody) -> QuerySet[User]:
    """The people whose yes counts as a reviewer's for a body; the twin of `may_approve`."""
    reviewers = User.objects.filter(
        is_active=True, memberships__role=Role.REVIEWER, memberships__body__in=body.lineage
    )
    named = body.approvers.all()
    return (reviewers.filter(pk__in=named) if named else reviewers).distinct()


def is_approved(statement: Statement) -> bool:
    """Whether enough people, and every partner, have said yes to exactly the words now on the desk."""
    return not missing_yeses(statement) and not partners_missing(statement)


def missing_yeses(statement: Statement) -> int:
    """How many yeses of its body are missing, at the least; a partner's consent never counts among these."""
    return _missing(statement, [yes.counts_as_reviewer for yes in statement.standing_yeses()])


def partners_missing(statement: Statement) -> list[IssuingBody]:
    """The joint bodies that have not agreed to exactly these words."""
    partners = statement.partners()
    agreed = statement.standing_consents().filter(answer=Consent.Answer.AGREED)
    has_agreed = set(agreed.values_list("body", flat=True)) if partners else set()
    return [body for body in partners if body.pk not in has_agreed]


def missing_after(statement: Statement, user: User) -> int:
    """How many yeses would still be missing, at the least, had `user` said theirs too."""
    said = [yes.counts_as_reviewer for yes in statement.standing_yeses()]
    return _missing(statement, [*said, may_approve(user, statement.issuing_body)])


def one_more_missing(text: Content, yeses: QuerySet[Approval], releasing: User) -> bool:
    """Whether a quiet period that asks for one more yes than these keeps the text back.

    Whoever releases a text stands behind it: where they have not said yes to it yet, theirs is the one more.
    """
    people = {yes.user_id for yes in yeses} | {releasing.pk}
    return len(people) <= max(TWO_PAIRS_OF_EYES, reviewers_needed(text))


def yeses_to_public(edition: Edition) -> QuerySet[Approval]:
    """The yeses by which these very words first went out, whatever the desk has made of the text since."""
    alike = Edition.objects.filter(statement=edition.statement, digest=edition.digest)
    first_out = alike.exclude(number=None).order_by("public_from").values_list("public_from", flat=True)[0]
    stood = Q(voided_at=None) | Q(voided_at__gte=first_out)
    return edition.statement.approvals.filter(stood, digest=edition.digest, said_at__lte=first_out)


def _missing(statement: Statement, of_reviewers: list[bool]) -> int:
    """How many yeses are missing beside those said, each of them by a reviewer or not."""
    of_people = TWO_PAIRS_OF_EYES - len(of_reviewers)
    return max(of_people, reviewers_needed(statement) - sum(of_reviewers), 0)
