"""Filters a person keeps under a name."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from statements import text
from statements.models import SavedFilter, User

from .asked import Asked

MOST = 30
NAME = SavedFilter._meta.get_field("name")


def keep(person: User, typed: str, query: str) -> str:
    """Keep what a query asks for under a name, in place of one of that name; says why not, or nothing."""
    name = text.line(typed)
    kept = Asked(person, QueryDict(query[:2_000])).query
    if not name:
        return _("Give the filter a name.")
    if len(name) > (NAME.max_length or 0):
        return _("The name has %(longest)d characters at most.") % {"longest": NAME.max_length}
    if not kept:
        return _("Nothing is filtered that could be saved.")
    mine = SavedFilter.objects.filter(person=person)
    if mine.exclude(name=name).count() >= MOST:
        return _("You keep %(number)d filters already. Forget one first.") % {"number": MOST}
    SavedFilter.objects.update_or_create(person=person, name=name, defaults={"query": kept})
    return ""


def forget(person: User, key: int) -> None:
    """Forget one of the person's own filters."""
    SavedFilter.objects.filter(person=person, pk=key).delete()
