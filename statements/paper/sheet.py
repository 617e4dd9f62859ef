"""What stands on a letter and on a card: every word of them, as plain JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from statements import dateline, speakers
from statements.blocks import Block, blocks, paragraphs
from statements.handout import as_published, day_words, released, short_address, speaking
from statements.models import Edition, PressContact
from statements.notices import Notice, notices
from statements.on_record import Found
from statements.qr import QUIET, squares

LATIN = "Noto Serif"
FONTS = {
    **dict.fromkeys(("hi", "mr"), "Noto Serif Devanagari"),
    **{"ur": "Noto Naskh Arabic", "bn": "Noto Serif Bengali", "pa": "Noto Serif Gurmukhi"},
    **{"ta": "Noto Serif Tamil", "te": "Noto Serif Telugu", "or": "Noto Sans Oriya"},
}

Sheet = dict[str, Any]
_LISTS = ("notices", "blocks", "signatories", "notes", "contacts", "letterhead")


def letter(found: Found) -> Sheet:
    """The statement as it stands, on the letterhead of its body."""
    edition = found.edition
    with as_published(edition):
        written = {
            **_face(found),
            **_text(edition),
            "letterhead": _letterhead(edition),
            "contacts": [_contact(contact) for contact in _contacts(edition)],
            "released": released(found),
            "description": edition.standfirst or edition.headline,
            "digest": edition.digest,
            "words": _words(),
        }
    return {**{name: [] for name in _LISTS}, "headline": "", **_filled(written)}


def card(found: Found) -> Sheet:
    """The statement as a picture: its headline, who says it, and where to find it."""
    with as_published(found.edition):
        written = {**_face(found), "day": day_words(found.edition.issued_at)}
    return {"notices": [], "headline": "", **_filled(written)}


def _face(found: Found) -> Sheet:
    """What letter and card have in common."""
    edition = found.edition
    address, bodies = short_address(found), speaking(edition)
    newsroom = speakers.newsroom_name()
    return {
        "language": edition.language,
        "direction": "rtl" if edition.language in settings.LANGUAGES_BIDI else "ltr",
        "is_latin": edition.language not in FONTS,
        "font": FONTS.get(edition.language, LATIN),
        "bodies": bodies,
        "newsroom": newsroom if newsroom not in (*bodies, edition.issuing_body.name) else "",
        "kind": str(edition.get_kind_display()),
        "headline": edition.headline,
        "standfirst": edition.standfirst,
        "reference": found.statement.reference,
        "address": address,
        "code": drawing(address) if address else "",
        "notices": [_notice(notice) for notice in notices(found)],
    }


def drawing(address: str) -> str:
    """The QR code of an address, as SVG."""
    picture = squares(address)
    inner = picture.side - 2 * QUIET  # paper has margins of its own
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{QUIET} {QUIET} {inner} {inner}">'
        f'<path d="{picture.path}"/></svg>'
    )


def _notice(notice: Notice) -> Sheet:
    return {
        "code": notice.code,
        "heading": notice.heading,
        "day": day_words(notice.since),
        "words": " ".join(notice.words.split()),
        "blocks": _json(paragraphs(notice.words)),
    }


def _text(edition: Edition) -> Sheet:
    """The statement's own words: the text with its dateline, who signed, notes, about the body."""
    opening = dateline.opening(edition)
    first = blocks(f"<p>{opening.first}</p>")
    about = {
        "heading": _("About %(body)s") % {"body": edition.body_name},
        "blocks": _json(paragraphs(edition.body_boilerplate)),
    }
    return {
        "dateline": {"place": opening.place, "comma": opening.comma, "day": opening.day},
        "opening": [asdict(run) for block in first for run in block.runs],
        "blocks": _json(blocks(opening.rest)),
        "signatories": edition.signatories,
        "notes": _json(paragraphs(edition.notes_to_editors)),
        "about": about if edition.body_boilerplate else {},
    }


def _letterhead(edition: Edition) -> list[str]:
    """Where the body is found: its postal address, and the first of its contacts of today."""
    contacts = [f"{contact.phone}\n{contact.email}".strip() for contact in _contacts(edition)]
    return [edition.issuing_body.address.replace("\r\n", "\n").strip(), *contacts[:1]]


def _contacts(edition: Edition) -> list[PressContact]:
    return speakers.contacts_of(edition.issuing_body)


def _contact(contact: PressContact) -> str:
    """Who it is, how they are reached, and when: a line each."""
    reached = " · ".join(filter(None, (contact.phone, contact.email)))
    when = " · ".join(filter(None, (contact.hours, contact.speaks)))
    return "\n".join(filter(None, (contact.name, contact.role, reached, when)))


def _words() -> dict[str, str]:
    """The words of the paper itself, in the language of the text where the house speaks it."""
    return {
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "together": _("with"),
        "end": _("ENDS"),
        "signed": _("Signed by"),
        "notes": _("Notes to editors"),
        "press": _("For the press"),
        "no_longer": _("The text below is what was said then. It no longer stands."),
        "check": _("Is it ours, does it still stand? See"),
    }


def _json(those: list[Block]) -> list[Sheet]:
    return [asdict(block) for block in those]


def _filled(value: Any) -> Any:
    """The value without what is empty, at every depth; numbers and truth values stay."""
    if isinstance(value, dict):
        filled = {name: _filled(part) for name, part in value.items()}
        return {name: part for name, part in filled.items() if part not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_filled(part) for part in value]
    return value
