"""What people outside the office are shown before it is public, by links of which only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import User
from .plain import Line
from .record import Revision
from .statement import Statement

LONGEST = timedelta(days=14)  # a link lasts no longer
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # of a password: none that is taken for another


def token_hash(token: str) -> str:
    """What is kept of a token, too random to need a salt: whoever reads the database can open nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


class LinkQuerySet(models.QuerySet[Any]):
    """Links of one kind, in the desk's words."""

    def by_token(self, token: str) -> Any:
        """The link with this token; None for a guess."""
        found = self.filter(token_hash=token_hash(token))
        return found.select_related("statement__issuing_body", "revision").first()

    def standing(self, at: datetime) -> Self:
        """Links nobody has ended and whose time has not run out."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def revoke(self, by: User, at: datetime) -> int:
        """End those that stand; returns how many."""
        return self.standing(at).update(revoked_at=at, revoked_by=by)


class Ended(models.TextChoices):
    """Why a link shows nothing."""

    PUBLIC = "public", _("It is public now")
    REVOKED = "revoked", _("Ended")
    EXPIRED = "expired", _("Run out")


class OutsidersLink(models.Model):
    """A look at one revision for one reader outside, until a moment that never moves or until it is ended."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="%(class)ss")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="%(class)ss")
    token_hash = models.CharField(max_length=64, unique=True)
    label = Line(_("for whom"), max_length=120)
    made_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("ended at"), null=True)
    revoked_by = models.ForeignKey("statements.User", models.PROTECT, null=True, related_name="+")

    objects = LinkQuerySet.as_manager()
    openings: Any  # the manager of its own kind of opening

    MUTABLE = ("revoked_at", "revoked_by_id")  # `guards` refuses a change of any other column

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at"), expires_at__lte=F("made_at") + LONGEST),
                name="%(class)s_ends_in_time",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def draw_token(self) -> str:
        """Give the link a token; it is told once, here."""
        token = secrets.token_urlsafe(32)
        self.token_hash = token_hash(token)
        return token

    def ended(self, at: datetime) -> Ended | None:
        """Why it shows nothing at `at`: an edition is out, or it was ended, or its time has run out."""
        if self.statement.editions.has_been_public(at).filter(public_from__gte=self.made_at).exists():
            return Ended.PUBLIC
        if self.revoked_at is not None:
            return Ended.REVOKED
        return Ended.EXPIRED if self.expires_at <= at else None


class OpeningQuerySet(models.QuerySet[Any]):
    """Openings of links."""

    def note(self, link: OutsidersLink, program: str, is_machine: bool, at: datetime) -> None:
        """Note an opening; reloading within a minute by the same program is the same one."""
        lately = self.filter(link=link, program=program, at__gt=at - timedelta(minutes=1))
        if not lately.filter(is_machine=is_machine).exists():
            self.create(link=link, program=program, is_machine=is_machine, at=at)


class Opening(models.Model):
    """That a link was opened: when, and by which sort of program. Nothing else is kept of who it was."""

    at = models.DateTimeField()
    program = Line(max_length=60)
    is_machine = models.BooleanField(default=False)  # an app fetched it and was shown no text

    objects = OpeningQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.program} {self.at}"


class PreviewLink(OutsidersLink):
    """A lawyer's look, or a journalist's under embargo; some ask for a password, sent another way."""

    password = models.CharField(max_length=255, blank=True)  # hashed; empty where none is asked

    class Meta(OutsidersLink.Meta):
        abstract = False
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def draw_password(self) -> str:
        """Give the link a password; it is told once, here. 49 bits."""
        typed = "".join(secrets.choice(LETTERS) for _letter in range(10))
        self.password = make_password(typed)
        return f"{typed[:5]}-{typed[5:]}"

    def is_opened_by(self, typed: str) -> bool:
        """Whether this is its password, as people type it."""
        kept = "".join(letter for letter in typed.casefold() if letter.isalnum())
        return not self.password or check_password(kept, self.password)


class PreviewOpening(Opening):
    """That a preview was opened."""

    link = models.ForeignKey(PreviewLink, models.PROTECT, related_name="openings")

    class Meta(Opening.Meta):
        abstract = False
        verbose_name = _("opening of a preview")
        verbose_name_plural = _("openings of previews")
