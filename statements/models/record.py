"""What is kept of the work: revisions, yeses, steps in one hash chain, marks to confirm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statements import parts

from .content import SCHEMA, digest
from .editions import Edition, Withdrawal
from .files import Attachment, Use
from .people import User
from .statement import Statement


class Revision(models.Model):
    """The words of one deliberate save. Never deleted; never changed, but for `erase`, which empties them."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    schema = models.PositiveSmallIntegerField(default=SCHEMA)
    content = models.JSONField()
    digest = models.CharField(_("digest"), max_length=64)
    author = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("author"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["statement", "number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.statement} · {self.number}"

    @property
    def is_erased(self) -> bool:
        """Whether its words were erased under a court order; a revision always says its language else."""
        return not self.content

    def note_uses(self) -> None:
        """Write down which files it names, and what else; what is written of each stands in its content."""
        uses = Use.of(self.content.get("attachments", []))
        Attachment.objects.bulk_create(
            Attachment(revision=self, file=use.file, name=use.name) for use in uses
        )
        parts.keep(self)


class Approval(models.Model):
    """One person's yes to one digest; a later change of content voids it."""

    class Capacity(models.TextChoices):
        SUBMITTER = "submitter", _("Submitter")
        REVIEWER = "reviewer", _("Reviewer")
        COLLEAGUE = "colleague", _("Agreeing colleague")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="approvals")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="approvals")
    digest = models.CharField(_("digest"), max_length=64)
    user = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    capacity = models.CharField(_("as"), max_length=10, choices=Capacity.choices)
    counts_as_reviewer = models.BooleanField(default=False)  # as their memberships were when they said it
    said_at = models.DateTimeField(_("said at"))
    voided_at = models.DateTimeField(_("void since"), null=True)

    class Meta:
        verbose_name = _("yes")
        verbose_name_plural = _("yeses")
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "user", "digest"], condition=Q(voided_at=None), name="one_yes_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_capacity_display()}"


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Marks to confirm, by time."""

    def open(self, at: datetime) -> ConfirmationQuerySet:
        """Marks that wait for a second person at `at`.

        That of a withdrawal waits while the withdrawal is in force: after it there is nothing to say yes to.
        That of an edition waits whatever becomes of it: it stood before readers, and nothing undoes this.
        """
        stands = Q(withdrawal=None) | Q(withdrawal__in=Withdrawal.objects.in_force(at))
        return self.filter(stands, confirmed_by=None)


class Confirmation(models.Model):
    """A mark on what one person did alone, until a reviewer, another person, has confirmed it."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="confirmations")
    edition = models.OneToOneField("statements.Edition", models.PROTECT, null=True, related_name="mark")
    withdrawal = models.OneToOneField("statements.Withdrawal", models.PROTECT, null=True, related_name="mark")
    done_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("statements.User", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("statements.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark to confirm")
        verbose_name_plural = _("marks to confirm")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, withdrawal=None)
                | Q(edition=None, withdrawal__isnull=False),
                name="a_mark_is_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("done_by")),
                name="confirmed_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        if self.withdrawal:
            return str(self.withdrawal.get_kind_display())
        number = self.edition.number if self.edition else ""
        return str(_("Edition %(number)s, published without approval")) % {"number": number}

    def is_open(self, at: datetime) -> bool:
        """Whether it waits for a second person at `at`; the twin of `ConfirmationQuerySet.open`."""
        return self.confirmed_by is None and (self.withdrawal is None or self.withdrawal.is_in_force(at))

    @property
    def reason(self) -> str:
        """Why it was done: the explanation of a withdrawal, or the reason for publishing without approval."""
        if self.withdrawal:
            return self.withdrawal.explanation
        step = self.edition.steps.order_by("number").first() if self.edition else None
        return step.note if step else ""

    @property
    def text(self) -> Edition | None:
        """The edition it is about: the one published, or the one taken back."""
        return self.edition or (self.withdrawal.edition if self.withdrawal else None)


class ChainHead(models.Model):
    """The end of the chain of steps: one row, locked last in a verb."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("head of the chain")
        verbose_name_plural = _("heads of the chain")

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"


class StepManager(models.Manager["Step"]):
    """Writes steps to the end of the chain and finds where a chain is broken."""

    def append(self, **facts: Any) -> Step:
        """Write one step after the last one. Call it last in the transaction: it holds the chain's lock."""
        head = ChainHead.objects.select_for_update().get()
        step = Step(number=head.number + 1, previous=head.digest, **facts)
        step.digest = step.computed_digest()
        step.save(force_insert=True)
        ChainHead.objects.update(number=step.number, digest=step.digest)
        return step

    def tell(self, kind: str, key: int, deed: str, by: User, at: datetime, **facts: Any) -> Step:
        """Write what `by` did to something that is no statement: its kind, its key. Call it like `append`."""
        said = {"subject_kind": kind, "subject_key": str(key), "verb": str(deed), "at": at}
        return self.append(**said, actor=by, actor_name=by.called, **facts)

    def about(self, kind: str, key: int) -> models.QuerySet[Step]:
        """The steps of one subject, oldest first."""
        return self.filter(subject_kind=kind, subject_key=str(key)).order_by("number")

    @transaction.atomic
    def first_break(self) -> int | None:
        """The number of the first step that is missing, changed or out of place; None where all is whole.

        Holds the end of the chain while it looks.
        """
        head = ChainHead.objects.select_for_update().get()
        number, previous = 0, ""
        for step in self.select_related("revision", "edition").order_by("number").iterator():
            follows = (step.number, step.previous) == (number + 1, previous)
            if not follows or step.digest != step.computed_digest():
                return number + 1
            number, previous = step.number, step.digest
        return None if (head.number, head.digest) == (number, previous) else number + 1


class Step(models.Model):
    """A fact: who did what to what, when, from which state to which. Append-only, one hash chain over all."""

    number = models.PositiveBigIntegerField(unique=True)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=40)
    verb = models.CharField(_("verb"), max_length=40)
    from_state = models.CharField(_("from"), max_length=20, blank=True)
    to_state = models.CharField(_("to"), max_length=20, blank=True)
    actor = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    actor_name = models.CharField(max_length=255)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="steps")
    edition = models.ForeignKey("statements.Edition", models.PROTECT, null=True, related_name="steps")
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"))
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = StepManager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["number"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="step_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def computed_digest(self) -> str:
        """The digest its facts and its predecessor's digest give."""
        revision, edition = self.revision, self.edition
        return self.digest_over(revision.digest if revision else None, edition.digest if edition else None)

    def digest_over(self, revision: str | None, edition: str | None) -> str:
        """The same, where the digests of its revision and its edition are known already."""
        return digest(
            {
                "number": self.number,
                "subject": [self.subject_kind, self.subject_key],
                "verb": self.verb,
                "states": [self.from_state, self.to_state],
                "actor": self.actor_name,
                "revision": revision,
                "edition": edition,
                "note": self.note,
                "at": utc_text(self.at),
                "previous": self.previous,
            }
        )


def digest_of_last_step(before: datetime) -> str | None:
    """The digest of the last step of the chain done before this moment: what readers are told of steps."""
    steps = Step.objects.filter(at__lt=before).order_by("-number")
    return steps.values_list("digest", flat=True).first()


def utc_text(moment: datetime) -> str:
    """A moment as text that does not depend on the database or the time zone of the reader."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
