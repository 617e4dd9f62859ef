"""The serialiser: what stands on record of a statement, and what stands over it, as plain values.

Each format is written from a `Said` and from nothing else, so that none can say what the page does not: no
word of the desk copy, no edition to come, nothing sealed or removed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import paper, prose, speakers
from statements.blocks import Block
from statements.handout import as_published, called, released, text_with_dateline
from statements.models import Edition, IssuingBody, PressContact
from statements.models.files import Use
from statements.models.languages import language_called
from statements.neighbours import Neighbours, neighbours
from statements.notices import Notice, notices
from statements.on_record import Found

from .said_files import SaidFile, said_file

NARROWEST, LOWEST = 600, 315  # pixels; networks show less as a stamp beside the words


@dataclass(frozen=True)
class Picture:
    """The picture others show with a statement; its size in pixels."""

    address: str
    media: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Version:
    """The statement in another language, as readers find it."""

    language: str
    headline: str
    address: str
    short_address: str
    is_original: bool


@dataclass(frozen=True)
class Said:
    """A statement as readers find it, in the language of its text."""

    reference: str
    address: str  # of its page; addresses here are whole ones
    short_address: str
    newsroom: str

    kind: str
    kind_name: str
    language: str
    direction: str
    headline: str
    standfirst: str
    html: str  # the text as it was approved, without the dateline
    blocks: list[Block]  # the text with the dateline run into it
    place: str
    day: date | None
    signatories: list[str]
    notes_to_editors: str

    speakers: list[IssuingBody]  # the issuing body first
    bodies: list[str]  # their names, in the language of the text
    author: str  # the same in one phrase
    about: str
    boilerplate: str
    contacts: list[PressContact]
    topics: list[tuple[str, str]]  # name and address

    issued_at: datetime
    first_public_from: datetime
    public_from: datetime
    released: str  # the line that says when
    edition: int
    digest: str

    notices: list[Notice]
    explanation: str  # why it was withdrawn; empty while it stands
    changed_at: datetime  # when what is shown last changed
    neighbours: Neighbours
    behind: str  # that the original has changed since; empty where it has not
    versions: list[Version]  # in other languages
    uses: list[Use]  # the files it carries
    files: list[SaidFile]  # the same as plain values
    lead: Picture | None  # its lead image, while it stands

    @property
    def stands(self) -> bool:
        """Whether it is not withdrawn."""
        return not self.explanation

    @property
    def description(self) -> str:
        """What a card says under the headline: first what must be said first."""
        return next((notice.sentence for notice in self.notices), self.standfirst)

    @property
    def picture(self) -> Picture:
        """Its lead image, or else its card."""
        return self.lead or Picture(self.beside("png"), "image/png", self.headline, *paper.Shape.WIDE.value)

    def beside(self, suffix: str) -> str:
        """The address of the statement in another format."""
        return f"{self.address.rstrip('/')}.{suffix}"


@dataclass(frozen=True)
class Beside:
    """What is read of the statements and people beside one that was found."""

    neighbours: Neighbours
    voices: speakers.Voices

    @classmethod
    def of(cls, request: HttpRequest, found: Found) -> Beside:
        """Read it; two queries, and one for the topics."""
        return cls(neighbours(found), speakers.voices(found.edition, speakers.newsroom_of(request)))


def said(request: HttpRequest, found: Found, read: Beside | None = None) -> Said:
    """What a statement with an edition on record says; asked once for all that is made of it."""
    edition = found.edition
    with as_published(edition):
        above = notices(found)
        uses = edition.uses()
        newsroom = speakers.newsroom_of(request)
        read = read or Beside.of(request, found)
        beside, voices = read.neighbours, read.voices
        spoken = called(edition, voices.bodies)
        return Said(
            reference=str(found.statement.reference),
            address=request.build_absolute_uri(found.address),
            short_address=request.build_absolute_uri(found.statement.short_path()),
            newsroom=speakers.newsroom_name(newsroom),
            kind=edition.kind,
            kind_name=str(edition.get_kind_display()),
            language=edition.language,
            direction="rtl" if edition.language in settings.LANGUAGES_BIDI else "ltr",
            headline=edition.headline,
            standfirst=edition.standfirst,
            html=str(prose.clean(edition.body)),
            blocks=text_with_dateline(edition),
            place=edition.dateline_place,
            day=edition.dateline_date,
            signatories=[" · ".join(filter(None, person.values())) for person in edition.signatories],
            notes_to_editors=edition.notes_to_editors,
            speakers=voices.bodies,
            bodies=spoken,
            author="".join(speakers.phrase(spoken)),
            about=_("About %(body)s") % {"body": edition.body_name},
            boilerplate=edition.body_boilerplate,
            contacts=voices.contacts,
            topics=[(one.label, request.build_absolute_uri(one.get_absolute_url())) for one in found.topics],
            issued_at=timezone.localtime(edition.issued_at),
            first_public_from=timezone.localtime(found.first.public_from),
            public_from=timezone.localtime(edition.public_from),
            released=released(found),
            edition=edition.number or 0,
            digest=edition.digest,
            notices=above,
            explanation=found.withdrawal.explanation if found.withdrawal else "",
            changed_at=timezone.localtime(_changed_at(found, above)),
            neighbours=beside,
            behind=_behind(request, beside),
            versions=[_version(request, one) for one in beside.versions if one != edition],
            uses=uses,
            files=[said_file(use, edition.language, request.build_absolute_uri) for use in uses],
            lead=None if found.withdrawal else _lead(request, uses),
        )


def _behind(request: HttpRequest, beside: Neighbours) -> str:
    """The sentence that tells readers of a language version that its original says something else now."""
    original = beside.original
    if original is None or not beside.is_behind:
        return ""
    return _("This version is behind. The original, in %(language)s, has been changed since: %(address)s") % {
        "language": language_called(original.language),
        "address": request.build_absolute_uri(original.get_absolute_url()),
    }


def _version(request: HttpRequest, edition: Edition) -> Version:
    return Version(
        language=edition.language,
        headline=edition.headline,
        address=request.build_absolute_uri(edition.get_absolute_url()),
        short_address=request.build_absolute_uri(edition.statement.short_path()),
        is_original=edition.statement.translation_of_id is None,
    )


def _lead(request: HttpRequest, uses: list[Use]) -> Picture | None:
    """The lead image in its widest rendition, where others show it large enough.

    Not over a withdrawn text: its card says what happened.
    """
    return shared(request, next((use for use in uses if use.is_lead), None))


def shared(request: HttpRequest, use: Use | None) -> Picture | None:
    """A picture as networks show it beside an address; None where it is too small for them."""
    shown = use.shown if use else None
    if use is None or shown is None or shown.width < NARROWEST or shown.height < LOWEST:
        return None
    address = request.build_absolute_uri(shown.src)
    return Picture(address, shown.media, str(use.written["alt"]), shown.width, shown.height)


def _changed_at(found: Found, above: list[Notice]) -> datetime:
    return max(found.edition.public_from, *(notice.since for notice in above), found.first.public_from)
