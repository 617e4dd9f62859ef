"""A statement as a press office hands it on in words: to messaging apps, by mail, as a short post.

It says what readers see, in the language of the text; what must be said first, a correction or a withdrawal,
stands first in each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import dateline, short_post
from .addresses import language_of_address
from .blocks import Block, Run, blocks, paragraphs
from .models import Edition, IssuingBody
from .notices import Notice, notices
from .on_record import Found
from .plain_text import written
from .speakers import contacts_of

SHORT_MESSAGE = 700  # characters of the text; messaging apps fold what is longer
LONGEST_MESSAGE = 4096  # Telegram's; WhatsApp takes sixteen times as many


@dataclass(frozen=True)
class Handout:
    """All there is to hand on of one language version. `address` is empty where the newsroom has none yet."""

    reference: str
    address: str
    message: str
    whole_message: str
    subject: str
    mail: str
    post: str
    card: str  # what the card says, for those who cannot see it


def handout(found: Found) -> Handout:
    """The texts of a statement that has an edition on record."""
    with as_published(found.edition):
        said_first = notices(found)
        return Handout(
            reference=str(found.statement.reference),
            address=short_address(found),
            message=_message(found, said_first, SHORT_MESSAGE),
            whole_message=_message(found, said_first),
            subject=_subject(found, said_first),
            mail=_mail(found, said_first),
            post=_post(found, said_first),
            card=_card(found, said_first),
        )


@contextmanager
def as_published(edition: Edition) -> Iterator[None]:
    """Speak the language of the text, where the screens have it, and tell the time of the newsroom.

    Whoever asks, and in whatever language and time zone they work: the same words come out.
    """
    with override(language_of_address(edition.language)), timezone.override(timezone.get_default_timezone()):
        yield


def short_address(found: Found) -> str:
    """The permanent short address; empty where the newsroom has not been told its own."""
    return f"{settings.SITE_URL}{found.statement.short_path()}" if settings.SITE_URL else ""


def speaking(edition: Edition) -> list[str]:
    """Who speaks, by the names of that day, and of today for joint bodies."""
    return called(edition, edition.spoken_by())


def called(edition: Edition, bodies: list[IssuingBody]) -> list[str]:
    """The names of those who speak in an edition, the issuing body first."""
    return [edition.body_name, *(body.name_in(edition.language) for body in bodies[1:])]


def released(found: Found) -> str:
    """When readers first saw it, or that it is older than its place here."""
    first = timezone.localtime(found.first.public_from)
    if found.edition.is_history:
        days = {"day": day_words(found.edition.issued_at), "placed": day_words(first)}
        return _("Issued on %(day)s, placed in this archive on %(placed)s") % days
    time = date_format(first, "H:i T", use_l10n=False)
    return _("Released on %(day)s, %(time)s") % {"day": day_words(first), "time": time}


def day_words(moment: datetime) -> str:
    """The day of a moment, in words."""
    return date_format(timezone.localtime(moment), "j F Y", use_l10n=False)


# --- messages -------------------------------------------------------------------------------------------


def bold(words: str) -> str:
    """Words in bold, as WhatsApp, Telegram and Signal read it; as they are where that would go wrong."""
    return words if "*" in words or "\n" in words or not words else f"*{words}*"


def _message(found: Found, said_first: list[Notice], most: int | None = None) -> str:
    edition = found.edition
    beginning = _beginning(text_with_dateline(edition), most)
    text = [] if found.withdrawal else [edition.standfirst, written(beginning, bold)]
    first = [f"{bold(notice.heading)}: {_line(notice.words)}" for notice in said_first]
    return _parted([*first, _no_longer(found), bold(edition.headline), *text, _last(found)])


def _beginning(those: list[Block], most: int | None) -> list[Block]:
    """The first blocks, and … where others follow: one at least, no more than `most` characters in all."""
    lengths = accumulate(len(written([block])) for block in those)
    kept = [block for block, length in zip(those, lengths, strict=True) if most is None or length <= most]
    kept = kept or those[:1]
    if len(kept) == len(those):
        return kept
    while len(kept) > 1 and kept[-1].name == "heading":
        kept.pop()
    return [*kept, Block("p", [Run("…")])]


def _last(found: Found) -> str:
    """Who says it, under which number, and where it stands."""
    who = ", ".join(speaking(found.edition))
    return "\n".join(filter(None, (who, found.statement.reference, short_address(found))))


# --- mail -----------------------------------------------------------------------------------------------


def _subject(found: Found, said_first: list[Notice]) -> str:
    headline, kind = found.edition.headline, str(found.edition.get_kind_display())
    return f"{said_first[0].heading if said_first else kind}: {headline}"


def _mail(found: Found, said_first: list[Notice]) -> str:
    edition = found.edition
    first = [notice.sentence for notice in said_first]
    identity = f"{edition.get_kind_display()} · {found.statement.reference}"
    head = ["\n".join([*speaking(edition), identity]), edition.headline]
    if found.withdrawal:
        return _parted([*first, _no_longer(found), *head, *_press(edition), short_address(found)])
    text = [edition.standfirst, written(text_with_dateline(edition)), _("ENDS")]
    return _parted([*first, *head, *text, *_after(edition), *_press(edition), short_address(found)])


def _after(edition: Edition) -> Iterable[str]:
    """What stands under the end mark: who signed, the notes, the paragraph about the body."""
    signed = [", ".join(filter(None, person.values())) for person in edition.signatories]
    yield _under(_("Signed by"), "\n".join(signed))
    yield _under(_("Notes to editors"), written(paragraphs(edition.notes_to_editors)))
    about = _("About %(body)s") % {"body": edition.body_name}
    yield _under(about, written(paragraphs(edition.body_boilerplate)))


def _press(edition: Edition) -> Iterable[str]:
    """Whom journalists may ring today."""
    contacts = contacts_of(edition.issuing_body)
    said = [(one.name, one.role, one.phone, one.email, one.speaks, one.hours) for one in contacts]
    yield _under(_("For the press"), "\n\n".join("\n".join(filter(None, lines)) for lines in said))


# --- posts and cards ------------------------------------------------------------------------------------


def _post(found: Found, said_first: list[Notice]) -> str:
    reference = str(found.statement.reference)
    first = said_first[0].sentence if said_first else ""
    last = [short_address(found)] if reference in first else [reference, short_address(found)]
    return short_post.post(first, found.edition.headline, "\n".join(filter(None, last)))


def _card(found: Found, said_first: list[Notice]) -> str:
    edition = found.edition
    says = _("Picture with the words: %(words)s")
    words = [notice.sentence for notice in said_first[:1]]
    words += [edition.headline, *speaking(edition), str(found.statement.reference)]
    return says % {"words": " · ".join(words)}


# --- what they share ------------------------------------------------------------------------------------


def text_with_dateline(edition: Edition) -> list[Block]:
    """The text with the dateline run into its first paragraph."""
    opening = dateline.opening(edition)
    place = " ".join(filter(None, (f"{opening.place}{opening.comma}", opening.day)))
    first = blocks(f"<p>{opening.first}</p>")
    begun = [Run(f"{place} — " if place and first else place)] if place else []
    return [
        *([Block("p", [*begun, *first[0].runs] if first else begun)] if place or first else []),
        *first[1:],
        *blocks(opening.rest),
    ]


def _no_longer(found: Found) -> str:
    return _("This statement no longer stands. Please do not use it.") if found.withdrawal else ""


def _under(heading: str, words: str) -> str:
    return f"{heading}\n{words}" if words else ""


def _line(words: str) -> str:
    return " ".join(words.split())


def _parted(parts: Iterable[str]) -> str:
    """The parts that say anything, with a blank line between them."""
    return "\n\n".join(filter(None, parts))
