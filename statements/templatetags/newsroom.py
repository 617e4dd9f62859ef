"""What the newsroom's templates need beyond Django's own: sanitised text, datelines, languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten

from django import template
from django.conf import settings
from django.utils import numberformat
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from statements import dateline
from statements import prose as sanitiser
from statements.models import ChangeKind, Edition, IssuingBody, Withdrawal
from statements.models.languages import language_called
from statements.on_record import Found
from statements.speakers import of, phrase

FIRST_WORDS = 280  # characters

register = template.Library()


@register.filter
def prose(html: str) -> SafeString:
    """HTML as the sanitiser lets it pass: the only way a text reaches a page unescaped."""
    return sanitiser.clean(html)


@register.filter
def opening(edition: Edition, anchors: Sequence[str] = ()) -> dateline.Opening:
    """The beginning of an edition's text with its dateline, its paragraphs bearing these anchors, if any."""
    return dateline.opening(edition, anchors or ())


@register.filter
def landing(found: Found, number: int) -> list[str]:
    """The anchors of paragraphs that are no longer in the text, of whose end this edition's notice tells."""
    return found.landings.get(number, [])


@register.filter
def compared_with_the_one_before(edition: Edition, found: Found) -> str:
    """Where an edition is compared with the one before it; empty where one of the two may not be read."""
    before = found.before(edition)
    if before is None or before.is_sealed or edition.is_sealed:
        return ""
    return f"{found.address}editions/{before.number}..{edition.number}/"


@register.filter
def first_words(edition: Edition) -> str:
    """The first paragraph of an edition's text, cut at a word where it is long."""
    paragraph = sanitiser.plain(edition.body).partition("\n")[0]
    return shorten(paragraph, FIRST_WORDS, placeholder=" …")


@register.filter
def speakers(edition: Edition) -> list[IssuingBody | str]:
    """The bodies that speak, and the words between them."""
    return phrase(of(edition))


@register.filter
def language_name(code: str) -> str:
    """A language by its own name: हिन्दी."""
    return dict(settings.CONTENT_LANGUAGES).get(code, code)


@register.filter
def called(code: str) -> str:
    """A language as the screen speaks of it: Hindi, हिंदी."""
    return language_called(code)


@register.filter
def direction(code: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if code in settings.LANGUAGES_BIDI else "ltr"


@register.filter
def counted(number: int) -> str:
    """A number as the page's language groups its digits: 1,00,000 in Hindi and other languages of India."""
    groups = 3 if (get_language() or "en").startswith("en") else (3, 2, 0)
    return numberformat.format(number, ".", grouping=groups, thousand_sep=",", force_grouping=True)


@register.filter(expects_localtime=True)
def instant(moment: datetime) -> str:
    """A moment as HTML and sitemaps write it, to the second."""
    return moment.isoformat(timespec="seconds")


@register.filter
def change(edition: Edition) -> str:
    """The word over a notice of what changed; empty where readers are told of no change."""
    words = {
        ChangeKind.CORRECTION: _("Corrected"),
        ChangeKind.CLARIFICATION: _("Clarified"),
        ChangeKind.UPDATE: _("Updated"),
    }
    return words.get(ChangeKind(edition.change_kind), "") if edition.change_kind else ""


@register.filter
def is_withdrawal(what: Edition | Withdrawal) -> bool:
    """Whether a line of the history is a withdrawal."""
    return isinstance(what, Withdrawal)
