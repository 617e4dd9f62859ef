"""The public record: editions, and the withdrawals and flags that stand over them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .changes import Bound, ChangesByTime
from .content import Content, digest
from .files import File
from .statement import Statement

NEWS = datetime.timedelta(days=2)  # after which an edition is no news (Google's news sitemaps)
NOTICE_OF_WITHDRAWAL = datetime.timedelta(days=30)  # for which feeds tell of one


def public_at(at: datetime.datetime) -> Q:
    """Of an edition, or of what knows its bounds: whether readers see it at `at`."""
    return (Q(public_until=None) | Q(public_until__gt=at)) & Q(public_from__lte=at)


def of_families(originals: Iterable[int]) -> Q:
    """Editions of these statements and of their translations, by the keys of the originals.

    The statements are asked for by themselves: a condition on either of two tables is looked up in no index.
    """
    family = Statement.objects.filter(Q(pk__in=originals) | Q(translation_of__pk__in=originals))
    return Q(statement__in=family.values("pk"))


class EditionQuerySet(ChangesByTime["Edition"]):
    """Editions by public time. Public code reads editions by `public` and `on_record` and no other word."""

    BOUNDS = (
        Bound("public_from"),
        Bound("public_until"),
        Bound("sealed_at"),
        Bound("issued_at", NEWS, Q(already_issued_on=None)),  # what is history never was news
    )

    def noticed(self) -> EditionQuerySet:
        """All but those whose release was stopped."""
        return self.exclude(number=None)

    def public(self, at: datetime.datetime) -> EditionQuerySet:
        """Editions readers see at `at`: lists, counts, search and feeds hold these."""
        return self.filter(public_at(at))

    def on_record(self, at: datetime.datetime) -> EditionQuerySet:
        """Editions that have been public by `at`, with nothing removed or merged standing over them."""
        hidden = Withdrawal.objects.in_force(at).filter(
            statement=models.OuterRef("statement"), kind__in=Withdrawal.HIDING
        )
        return self.has_been_public(at).filter(~models.Exists(hidden))

    def has_been_public(self, at: datetime.datetime) -> EditionQuerySet:
        """Editions whose interval has begun by `at` and is not empty (a stopped release's is)."""
        begun = self.filter(public_from__lte=at)
        return begun.filter(Q(public_until=None) | Q(public_until__gt=F("public_from")))

    def carrying(self, file: File, name: str) -> EditionQuerySet:
        """Editions that name the file under this name; not the sealed ones, whose files are shut."""
        uses = {"revision__attachments__file": file, "revision__attachments__name": name}
        return self.filter(sealed_at=None, **uses)

    def due(self, at: datetime.datetime) -> EditionQuerySet:
        """Editions released for a time after `at`."""
        return self.filter(public_from__gt=at, public_until=None)


class Edition(Content):
    """One public version of a statement. Of its columns only the end, the number and the seal ever change."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"), null=True)  # emptied when a release is stopped
    revision = models.ForeignKey("statements.Revision", models.PROTECT, related_name="editions")
    digest = models.CharField(_("digest"), max_length=64)
    renders = models.ForeignKey(  # of a language version: the edition of the original it says
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("edition it says")
    )
    public_from = models.DateTimeField(_("public from"))
    public_until = models.DateTimeField(_("public until"), null=True)
    issued_at = models.DateTimeField(_("issued at"))
    body_name = models.CharField(_("issued by"), max_length=255)
    body_boilerplate = models.TextField(_("about the body"), blank=True)
    sealed_at = models.DateTimeField(_("sealed at"), null=True)
    seal_reason = models.TextField(_("reason of the seal"), blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True)  # under a court order, once sealed

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["statement", "number", "pk"]
        indexes = [
            models.Index(fields=["-issued_at", "-statement"], name="edition_newest_first"),
            # Of what was issued here alone: in an archive moved in from elsewhere it is rare.
            models.Index(
                fields=["-issued_at", "-statement"], condition=Q(already_issued_on=None), name="edition_news"
            ),
            models.Index(fields=["public_from"], name="edition_public_from"),
            # Whether a statement is public is asked of every line of a list: without reading a text.
            models.Index(fields=["statement", "public_from", "public_until", "number"], name="edition_times"),
            # Of the ends alone: SQLite takes "without an end" for few, and would look for the due there.
            models.Index(
                fields=["public_until"], name="edition_ends", condition=Q(public_until__isnull=False)
            ),
            models.Index(fields=["sealed_at"], condition=Q(sealed_at__isnull=False), name="edition_sealed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(public_until=None), name="one_open_edition_a_statement"
            ),
            models.CheckConstraint(
                condition=Q(public_until=None) | Q(public_until__gte=F("public_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                # Not null is asked too: "unknown" would let an open edition pass.
                condition=Q(number__isnull=False)
                | Q(public_until__isnull=False, public_until=F("public_from")),
                name="only_a_stopped_release_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None) | ~Q(seal_reason=""), name="a_seal_says_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement.reference} · {self.number}"

    # The columns that may change after the edition was written; `guards` refuses every other.
    MUTABLE = ("public_until", "number", "sealed_at", "seal_reason", "erased_at")
    # What `erase` leaves of its words: nothing. Who speaks, kind, language, times, number and digest stay.
    ERASED: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(("headline", "standfirst", "body", "dateline_place", "notes_to_editors"), ""),
        **dict.fromkeys(("change_note", "body_boilerplate"), ""),
        "signatories": [],
        "attachments": [],
        "parts": {},
    }

    def is_public(self, at: datetime.datetime) -> bool:
        """Whether readers see it at `at`; the twin of `EditionQuerySet.public`."""
        return self.public_from <= at and (self.public_until is None or self.public_until > at)

    @property
    def is_sealed(self) -> bool:
        """Whether only number, time and digest may still be shown."""
        return self.sealed_at is not None

    @property
    def is_true_to_digest(self) -> bool:
        """Whether its words still are the words that were approved."""
        return digest(self.content()) == self.digest

    @property
    def is_history(self) -> bool:
        """Whether the statement is older than its place here."""
        return self.already_issued_on is not None

    def get_absolute_url(self) -> str:
        """The statement's one canonical address: under its language's prefix where screens have it."""
        from statements.addresses import language_of_address

        with override(language_of_address(self.language)):
            return reverse("statement", args=[self.statement.year, self.statement.slug])


class WithdrawalQuerySet(ChangesByTime["Withdrawal"]):
    """Withdrawals by time."""

    BOUNDS = (Bound("in_force_from"), Bound("until"), Bound("in_force_from", NOTICE_OF_WITHDRAWAL))

    def in_force(self, at: datetime.datetime) -> WithdrawalQuerySet:
        """Withdrawals standing at `at`."""
        return self.filter(Q(until=None) | Q(until__gt=at), in_force_from__lte=at)


class Withdrawal(models.Model):
    """Why a statement no longer stands, in public words, and for how long."""

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn: the page stays, under a notice")
        REMOVED = "removed", _("Removed: the text goes, the reason stays")
        MERGED = "merged", _("Merged: the address leads to another statement")

    HIDING = (Kind.REMOVED, Kind.MERGED)

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="withdrawals")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    explanation = models.TextField(_("public explanation"))
    in_force_from = models.DateTimeField(_("in force from"))
    until = models.DateTimeField(_("until"), null=True)
    by = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    target = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="absorbed", verbose_name=_("merged into")
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["statement", "in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(until=None), name="one_open_withdrawal_a_statement"
            ),
            models.CheckConstraint(condition=~Q(explanation=""), name="a_withdrawal_is_explained"),
            models.CheckConstraint(
                condition=Q(kind="merged", target__isnull=False) | (~Q(kind="merged") & Q(target=None)),
                name="merged_and_only_merged_has_a_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} · {self.get_kind_display()}"

    @property
    def word(self) -> str:
        """What happened, in one word for readers."""
        words = {self.Kind.REMOVED.value: _("Removed"), self.Kind.MERGED.value: _("Merged")}
        return str(words.get(self.kind, _("Withdrawn")))

    @property
    def edition(self) -> Edition | None:
        """The edition it took back."""
        ended = self.statement.editions.exclude(number=None).filter(public_until=self.in_force_from)
        return ended.select_related("issuing_body").first()

    def is_in_force(self, at: datetime.datetime) -> bool:
        """Whether it stands at `at`; the twin of `WithdrawalQuerySet.in_force`."""
        return self.in_force_from <= at and (self.until is None or self.until > at)


class FlagQuerySet(ChangesByTime["Flag"]):
    """Flags by time."""

    BOUNDS = (Bound("since"), Bound("until"))

    def in_force(self, at: datetime.datetime) -> FlagQuerySet:
        """Flags readers see at `at`: not run out, and over the edition that is public then."""
        return self.filter(since__lte=at, until__gt=at, edition__in=Edition.objects.public(at))


class Flag(models.Model):
    """A dated public line above the text, gone with the next edition or after a day."""

    LONGEST = datetime.timedelta(days=1)

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="flags")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="flags")
    words = models.CharField(_("public words"), max_length=300)
    since = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey("statements.User", models.PROTECT, related_name="+")

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="a_flag_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Hold the law's limit: a day at most."""
        self.until = min(self.until, self.since + self.LONGEST)
        super().save(*args, **kwargs)
