"""The language versions of one statement: what each says of the original, which is behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from . import figures, prose, wording
from .models import ChangeKind, Edition, Revision, Statement
from .workflow import State

READ = ("headline", "standfirst", "body", "notes_to_editors")  # the parts that are translated


def family(statement: Statement) -> QuerySet[Statement]:
    """A statement's original and all of its language versions, itself among them; no deleted drafts."""
    original = statement.translation_of_id or statement.pk
    members = Q(pk=original) | Q(translation_of__isnull=False, translation_of=original)
    return Statement.objects.filter(members).exclude(state=State.DISCARDED)


def others(statement: Statement) -> QuerySet[Statement]:
    """The other versions of a statement, by their language."""
    return family(statement).exclude(pk=statement.pk).order_by("language")


def is_behind(at: datetime) -> Q:
    """Versions that are behind: since the text they say, an edition of the original that is more than a
    minor change has become public. A release that was stopped and made again is the same text."""
    later = (
        Edition.objects.has_been_public(at)
        .filter(statement=OuterRef("translation_of"))
        .exclude(change_kind=ChangeKind.MINOR)
    )
    # Later rows have greater keys. Only where there is a later edition is the one that is said looked at.
    known = Edition.objects.filter(pk=OuterRef(OuterRef("renders"))).order_by().values("revision")
    said = later.filter(pk__gt=OuterRef("renders"), revision__gt=Subquery(known))
    begun = later.filter(revision__made_at__gt=OuterRef("begun_at"))  # before there was any edition to say
    return Q(translation_of__isnull=False) & (Q(Exists(said)) | Q(renders=None) & Q(Exists(begun)))


@dataclass(frozen=True)
class Source:
    """The original's words that a version is made from."""

    original: Statement
    known: Edition | Revision | None  # the text the version says, or stood when it was begun
    newest: Edition | Revision  # the original's newest edition, public or due; before the first, its draft

    @classmethod
    def of(cls, version: Statement) -> Source | None:
        """The source of a language version; None for an original."""
        original = version.translation_of
        if original is None:
            return None
        when_begun = original.revisions.filter(made_at__lte=version.begun_at)
        known = version.renders or when_begun.order_by("-number").first()
        return cls(original, known, newest_of(original))

    @property
    def has_moved(self) -> bool:
        """Whether the original's newest words are later than those the version says."""
        return self.known is not None and _revision(self.known).number < _revision(self.newest).number

    @property
    def to_follow(self) -> Edition | None:
        """The edition the version could be said to say now; None where it does, or where there is none."""
        if not isinstance(self.newest, Edition):
            return None
        is_said = isinstance(self.known, Edition) and not self.has_moved
        return None if is_said else self.newest


def newest_of(original: Statement) -> Edition | Revision:
    """The words of an original that a version is to say."""
    return original.last_edition() or original.revision


def content_of(text: Edition | Revision) -> Mapping[str, Any]:
    """The content of an edition or a revision; nothing of what is sealed."""
    if isinstance(text, Edition):
        return {} if text.is_sealed else text.content()
    content: Mapping[str, Any] = text.content
    return content


def missing_figures(version: Statement, source: Source) -> list[str]:
    """Figures and dates of the original that the version lacks, as the original writes them."""
    theirs, ours = content_of(source.newest), version.content()
    if prose.is_blank(version.body) or not theirs:
        return []
    return figures.missing(_plain(theirs), _plain(ours), str(theirs["language"]), version.language)


def _plain(content: Mapping[str, Any]) -> str:
    """The words that are translated; without the numbers of a list's items, which nobody writes."""
    lines = [str(content.get(name, "")) for name in READ if name != "body"]
    for passage in wording.blocks(str(content.get("body", ""))):
        lines.append("".join(piece.text for piece in passage.pieces if not piece.attribute))
    return "\n".join(lines)


def _revision(text: Edition | Revision) -> Revision:
    return text.revision if isinstance(text, Edition) else text
