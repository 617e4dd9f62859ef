"""When a text is approved: two people said yes to this very digest, enough of them reviewers."""

from __future__ import annotations

from .models import IssuingBody, Statement, User
from .rights import roles
from .workflow import Role

TWO_PAIRS_OF_EYES = 2


def reviewers_needed(statement: Statement) -> int:
    """How many reviewers must say yes: the greatest number among the bodies that speak."""
    return max(body.approvals_required for body in statement.spoken_by())


def may_approve(user: User, body: IssuingBody) -> bool:
    """Whether a yes counts as a reviewer's: of a reviewer, a named one where the body names them."""
    if Role.REVIEWER not in roles(user, body):
        return False
    return not body.approvers.exists() or body.approvers.filter(pk=user.pk).exists()


def yeses_missing(statement: Statement, acting: User) -> int:
    """How many more people have to say yes after `acting` has; zero where that yes completes the approval."""
    yeses = list(statement.standing_yeses())
    reviewers = sum(yes.counts_as_reviewer for yes in yeses) + may_approve(acting, statement.issuing_body)
    return max(TWO_PAIRS_OF_EYES - len(yeses) - 1, reviewers_needed(statement) - reviewers, 0)


def is_approved(statement: Statement) -> bool:
    """Whether enough people have said yes to exactly the words now on the desk."""
    yeses = list(statement.standing_yeses())
    reviewers = sum(1 for yes in yeses if yes.counts_as_reviewer)
    return len(yeses) >= TWO_PAIRS_OF_EYES and reviewers >= reviewers_needed(statement)
