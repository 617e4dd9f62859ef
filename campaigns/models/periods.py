"""Beginnings and ends as words keep them: ISO text, in order."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from statements.models.content import YEARS


def out_of_order(content: Mapping[str, Any], begin: str, end: str) -> Iterator[str]:
    """Sentences on two dates of which the second lies before the first, or on one no statement can have."""
    first, last = content.get(begin), content.get(end)
    for day in filter(None, (first, last)):
        if date.fromisoformat(day[:10]).year not in YEARS:
            yield _("%(day)s is not a date of any statement.") % {"day": day[:10]}
    if first and last and last < first:
        yield _("It cannot end on %(end)s: it begins on %(begin)s.") % {"end": last[:10], "begin": first[:10]}
