"""Advice on a text before it goes out: what a careful colleague would say. It keeps nobody from anything."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from . import figures, links, prose
from .models.prepared import Prepared
from .workflow import Plan

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Statement

LONG_HEADLINE, LONG_STANDFIRST = 110, 300  # characters
DAYS_APART = timedelta(days=7)  # of the dateline from the day it goes out
_FEWEST_LETTERS = 30  # of a text, before its script says anything about its language
_FEWEST_CAPITALS = 12  # letters of a headline that shouts

# The script of each language, as Unicode names its letters.
_SCRIPTS = {
    "hi": "DEVANAGARI", "mr": "DEVANAGARI", "ur": "ARABIC", "bn": "BENGALI", "pa": "GURMUKHI", "ta": "TAMIL",
    "te": "TELUGU", "or": "ORIYA",
}  # fmt: skip

Advice = Iterator[tuple[str, str]]  # the field it is about, and a sentence that says what to do


def advice(statement: Statement, at: datetime) -> Advice:
    """All advice on the desk copy at `at`."""
    for give in (_headline, _standfirst, _figures, _script, _links, _place, _date, _topics, _contact):
        yield from give(statement, at)


def _headline(statement: Statement, at: datetime) -> Advice:
    headline = statement.headline
    if len(headline) > LONG_HEADLINE:
        sentence = _(
            "The headline has %(count)d signs. Shorten it to %(most)d: lists and messages cut it off."
        )
        yield "headline", sentence % {"count": len(headline), "most": LONG_HEADLINE}
    if headline.isupper() and sum(sign.isupper() for sign in headline) >= _FEWEST_CAPITALS:
        yield (
            "headline",
            _("The headline is all in capitals. Write it as a sentence, so that it can be read."),
        )


def _standfirst(statement: Statement, at: datetime) -> Advice:
    if len(statement.standfirst) > LONG_STANDFIRST:
        sentence = _("The summary line has %(count)d signs. Say in %(most)d what matters most.")
        yield "standfirst", sentence % {"count": len(statement.standfirst), "most": LONG_STANDFIRST}


def _figures(statement: Statement, at: datetime) -> Advice:
    words, language = prose.plain(statement.body), statement.language
    sentence = _("“%(figure)s” stands here but not in the text. Check which is right.")
    for field in ("headline", "standfirst"):
        for figure in figures.missing(getattr(statement, field), words, language) if words else ():
            yield field, sentence % {"figure": figure}


def _script(statement: Statement, at: datetime) -> Advice:
    letters = Counter(_scripts(prose.plain(statement.body)))
    script = _SCRIPTS.get(statement.language, "LATIN")
    if sum(letters.values()) >= _FEWEST_LETTERS and letters[script] * 2 < sum(letters.values()):
        sentence = _("The text does not look like %(language)s. Check the language.")
        yield "language", sentence % {"language": statement.get_language_display()}


def _links(statement: Statement, at: datetime) -> Advice:
    for link in links.within(statement.body):
        if fault := links.fault(link):
            sentence = _("A link looks broken, %(fault)s: %(link)s. Try it and mend it.")
            yield "body", sentence % {"fault": fault, "link": link[:120]}


def _place(statement: Statement, at: datetime) -> Advice:
    scripts = set(_scripts(statement.dateline_place))
    if scripts and _SCRIPTS.get(statement.language, "LATIN") not in scripts:
        sentence = _("“%(place)s” is not in the script of %(language)s. Write it as the text does.")
        named = {"place": statement.dateline_place, "language": statement.get_language_display()}
        yield "dateline_place", sentence % named


def _date(statement: Statement, at: datetime) -> Advice:
    day = statement.dateline_date
    is_ahead = Prepared.objects.filter(statement=statement).exists()
    if day is None or is_ahead or statement.already_issued_on or statement.has_been_public(at):
        return
    is_planned = statement.plan == Plan.AT_TIME and statement.planned_for is not None
    goes_out = timezone.localdate(
        statement.planned_for if is_planned else at, timezone.get_default_timezone()
    )
    if abs(day - goes_out) > DAYS_APART:
        sentence = _("The date of the dateline is %(days)d days from the day it goes out. Check it.")
        yield "dateline_date", sentence % {"days": abs(day - goes_out).days}


def _topics(statement: Statement, at: datetime) -> Advice:
    if not statement.topics.exists():
        yield "topics", _("There is no topic yet. Give one: readers who filter will not find it otherwise.")


def _contact(statement: Statement, at: datetime) -> Advice:
    if not statement.issuing_body.contacts.filter(is_published=True).exists():
        sentence = _("%(body)s has no press contact for readers. Ask an administrator to add one.")
        yield "issuing_body", sentence % {"body": statement.issuing_body.name}


def _scripts(words: str) -> Iterator[str]:
    """The script of each letter, as Unicode names it."""
    letters = (sign for sign in words if unicodedata.category(sign).startswith("L"))
    return (unicodedata.name(letter, "").split(" ")[0] for letter in letters)
