"""From a neutral record to what would be written of it: content, topics, body, and history or draft."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from typing import Any

from django.conf import settings

from statements import legacy_fonts, prose, text
from statements.models import IssuingBody, Statement
from statements.objections import objections_to_history
from statements.pasted import is_foreign

from . import datelines, markup
from .choices import BODY, HISTORY, KIND, LANGUAGE, TOPIC, Choices
from .record import Record, Standing
from .remarks import Remark, Told, told
from .uploads import Taking, Uploads

_SCRIPTS = {
    "hi": "\u0900-\u097f", "bn": "\u0980-\u09ff", "pa": "\u0a00-\u0a7f", "or": "\u0b00-\u0b7f",
    "ta": "\u0b80-\u0bff", "te": "\u0c00-\u0c7f", "ur": "\u0600-\u06ff\u0750-\u077f",
}  # fmt: skip
_OF_SCRIPT = {code: re.compile(f"[{signs}]") for code, signs in _SCRIPTS.items()}
_LATIN = re.compile("[A-Za-z]")
_ROOM = {"headline": 300, "dateline_place": 120}  # characters
_LINES_LOOKED_AT = 8
_TELLING = 4000  # characters by which a language is told
_TOPIC_ROOM = 100  # of a topic's name
_KEY_ROOM = 80  # of a source key


@dataclass
class Settled:
    """What would be written of a record."""

    key: str
    body: IssuingBody
    content: dict[str, Any]
    digest: str
    topics: list[str]
    slug: str
    is_history: bool
    why: list[Told] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)  # sentences on what there is no place for


@dataclass
class Settler:
    """Settles records by one set of choices, as of one moment."""

    format: str
    choices: Choices
    bodies: dict[str, IssuingBody]
    at: datetime
    uploads: Uploads | None = None

    def key(self, source_id: str) -> str:
        """What tells an import what it has made already."""
        whole = f"{self.format}:{source_id}"
        if len(whole) <= _KEY_ROOM and whole.isprintable():
            return whole
        return f"{self.format}:{hashlib.sha256(source_id.encode('utf-8', 'replace')).hexdigest()}"

    def left_out(self, record: Record) -> list[Told]:
        """Why a record is skipped at once; empty where it is not."""
        if record.standing is Standing.TRASHED:
            return [told(Remark.TRASHED)]
        if not self.choices.takes(record.kind):
            return [told(Remark.NO_ARTICLE, record.kind)]
        if not record.headline and text.is_blank(re.sub(r"<[^<>]*>", "", record.body)):
            return [told(Remark.NOTHING_IN_IT)]
        return []

    def settle(self, record: Record) -> Settled:
        """What would be written of a record that is not left out; what is altered is noted on the record."""
        meant = list(self.choices.meant(record))
        body = self.bodies[next((code for what, code in meant if what == BODY), self.choices.body)]
        if record.has_authors and not record.author:
            record.note(Remark.NO_AUTHOR)
        statement = Statement(issuing_body=body)
        statement.write({**self._words(record), **dict(_filed(meant)), "issuing_body": body})
        words = prose.plain(statement.body)
        told_by_map = next((code for what, code in meant if what == LANGUAGE), "")
        statement.language = told_by_map or self._language(record, f"{statement.headline} {words}")
        _warn(record, statement, words)
        why = self._why_a_draft(record, statement)
        is_history = self.choices.state == HISTORY and not why
        if is_history:
            statement.already_issued_on = record.day
        return Settled(
            key=self.key(record.source_id),
            body=body,
            content=statement.content(),
            digest=statement.digest,
            topics=_topics(record, meant),
            slug=text.slug(record.slug) if record.slug else "",
            is_history=is_history,
            why=why,
            unfit=list(statement.unfit()),
        )

    def _words(self, record: Record) -> dict[str, Any]:
        taking = Taking(self.uploads, record) if self.uploads else None
        html = markup.brought_home(record, record.body, taking.address if taking else None)
        headline = record.headline
        if len(text.line(headline)) > _ROOM["headline"]:
            record.note(Remark.HEADLINE_CUT, headline)
            html = f"<p>{escape(headline, quote=False)}</p>{html}"
            headline = text.shortened(headline, _ROOM["headline"])
        if is_foreign(html):
            record.note(Remark.MARKUP)
        if prose.is_tangled(html):
            record.note(Remark.TANGLED)
        body, place, day = self._dateline(record, str(prose.clean(html)))
        return {
            "headline": headline,
            "standfirst": prose.plain(record.standfirst) if "<" in record.standfirst else record.standfirst,
            "body": body,
            "dateline_place": place,
            "dateline_date": day,
            **({"attachments": taking.entries} if taking else {}),
        }

    def _dateline(self, record: Record, body: str) -> tuple[str, str, date | None]:
        """Text, place and day: one that the text begins with is taken out of it."""
        if found := datelines.taken(body, record.place, record.day, self.choices.days):
            record.note(Remark.DATELINE_TAKEN, found.words)
            return found.body, found.place, found.day
        if len(record.place) > _ROOM["dateline_place"]:
            record.note(Remark.PLACE_CUT, record.place)
            return body, "", record.day
        return body, record.place, record.day

    def _language(self, record: Record, words: str) -> str:
        """As the record says, else by the script, else the usual one."""
        known = dict(settings.CONTENT_LANGUAGES)
        said = record.language.split("-")[0].split("_")[0]
        if said in known:
            return said
        guessed = by_script(words[:_TELLING])
        if said and not guessed:
            record.note(Remark.LANGUAGE_UNKNOWN, record.language)
        if guessed in known and guessed != self.choices.language:
            record.note(Remark.LANGUAGE_GUESSED, guessed)
        return guessed if guessed in known else self.choices.language

    def _why_a_draft(self, record: Record, statement: Statement) -> list[Told]:
        """Why it cannot be history, whatever was chosen."""
        why = []
        if record.standing is not Standing.PUBLIC:
            why.append(told(Remark.NOT_PUBLIC_THERE, record.standing_as_written or record.standing.value))
        if record.day is None:
            remark = Remark.IMPOSSIBLE_DATE if record.day_as_written else Remark.NO_DATE
            why.append(told(remark, record.day_as_written))
        if not statement.headline:
            why.append(told(Remark.NO_HEADLINE))
        if leftovers := prose.leftovers(record.body):
            why.append(told(Remark.LEFTOVERS, leftovers[0]))
        if not why and self.choices.state == HISTORY:
            why += self._by_the_law(record, statement)
        return why

    def _by_the_law(self, record: Record, statement: Statement) -> list[Told]:
        statement.already_issued_on = record.day
        if objections_to_history(statement, self.at):
            is_blank = prose.is_blank(statement.body)
            why = [told(Remark.NO_TEXT if is_blank else Remark.DATE_TO_COME, record.day_as_written)]
            statement.already_issued_on = None
            return why
        return []


def _warn(record: Record, statement: Statement, words: str) -> None:
    """Say where a text seems to be typed for an old font: told by its first lines."""
    is_named = legacy_fonts.names_legacy_font(record.body)
    lines = [statement.headline, *words.splitlines()[:_LINES_LOOKED_AT]]
    if any(legacy_fonts.looks_legacy(one, is_named=is_named) for one in lines if _LATIN.search(one)):
        record.note(Remark.LEGACY_FONT)


def by_script(words: str) -> str:
    """The language whose script most letters are of; empty for Latin ones, or where there are none."""
    counts = {code: len(pattern.findall(words)) for code, pattern in _OF_SCRIPT.items()}
    code = max(counts, key=lambda one: counts[one])
    return code if counts[code] > len(_LATIN.findall(words)) else ""


def _filed(meant: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((what, which) for what, which in meant if what == KIND)


def _topics(record: Record, meant: Iterable[tuple[str, str]]) -> list[str]:
    names = {text.fold(name): text.line(name) for what, name in meant if what == TOPIC}
    for name in names.values():
        if len(name) > _TOPIC_ROOM:
            record.note(Remark.TOPIC_TOO_LONG, name)
    return [name for name in names.values() if name and len(name) <= _TOPIC_ROOM]
