"""What is kept of a review beside the law: notes, who is looking at it, when it is needed, who has read what.

Advice, never a lock: no verb asks for any of it, and none of it changes words, state or version.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statements.workflow import State

from .plain import Lines
from .record import Revision
from .statement import Statement

if TYPE_CHECKING:
    from .people import User


class NoteQuerySet(models.QuerySet["Note"]):
    """Notes, in the desk's words."""

    def unresolved(self) -> NoteQuerySet:
        """Notes nobody has dealt with yet; an answer stands and falls with its note."""
        return self.filter(resolved_at=None, answer_to=None)


class Note(models.Model):
    """An internal remark on a statement or one of its fields, or an answer to one. Its words never change."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="notes")
    field = models.CharField(_("field"), max_length=40, blank=True)
    text = Lines(_("remark"))
    answer_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    author = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey("statements.User", models.PROTECT, null=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="a_resolved_note_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answer_to=None) | Q(resolved_at=None), name="an_answer_is_not_resolved"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def on(self) -> str:
        """The name of the field it is on; empty where it is on the whole statement."""
        labels = {column.name: str(column.verbose_name) for column in Statement._meta.concrete_fields}
        return labels.get(self.field, "")

    def answer(self, by: User, text: str, at: datetime) -> Note:
        """Keep an answer to it."""
        return Note.objects.create(
            statement=self.statement, field=self.field, text=text, answer_to=self, author=by, made_at=at
        )

    def resolve(self, by: User, at: datetime) -> bool:
        """Mark it as dealt with; False where somebody has done so before."""
        mine = Note.objects.unresolved().filter(pk=self.pk)
        return bool(mine.update(resolved_at=at, resolved_by=by))


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, in the desk's words."""

    @transaction.atomic
    def take(self, statement: Statement, by: User, instead_of: int | None, at: datetime) -> bool:
        """Say that `by` is looking at it, in place of the person (key) the caller saw there, None for nobody.

        False, and nothing written, where it is somebody else by now or the text does not wait any more.
        """
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        standing = self.filter(statement=locked).first()
        holder = standing.person_id if standing else None
        if locked.state != State.IN_REVIEW or holder not in {instead_of, by.pk}:
            return False
        if holder != by.pk:
            self.update_or_create(statement=locked, defaults={"person": by, "since": at})
        return True


class Claim(models.Model):
    """Who is looking at a text that waits for a yes. Others may act all the same, and may take it over."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="claim")
    person = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(_("since"))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return f"{self.statement} · {self.person}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines, in the desk's words."""

    def put(self, statement: Statement, needed_by: datetime | None, by: User, at: datetime) -> None:
        """Say when it is needed, None for nothing said."""
        if needed_by is None:
            self.filter(statement=statement).delete()
            return
        said = {"needed_by": needed_by, "set_by": by, "set_at": at}
        self.update_or_create(statement=statement, defaults=said)


class Deadline(models.Model):
    """When a text is needed, as one of those concerned said; gone once it is released."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="deadline")
    needed_by = models.DateTimeField(_("needed by"))
    set_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    set_at = models.DateTimeField(_("said at"))

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self) -> str:
        return f"{self.statement} · {self.needed_by}"


class LookQuerySet(models.QuerySet["Look"]):
    """Looks, in the desk's words."""

    def remember(self, person: User, revision: Revision, at: datetime) -> None:
        """Remember that a person has read this revision; the first time counts."""
        self.bulk_create([Look(person=person, revision=revision, at=at)], ignore_conflicts=True)

    def before(self, revision: Revision, person: User) -> Revision | None:
        """The newest revision before this one that the person has read or written; None for none."""
        earlier = Revision.objects.filter(statement=revision.statement_id, number__lt=revision.number)
        known = earlier.filter(Q(author=person) | Q(looks__person=person))
        return known.select_related("author").order_by("-number").first()


class Look(models.Model):
    """That a person has read a revision: what changed since is shown to them."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="looks")
    person = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [models.UniqueConstraint(fields=["revision", "person"], name="one_look_a_person")]

    def __str__(self) -> str:
        return f"{self.revision} · {self.person}"
