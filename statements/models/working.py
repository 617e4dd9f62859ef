"""What a person typed and has not saved, and who has a form open: private, and advice; never part of the law.

No verb asks for any of it. A working copy makes no revision and no step, and is nobody's but its writer's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from statements.workflow import State

if TYPE_CHECKING:
    from .people import User
    from .statement import Statement

MOST = 5  # copies of one person of one text, from as many tabs; the oldest gives way
KEPT_FOR = timedelta(days=60)  # since the last word typed
KEPT_BRIEFLY = timedelta(days=7)  # of people who have left, and of deleted drafts
SAVED_FOR = timedelta(hours=1)  # how long it is known that a copy was saved: longer than any answer is late
PRESENT_FOR = timedelta(minutes=30)  # since the last sign


class Words(TypedDict):
    """What a tab has typed: the fields by name, the version of the statement its form showed, and when."""

    typed: dict[str, str]
    seen_version: int
    typed_at: datetime


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """Working copies, in the desk's words."""

    def keep(
        self, person: User, statement: Statement | None, key: str, number: int, **words: Unpack[Words]
    ) -> bool:
        """Keep what a tab typed; False where something newer of that tab stands, or it was saved meanwhile.

        A request that arrives late never overwrites a later one: each bears a higher number.
        """
        older = self.filter(person=person, statement=statement, key=key, number__lt=number, is_saved=False)
        if older.update(number=number, **words):
            return True
        first = {"statement": statement, "number": number, **words}
        _copy, is_first = self.get_or_create(person=person, key=key, defaults=first)
        if is_first:
            self._give_way(person, statement)
        return is_first or bool(older.update(number=number, **words))

    def saved(self, person: User, statement: Statement, key: str, at: datetime) -> None:
        """Remember, without a word of it, that what this tab typed is saved: what comes late is not kept."""
        over: dict[str, Any] = {"is_saved": True, "typed": {}, "typed_at": at, "statement": statement}
        self.update_or_create(person=person, key=key, defaults=over)

    def unsaved(self, person: User, statement: Statement | None) -> WorkingCopyQuerySet:
        """What this person typed on this statement (None: on a form that has begun none), newest first."""
        return self.filter(person=person, statement=statement, is_saved=False).order_by("-typed_at", "-pk")

    def sweep(self, at: datetime) -> None:
        """Clear away what nobody has come back for."""
        left = Q(person__is_active=False) | Q(statement__state=State.DISCARDED)
        old = Q(typed_at__lt=at - KEPT_FOR) | Q(left, typed_at__lt=at - KEPT_BRIEFLY)
        gone = old | Q(is_saved=True, typed_at__lt=at - SAVED_FOR)
        self.filter(pk__in=list(self.filter(gone).values_list("pk", flat=True))).delete()

    def _give_way(self, person: User, statement: Statement | None) -> None:
        too_many = self.unsaved(person, statement).values_list("pk", flat=True)[MOST:]
        if keys := list(too_many):
            self.filter(pk__in=keys).delete()


class WorkingCopy(models.Model):
    """The fields of one form in one tab as they were last typed; its writer's alone."""

    person = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    statement = models.ForeignKey("statements.Statement", models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=40)  # of the tab; of a form that begins a draft, its one-time key
    number = models.PositiveIntegerField(default=0)  # how often that tab has sent it; rises with each
    typed = models.JSONField()
    seen_version = models.PositiveIntegerField(default=0)  # the statement's, when its form was opened
    typed_at = models.DateTimeField()
    is_saved = models.BooleanField(default=False)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_working_copy_a_tab")]
        indexes = [models.Index(fields=["typed_at"], name="working_copy_typed_at")]

    def __str__(self) -> str:
        return self.headline

    @property
    def headline(self) -> str:
        """The headline as typed, or a word that says there is none yet."""
        return str(self.typed.get("headline", "")) or str(_("(no headline yet)"))


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who has a form open, in the desk's words."""

    def see(self, person: User, statement: Statement, at: datetime) -> None:
        """Take a sign of life; after a long silence it is a new opening."""
        still_here = self.filter(person=person, statement=statement, seen_at__gt=at - PRESENT_FOR)
        if not still_here.update(seen_at=at):
            opened = {"opened_at": at, "seen_at": at}
            self.update_or_create(person=person, statement=statement, defaults=opened)

    def beside(self, person: User, statement: Statement, at: datetime) -> PresenceQuerySet:
        """The others who have this form open, with `has_typed`: whether they have unsaved text there."""
        unsaved = WorkingCopy.objects.filter(
            person=OuterRef("person"), statement=OuterRef("statement"), is_saved=False,
            typed_at__gt=at - PRESENT_FOR,
        )  # fmt: skip
        here = self.filter(statement=statement, seen_at__gt=at - PRESENT_FOR, person__is_active=True)
        others = here.exclude(person=person).select_related("person").order_by("opened_at")
        return others.annotate(has_typed=Exists(unsaved))

    def sweep(self, at: datetime) -> None:
        """Clear away who has long gone."""
        self.filter(seen_at__lt=at - PRESENT_FOR).delete()


class Presence(models.Model):
    """That a person has a statement's form open; it passes by itself."""

    person = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    statement = models.ForeignKey("statements.Statement", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="one_presence_a_person_and_text")
        ]

    def __str__(self) -> str:
        return f"{self.statement} · {self.person}"
