"""The verbs of writing: begin, file as history, save, refile, discard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import prose
from statements.models import IssuingBody, Statement, User
from statements.objections import objections_to_begin
from statements.workflow import State, Verb

from .act import Act, Clock, act, finish, refuse, write_revision
from .releasing import release


def begin(
    *,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    topics: Iterable[str] = (),
    translation_of: Statement | None = None,
    source_key: str | None = None,
    clock: Clock = timezone.now,
) -> Statement:
    """Begin a draft of `body` with this content and make its first revision; returns the statement.

    `topics` are names. `source_key` tells an import what it has made already.
    Raises `Refused` where `by` may not begin statements of that body.
    """
    with transaction.atomic():
        doing = _begun(Verb.BEGIN, by, body, content, topics, clock, translation_of, source_key)
        finish(doing)
    return doing.statement


def file_as_history(
    *,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    issued_on: date,
    topics: Iterable[str] = (),
    source_key: str | None = None,
    source_address: str = "",
    import_name: str = "",
    clock: Clock = timezone.now,
) -> Statement:
    """Put an old statement on the public record at its true date, without yeses and without a mark.

    For imports. Raises `Refused` where the date is not past, or headline, body or language is missing.
    """
    with transaction.atomic():
        dated = {**content, "already_issued_on": issued_on}
        doing = _begun(Verb.FILE_AS_HISTORY, by, body, dated, topics, clock, None, source_key)
        refuse(_not_history(doing))
        doing.note = import_name
        doing.statement.source_address = source_address
        doing.move_to(State.RELEASED)
        release(doing, doing.at)
        doing.statement.save()
        finish(doing)
    return doing.statement


def save(
    statement: Statement,
    *,
    by: User,
    content: Mapping[str, Any],
    slug: str | None = None,
    clock: Clock = timezone.now,
) -> Statement:
    """Write what was typed into some of the fields on the desk copy, as a new revision; every yes is void.

    A save that changes nothing writes nothing and voids nothing. Returns the statement as it is now.
    """
    with act(statement, Verb.SAVE, by, clock) as doing:
        desk = doing.statement
        desk.write(content)
        moved = slug is not None and not desk.year and slug != desk.slug
        desk.slug = slug if moved and slug is not None else desk.slug
        if desk.digest != desk.revision.digest:
            doing.void_yeses()
            doing.write_revision()
            desk.set_bodies()
        elif not moved:
            doing.changes_nothing = True
    return statement if doing.changes_nothing else doing.statement


def refile(
    statement: Statement, *, by: User, topics: Iterable[str], clock: Clock = timezone.now
) -> Statement:
    """Set the topics (names), at once and without an edition: filing, not words."""
    with act(statement, Verb.REFILE, by, clock) as doing:
        wanted = list(topics)
        doing.note = ", ".join(wanted)
        if set(wanted) == set(doing.statement.topics.names()):
            doing.changes_nothing = True
        else:
            doing.statement.topics.set(wanted)
    return statement if doing.changes_nothing else doing.statement


def discard(statement: Statement, *, by: User, clock: Clock = timezone.now) -> Statement:
    """Hide a draft that was never public; its row is kept."""
    with act(statement, Verb.DISCARD, by, clock) as doing:
        doing.move_to(State.DISCARDED)
    return doing.statement


def _begun(
    verb: Verb,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    topics: Iterable[str],
    clock: Clock,
    translation_of: Statement | None,
    source_key: str | None,
) -> Act:
    refuse(objections_to_begin(verb, body, by) + _other_version(translation_of, content))
    at = clock()
    statement = Statement(
        issuing_body=body,
        begun_by=by,
        begun_at=at,
        changed_at=at,
        source_key=source_key,
        translation_of=translation_of and translation_of.original,
        renders=translation_of.original.last_edition() if translation_of else None,
    )
    statement.write({**content, "issuing_body": body})
    statement.save(force_insert=True)
    statement.set_bodies()
    statement.topics.set(list(topics))
    write_revision(statement, by, at)
    doing = Act(statement, verb, by, at)
    doing.from_state = ""
    return doing


def _other_version(original: Statement | None, content: Mapping[str, Any]) -> list[str]:
    if original is None:
        return []
    family = Statement.objects.filter(translation_of=original.original).exclude(state=State.DISCARDED)
    taken = {original.original.language, *family.values_list("language", flat=True)}
    if content.get("language") in taken:
        return [_("There is a version in this language already.")]
    return []


def _not_history(doing: Act) -> list[str]:
    statement = doing.statement
    day = statement.already_issued_on
    missing = not statement.headline or not statement.language or prose.is_blank(statement.body)
    if missing or day is None or day >= timezone.localdate(doing.at):
        return [_("History needs a true past date, a headline, a text and a language.")]
    return []
