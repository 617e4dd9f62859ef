"""How the desk shows a statement where nothing may be typed."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from statements import prose
from statements.attachments import WORDS
from statements.models import Statement
from statements.speakers import called_today

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


class Readings:
    """The lines of a statement that is read only."""

    @admin.display(description=gettext_lazy("Headline"))
    def headline_for_lists(self, statement: Statement) -> str:
        """The headline, or that there is none yet."""
        return statement.headline_for_lists()

    @admin.display(description=gettext_lazy("Issued by"))
    def issued_by(self, statement: Statement) -> str:
        """Who speaks."""
        return called_today(statement)

    @admin.display(description=gettext_lazy("Text"))
    def text(self, statement: Statement) -> SafeString:
        """The text as it will be read."""
        reading = '<div class="statement-text" lang="{}">{}</div>'
        return format_html(reading, statement.language, prose.clean(statement.body))

    @admin.display(description=gettext_lazy("Files"))
    def files(self, statement: Statement) -> SafeString:
        """The files, each a link to it at the desk, with what is written of it."""
        uses = uses_at_the_desk(statement)
        lines = (
            (use.address, use.name, " · ".join(use.written[word] for word in WORDS if use.written[word]))
            for use in uses
        )
        return format_html_join("", '<p><a href="{}">{}</a> {}</p>', lines)

    @admin.display(description=gettext_lazy("Topics"))
    def topics_in_words(self, statement: Statement) -> str:
        """The topics' names."""
        return ", ".join(topic.label for topic in statement.topics.all())

    @admin.display(description=gettext_lazy("Signatories"))
    def signatories_in_words(self, statement: Statement) -> str:
        """Who signed, one after the other."""
        return "; ".join(", ".join(filter(None, person.values())) for person in statement.signatories)
