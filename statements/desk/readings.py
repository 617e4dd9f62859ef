"""How the desk shows a statement where nothing may be typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from statements import parts
from statements.addresses import language_of_address
from statements.models import Statement
from statements.verbs.releasing import edition_of

from .file_desk import uses_at_the_desk


def short_time(moment: datetime) -> str:
    """A moment in the columns of a list, in the reader's zone, which it names."""
    return date_format(timezone.localtime(moment), "j M Y, H:i T")


class OwnFilters:
    """A list is filtered by what it offers and by nothing else: `?field__regex=` is nobody's business."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether a parameter of the address is one of the filters shown beside the list."""
        shown = [one[0] if isinstance(one, tuple) else one for one in getattr(self, "list_filter", ())]
        own = {getattr(one, "parameter_name", "") for one in shown}
        ways = ("exact", "id__exact", "isnull")
        return lookup in own | {f"{name}__{way}" for name in shown for way in ways}


def as_read(statement: Statement, at: datetime) -> dict[str, Any]:
    """What `_as_read.html` takes: the edition the text would become, at the planned time or now."""
    return {
        "said_beside": parts.in_words(statement.parts, for_desk=True),
        "edition": edition_of(statement, statement.revision, max(at, statement.planned_for or at)),
        "uses": uses_at_the_desk(statement),
        "readers_language": language_of_address(statement.language),
    }


class Readings:
    """What stands below the text of a statement that is read only."""

    @admin.display(description=gettext_lazy("Topics"))
    def topics_in_words(self, statement: Statement) -> str:
        """The topics' names."""
        return ", ".join(topic.label for topic in statement.topics.all())
