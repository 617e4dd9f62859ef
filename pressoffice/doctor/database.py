"""The database: whether it answers, is of this release, guards the record and finds what was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pressoffice.checks import character_type, knows_only_ascii
from pressoffice.health import unapplied
from statements import guards
from statements.models import Edition, SearchRow

from .finding import Finding, good, now, soon

MIGRATE = "python manage.py migrate"


def answers(at: datetime) -> Iterator[Finding]:
    """Which database it is, and whether it knows the letters of every language."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
    if connection.vendor == "postgresql" and knows_only_ascii("default"):
        words = _("%(name)s answers, and knows no letters but English ones (character type %(type)s).")
        told = {"name": name, "type": character_type("default")}
        yield soon(_("Database"), words % told, _("Move to a database with a UTF-8 locale, such as C.UTF-8."))
    else:
        yield good(_("Database"), _("%(name)s answers.") % {"name": name})


def migrations(at: datetime) -> Iterator[Finding]:
    """Whether its tables are those of this release."""
    missing = unapplied()
    if missing:
        words = _("Its tables are of an older release: %(missing)s.") % {"missing": ", ".join(missing)}
        yield now(
            pgettext("of the program", "Release"),
            words,
            _("Run on the server: %(command)s") % {"command": MIGRATE},
        )
    else:
        yield good(pgettext("of the program", "Release"), _("Database and program are of the same release."))


def is_guarded(at: datetime) -> Iterator[Finding]:
    """Whether the database itself refuses to change the record."""
    missing = guards.missing()
    if missing:
        words = _("The database lacks guards of the record: %(missing)s.")
        advice = _("Run on the server: %(command)s")
        yield now(_("Record"), words % {"missing": ", ".join(sorted(missing))}, advice % {"command": MIGRATE})
    else:
        yield good(_("Record"), _("The database refuses to change what was published."))


def is_searchable(at: datetime) -> Iterator[Finding]:
    """Whether every edition has its row in the search."""
    missing = Edition.objects.filter(sealed_at=None, search_row=None).count()
    if missing:
        words = ngettext(
            "%(number)s edition is not found by the search.",
            "%(number)s editions are not found by the search.",
            missing,
        )
        command = {"command": "python manage.py check_search"}
        advice = _("Run on the server: %(command)s") % command
        yield soon(pgettext("as a thing", "Search"), words % {"number": missing}, advice)
    else:
        count = SearchRow.objects.count()
        words = ngettext("%(number)s edition can be found.", "All %(number)s editions can be found.", count)
        yield good(pgettext("as a thing", "Search"), words % {"number": count})
