"""A statement as a row of a list: what the spreadsheet, the feeds and the JSON of lists are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from statements import speakers
from statements.handout import called
from statements.models import Edition
from statements.templatetags.newsroom import change


@dataclass(frozen=True)
class Listed:
    """What a list tells of a statement; addresses are whole ones, times the newsroom's.

    Kinds, topics and words for changes are in the reader's language, all else in that of the text.
    """

    reference: str
    address: str
    short_address: str
    kind: str
    kind_name: str
    language: str
    headline: str
    standfirst: str
    place: str
    day: date | None
    bodies: list[tuple[str, str]]  # those who speak, the issuing body first: slug and name
    author: str  # the same in one phrase
    topics: list[tuple[str, str]]  # slug and name
    issued_at: datetime
    public_from: datetime
    edition: int
    change_kind: str  # these three are empty where readers are told of no change
    change: str
    change_note: str
    warning: str
    digest: str


def listed(request: HttpRequest, edition: Edition) -> Listed:
    """A row of an edition read with `bare_for_lists`, `besides` and `warned`; asks nothing more."""
    told_of_change = change(edition)
    voices = speakers.of(edition)
    return Listed(
        reference=edition.statement.reference or "",
        address=request.build_absolute_uri(edition.get_absolute_url()),
        short_address=request.build_absolute_uri(edition.statement.short_path()),
        kind=edition.kind,
        kind_name=str(edition.get_kind_display()),
        language=edition.language,
        headline=edition.headline,
        standfirst=edition.standfirst,
        place=edition.dateline_place,
        day=edition.dateline_date,
        bodies=list(zip((body.slug for body in voices), called(edition, voices), strict=True)),
        author=speakers.called_then(edition),
        topics=[(filing.tag.slug, filing.tag.label) for filing in edition.statement.filings.all()],
        issued_at=timezone.localtime(edition.issued_at),
        public_from=timezone.localtime(edition.public_from),
        edition=edition.number or 0,
        change_kind=edition.change_kind if told_of_change else "",
        change=told_of_change,
        change_note=edition.change_note if told_of_change else "",
        warning=vars(edition).get("warning") or "",
        digest=edition.digest,
    )
