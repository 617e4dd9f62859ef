"""The checklist of a text: what keeps it from being sent for approval, and what is mere advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import parts, prose
from .advice import advice
from .models.content import ChangeKind

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Statement


@dataclass(frozen=True)
class Item:
    """One remark: the field it is about, a sentence, and whether it blocks."""

    field: str
    sentence: str
    blocks: bool = True


def items(statement: Statement, at: datetime) -> list[Item]:
    """Everything the checklist says of the desk copy at `at`, blocking items first."""
    advised = (Item(field, sentence, blocks=False) for field, sentence in advice(statement, at))
    remarks = (remark for use in statement.uses() for remark in use.remarks())
    on_files = (Item("attachments", sentence, blocks) for sentence, blocks in remarks if not blocks)
    on_parts = (Item(*remark) for remark in parts.remarks(statement, at) if not remark[-1])
    return [*_needed(statement, at), *advised, *on_files, *on_parts]


def blocking(statement: Statement, at: datetime) -> list[str]:
    """The sentences that keep the text from being sent for approval or published without it."""
    return [item.sentence for item in _needed(statement, at)]


def _needed(statement: Statement, at: datetime) -> list[Item]:
    blocking_parts = (Item(*remark) for remark in parts.remarks(statement, at) if remark[-1])
    on_words = [*_missing(statement), *_change(statement, at), *_dates(statement, at), *_leftovers(statement)]
    return [*on_words, *blocking_parts]


def lacks_something() -> Q:
    """Texts that lack a fact: the twin, for lists, of what `items` asks of empty fields and of a change."""
    owed = ("headline", "kind", "language", "dateline_place", "body", "change_kind")
    lacking = Q(dateline_date=None)
    for field in owed:
        lacking |= Q(**{field: ""})
    silent = Q(change_note="") & ~Q(change_kind__in=(ChangeKind.FIRST, ChangeKind.MINOR))
    return lacking | silent


def _missing(statement: Statement) -> Iterator[Item]:
    owed = {
        "headline": _("Write a headline."),
        "kind": _("Choose the kind of text."),
        "language": _("Choose the language."),
        "dateline_place": _("Give the place of the dateline."),
        "dateline_date": _("Give the date of the dateline."),
    }
    for field, sentence in owed.items():
        if not getattr(statement, field):
            yield Item(field, sentence)
    if prose.is_blank(statement.body):
        yield Item("body", _("Write the text; a list of demands suffices."))


def _change(statement: Statement, at: datetime) -> Iterator[Item]:
    if not statement.has_been_public(at):
        return
    if statement.change_kind in {"", ChangeKind.FIRST}:
        yield Item("change_kind", _("Say what kind of change this is."))
    if statement.change_kind != ChangeKind.MINOR and not statement.change_note:
        yield Item("change_note", _("Tell readers what was changed and why."))


def _dates(statement: Statement, at: datetime) -> Iterator[Item]:
    if statement.already_issued_on and statement.already_issued_on >= timezone.localdate(
        at, timezone.get_default_timezone()
    ):
        yield Item("already_issued_on", _("“Already issued on” has to be a day in the past."))


def _leftovers(statement: Statement) -> Iterator[Item]:
    for sentence in prose.leftovers(statement.body):
        yield Item("body", sentence)
    for link in prose.desk_links(statement.body):
        yield Item(
            "body", _("A link leads into the desk, where readers cannot go: %(link)s") % {"link": link}
        )
    for sentence in prose.missing_alt_texts(statement.body):
        yield Item("body", sentence)
    remarks = (remark for use in statement.uses() for remark in use.remarks())
    for sentence, blocks in remarks:
        if blocks:
            yield Item("attachments", sentence)
