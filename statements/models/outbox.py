"""The outbox: effects outside the database, written in the transition's own transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bodies import IssuingBody
from .record import Step
from .statement import Statement

if TYPE_CHECKING:
    from datetime import datetime

    from .people import User


GRACE = timedelta(minutes=5)  # what is due for no longer than this is on its way, not late


class EffectQuerySet(models.QuerySet["Effect"]):
    """Effects, as those who send them and those who wait for them ask for them."""

    def due(self, at: datetime) -> EffectQuerySet:
        """What is to be done at `at` and is in nobody's hands."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.filter(free, state=Effect.State.DUE, next_try__lte=at).order_by("next_try", "pk")

    def not_sent(self, at: datetime) -> EffectQuerySet:
        """What ought to have reached somebody by `at` and has not: late, given up, or held back."""
        waiting = self.filter(waiting_since__isnull=False)
        return waiting.exclude(state=Effect.State.DUE, due_at__gt=at - GRACE)

    def not_done(self) -> EffectQuerySet:
        """What may still be sent: due, or once a person says so."""
        return self.filter(state__in=(Effect.State.DUE, *Effect.NEEDS_A_PERSON))

    def visible_to(self, user: User) -> EffectQuerySet:
        """Effects of the statements that this person's bodies issue, and of what else they keep.

        Partners of a joint statement read it; whom its issuer tells, and whether again, is not theirs.
        """
        from statements.rights import bodies_of

        bodies = bodies_of(user)
        issued = Statement.objects.visible_to(user).filter(pk=models.OuterRef("statement"))
        issued = issued.filter(issuing_body__in=bodies)
        kept = Q(body__in=bodies)
        return self.filter(models.Exists(issued) | kept)  # asked of each effect: few, beside all statements

    def send_again(self, at: datetime) -> int:
        """Make what was given up or held back due anew, as if it fell due at `at`; returns how many."""
        return self.filter(state__in=Effect.NEEDS_A_PERSON).update(
            state=Effect.State.DUE, attempts=0, due_at=at, next_try=at, last_error=""
        )

    def leave_unsent(self) -> int:
        """Let what was given up or held back rest for good; returns how many."""
        return self.filter(state__in=Effect.NEEDS_A_PERSON).update(state=Effect.State.VOID)


class Effect(models.Model):
    """Something to be sent once its time has come.

    The one a verb writes has no recipient: who is concerned is asked when it is due, and it gets one effect
    below it for each of them, with a key of its own, so that each is sent, tried again and given up alone.
    """

    class Kind(models.TextChoices):
        MAIL = "mail", _("Mail")
        FAILURE = "failure", _("Word that a mail was not sent")

    class State(models.TextChoices):
        DUE = "due", _("To be sent")
        ADDRESSED = "addressed", _("Addressed")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        HELD = "held", _("Held back, too old")
        VOID = "void", _("Void")

    NEEDS_A_PERSON = (State.FAILED, State.HELD)

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="effects", verbose_name=_("statement")
    )
    body = models.ForeignKey(IssuingBody, models.PROTECT, null=True, related_name="+")  # of what is none
    step = models.ForeignKey(Step, models.PROTECT, related_name="effects", verbose_name=_("step"))
    recipient = models.ForeignKey(
        "statements.User", models.PROTECT, null=True, related_name="+", verbose_name=_("recipient")
    )
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next try"))
    last_error = models.TextField(_("what went wrong"), blank=True)
    lease = models.CharField(max_length=32, blank=True)  # who has it in hand: one token for each batch
    leased_until = models.DateTimeField(null=True)

    # Nothing once it is done: of all that was ever sent, an index finds the few that wait.
    waiting_since = models.GeneratedField(
        expression=models.Case(models.When(state__in=(State.DUE, *NEEDS_A_PERSON), then="due_at")),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["next_try", "pk"]
        indexes = [
            models.Index(
                fields=["waiting_since"], name="effect_waiting", condition=Q(waiting_since__isnull=False)
            ),
            models.Index(fields=["state", "next_try"], name="effect_due"),
            models.Index(fields=["lease"], name="effect_lease", condition=~Q(lease="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, body=None) | Q(statement=None, body__isnull=False),
                name="effect_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def about(cls, kind: Effect.Kind, step: Step, of: Statement | IssuingBody, at: datetime) -> Effect:
        """The one effect of this kind that tells those concerned of a step at `at`; not saved.

        `of` is the statement it is about; of what is no statement the body that keeps it.
        """
        about = {"statement": of} if isinstance(of, Statement) else {"body": of}
        return cls(key=f"{kind}-{step.number}", kind=kind, step=step, due_at=at, next_try=at, **about)

    @property
    def of(self) -> Statement | IssuingBody:
        """What `about` was told: the statement, or the body that keeps what is none."""
        of: Statement | IssuingBody | None = self.statement or self.body
        if of is None:
            raise ValueError(f"{self} is about nothing")
        return of

    @property
    def text(self) -> Statement:
        """The statement it is about. Raises ValueError where it is about something else."""
        if self.statement is None:
            raise ValueError(f"{self} is about no statement")
        return self.statement

    def to(self, recipient: User, at: datetime) -> Effect:
        """The effect below this one that tells one person; not saved."""
        return Effect(
            key=f"{self.key}-{recipient.pk}",
            kind=self.kind,
            step=self.step,
            statement=self.statement,
            body=self.body,
            recipient=recipient,
            due_at=self.due_at,
            next_try=at,
        )
