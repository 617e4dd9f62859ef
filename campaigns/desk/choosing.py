"""Things to choose at the desk, by the titles press staff know them by."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from campaigns.models import Subject, Version
from statements import text
from statements.models import User
from statements.models.languages import in_language
from statements.rights import bodies_of

BETWEEN = " · "  # a title and the slug behind it, in a list to choose from


def with_newest_words(subjects: QuerySet[Subject], person: User) -> QuerySet[Subject]:
    """Each that this person's bodies keep with `newest_words`, those written last, approved or not.

    One query for a whole list.
    """
    newest = Version.objects.filter(subject=OuterRef("pk"), subject__body__in=bodies_of(person))
    newest = newest.order_by("-number")
    return subjects.annotate(newest_words=Subquery(newest.values("content")[:1]))


def newest_title(subject: Subject) -> str:
    """The title written last of a subject that `with_newest_words` found; for others the approved one."""
    words = getattr(subject, "newest_words", None) or {}
    return in_language(words.get("titles", {})) or subject.title or subject.slug


class Offered:
    """What one person may choose of one kind: titles by slug, the newest first."""

    def __init__(self, kind: type[Subject], person: User, at: datetime) -> None:
        known = Subject.objects.filter(kind=kind.KIND).known_to(person, at)
        newest_first = with_newest_words(known, person).order_by("-begun_at", "-pk")
        self.titles = {one.slug: newest_title(one) for one in newest_first}

    @property
    def lines(self) -> list[str]:
        """Each as it stands in the list to choose from."""
        return [self.line(slug) for slug in self.titles]

    def line(self, slug: str) -> str:
        """One as it stands in the list; as it was typed where there is none of this name."""
        return f"{self.titles[slug]}{BETWEEN}{slug}" if slug in self.titles else slug

    def slug_of(self, typed: str) -> str:
        """The slug of what was chosen or typed: a line of the list, a slug, or a title that one of them has.

        What is none of these comes back as it was typed.
        """
        typed = text.line(typed)
        behind = typed.rpartition(BETWEEN)[2]
        if behind in self.titles:
            return behind
        called = [slug for slug, title in self.titles.items() if text.fold(title) == text.fold(typed)]
        return called[0] if len(called) == 1 else typed
