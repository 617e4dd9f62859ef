"""The dateline in its language's form, and the text it is run into: NEW DELHI, 12 March — The council …"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import override

from . import prose
from .models import Edition

COMMAS = {"ur": "،"}
# Exact on the sanitiser's output, where a paragraph never holds another. One with a `lang` keeps to itself.
_FIRST_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Opening:
    """A text as it is set: place and day of the dateline, the first paragraph's inside, and what follows.

    `first` is empty where the text does not begin with a paragraph; the dateline then stands alone.
    """

    place: str
    comma: str
    day: str
    first: SafeString
    rest: SafeString
    anchor: str = ""  # of the first paragraph
    link: SafeString | str = ""  # to it


def opening(edition: Edition, anchors: Sequence[str] = ()) -> Opening:
    """Set the beginning of an edition's text; with anchors, each paragraph bears its own and a link to it."""
    body = prose.clean(edition.body)
    paragraph = _FIRST_PARAGRAPH.match(body)
    first, rest = (paragraph[1], body[paragraph.end() :]) if paragraph else ("", body)
    day = _day(edition)
    comma = COMMAS.get(edition.language, ",") if edition.dateline_place and day else ""
    if not anchors:
        return Opening(edition.dateline_place, comma, day, prose.clean(first), prose.clean(rest))
    run_in = anchors[0] if paragraph else ""
    rest = prose.anchored(rest, anchors[1:], 2) if paragraph else prose.anchored(rest, anchors)
    link = prose.link_to(run_in, 1) if run_in else ""
    return Opening(edition.dateline_place, comma, day, prose.clean(first), rest, run_in, link)


def _day(edition: Edition) -> str:
    """The day in the edition's language; the year too where it is not the year of issue."""
    day = edition.dateline_date
    if day is None:
        return ""
    same_year = day.year == timezone.localtime(edition.issued_at).year
    with override(edition.language):
        return date_format(day, "j F" if same_year else "j F Y", use_l10n=False)
