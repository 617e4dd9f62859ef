"""What waits in the outbox, for the desk's screens."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from statements import maintenance
from statements.models import Effect, Sign, User
from statements.models.outbox import EffectQuerySet

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def is_mail_set_up() -> bool:
    """Whether there is a way to send mail; without one every effect stays due."""
    return settings.EMAIL_BACKEND != SMTP or bool(settings.EMAIL_HOST)


def may_be_sent() -> bool:
    """Whether messages go out now: there is a way, no maintenance, and no restore holds them back."""
    if not is_mail_set_up() or maintenance.is_on():
        return False
    return Sign.objects.last(Sign.Name.MESSAGES_HELD) is None


def oldest_due(at: datetime) -> Effect | None:
    """The effect that has been due the longest at `at`, tried or not; None where nothing waits."""
    waiting = Effect.objects.filter(state=Effect.State.DUE, waiting_since__lte=at)
    return waiting.order_by("waiting_since", "pk").first()


def unsent(at: datetime, user: User) -> EffectQuerySet:
    """The effects of this person's statements that are late, given up or held back; the oldest first."""
    found = Effect.objects.visible_to(user).not_sent(at).order_by("waiting_since", "pk")
    return found.select_related("step", "recipient").prefetch_related("statement")
