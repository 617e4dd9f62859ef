"""The original alongside its translation: what changed in it, which of its figures are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from statements import versions
from statements.differences import Difference, whole
from statements.models import Edition, Statement, User
from statements.objections import objections_to_write_for
from statements.standing import Standing
from statements.versions import Source, content_of

from .comparison import Side

SHOWN = (
    "headline",
    "standfirst",
    "body",
    "notes_to_editors",
    "signatories",
    "dateline_place",
    "dateline_date",
)


@dataclass(frozen=True)
class Version:
    """One language version in the row of all of them."""

    statement: Statement
    standing: Standing
    is_behind: bool
    is_this: bool


@dataclass(frozen=True)
class Alongside:
    """The original as a translator reads it."""

    source: Source
    missing: list[str]
    is_behind: bool

    @property
    def newest(self) -> Side:
        """The text to be said."""
        return Side(self.source.newest)

    @property
    def known(self) -> Side | None:
        """The text the version says, where the original has moved on since and it may still be shown."""
        known = Side(self.source.known) if self.source.known and self.source.has_moved else None
        return None if known is None or known.is_sealed else known

    @property
    def language(self) -> str:
        """The language of the original."""
        return self.source.original.language

    @property
    def parts(self) -> list[Difference]:
        """The original part by part, with what changed in it marked."""
        now = content_of(self.source.newest)
        return whole(self.known.content() if self.known else now, now, SHOWN) if now else []

    @property
    def to_follow(self) -> Edition | None:
        """The edition it can be said to say now."""
        return self.source.to_follow


def panel(statement: Statement, person: User, at: datetime) -> dict[str, Any]:
    """What the form of a statement shows of its language versions and, on a translation, of the original."""
    is_behind = set(versions.family(statement).filter(versions.is_behind(at)).values_list("pk", flat=True))
    return {
        "versions": _versions(statement, person, at, is_behind),
        "languages_to_begin": _languages_to_begin(statement, person),
        "alongside": of(statement, at),
    }


def of(statement: Statement, at: datetime) -> Alongside | None:
    """The original of a translation; None for an original."""
    source = Source.of(statement)
    if source is None:
        return None
    is_behind = Statement.objects.filter(versions.is_behind(at), pk=statement.pk).exists()
    return Alongside(source, versions.missing_figures(statement, source), is_behind)


def edition_said(statement: Statement, number: int | None) -> Edition | None:
    """The edition of the original that a tick on the form names, where there is still something to follow."""
    source = Source.of(statement) if number else None
    if source is None or source.to_follow is None:
        return None
    return source.original.editions.filter(number=number).first()


def _versions(statement: Statement, person: User, at: datetime, behind: set[int]) -> list[Version]:
    visible = Statement.objects.visible_to(person).filter(pk__in=versions.family(statement).values("pk"))
    shown = visible.prefetch_related("editions", "withdrawals").order_by("language")
    return [Version(one, Standing.of(one, at), one.pk in behind, one.pk == statement.pk) for one in shown]


def _languages_to_begin(statement: Statement, person: User) -> list[tuple[str, bool]]:
    """The code of each language this person may begin a version in, and whether screens speak it."""
    if objections_to_write_for(statement.original.issuing_body, person):
        return []
    begun = set(versions.family(statement).values_list("language", flat=True))
    screens = dict(settings.LANGUAGES)
    return [(code, code in screens) for code, _name in settings.CONTENT_LANGUAGES if code not in begun]
