"""The verbs of writing: begin, file as history, save, refile, discard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from statements import text
from statements.models import IssuingBody, Statement, Topic, User
from statements.objections import (
    objections_to_begin,
    objections_to_history,
    objections_to_language,
    objections_to_write_for,
)
from statements.search import indexing
from statements.workflow import State, Verb

from .act import Act, BegunAlready, Clock, act, finish, one_wins, refuse, write_revision
from .releasing import release


def begin(
    *,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    topics: Iterable[str] = (),
    slug: str = "",
    translation_of: Statement | None = None,
    source_key: str | None = None,
    source_address: str = "",
    token: str = "",
    clock: Clock = timezone.now,
) -> Statement:
    """Begin a draft of `body` with this content and make its first revision; returns the statement.

    `topics` are names, `slug` an address as typed. `source_key` tells an import what it has made already;
    without it only drafters begin. `token` is the one-time key of a form. Raises `BegunAlready` where that
    form has begun a draft of `by` before, `Refused` where they may not begin statements of that body.
    """
    with one_wins():
        _refuse_second_beginning(by, token)
        by_hand = [] if source_key else objections_to_write_for(body, by)
        refuse(by_hand or objections_to_begin(Verb.BEGIN, body, by))
        source = {"source_key": source_key, "source_address": source_address}
        identity = {"begin_token": token or None, "slug": _as_address(slug), **source}
        doing = _begun(Verb.BEGIN, by, body, content, clock, translation_of, **identity)
        _file(doing.statement, topics)
        finish(doing)
    return doing.statement


def file_as_history(
    *,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    issued_on: date,
    import_name: str,
    topics: Iterable[str] = (),
    slug: str = "",
    source_key: str | None = None,
    source_address: str = "",
    clock: Clock = timezone.now,
) -> Statement:
    """Put an old statement on the public record at its true date, without yeses and without a mark.

    For imports; the step names the import. Raises `Refused` where the date is not past, or headline, text or
    language is missing.
    """
    with one_wins():
        refuse(objections_to_begin(Verb.FILE_AS_HISTORY, body, by))
        dated = {**content, "already_issued_on": issued_on}
        source = {"source_key": source_key, "source_address": source_address, "slug": _as_address(slug)}
        doing = _begun(Verb.FILE_AS_HISTORY, by, body, dated, clock, None, **source)
        doing.note = text.line(import_name)
        refuse(objections_to_history(doing.statement, doing.at) + _unnamed(doing))
        doing.move_to(State.RELEASED)
        release(doing, doing.at)
        doing.statement.save()
        # After the counter of references: filing locks the public epoch.
        _file(doing.statement, topics)
        indexing.refile(doing.statement)
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
        body, language = desk.issuing_body, desk.language
        desk.write(content)
        refuse(list(desk.unfit()))
        if desk.issuing_body != body:
            refuse(objections_to_write_for(desk.issuing_body, by))
        if desk.language != language:
            refuse(objections_to_language(desk))
        moved = _readdress(desk, slug)
        if desk.digest != desk.revision.digest:
            doing.mails = desk.consents.filter(voided_at=None).exists()  # partners are asked again
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
        before = set(doing.statement.topics.names())
        _file(doing.statement, topics)
        indexing.refile(doing.statement)
        after = set(doing.statement.topics.names())
        doing.note = ", ".join(sorted(after))
        doing.changes_nothing = before == after
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
    clock: Clock,
    translation_of: Statement | None = None,
    **identity: str | None,
) -> Act:
    original = _locked(translation_of.original) if translation_of else None
    at = clock()
    statement = Statement(
        issuing_body=body,
        begun_by=by,
        begun_at=at,
        changed_at=at,
        translation_of=original,
        renders=original.last_edition() if original else None,
        **identity,
    )
    statement.write({**content, "issuing_body": body})
    refuse([*statement.unfit(), *objections_to_language(statement), *_of_another_body(statement)])
    statement.save(force_insert=True)
    statement.set_bodies()
    write_revision(statement, by, at)
    doing = Act(statement, verb, by, at)
    doing.from_state = ""
    return doing


def _locked(original: Statement) -> Statement:
    """The original, locked: of two who begin its version in one language, the second sees the first's."""
    return Statement.objects.select_for_update().get(pk=original.pk)


def _refuse_second_beginning(by: User, token: str) -> None:
    """Let nobody begin twice with one form; of two clicks in one moment the second waits for the first."""
    if not token:
        return
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = Statement.objects.visible_to(by).filter(begun_by=by, begin_token=token).first()
    if before:
        raise BegunAlready(before)


def _file(statement: Statement, topics: Iterable[str]) -> None:
    """File a statement under the topics of these names; new ones are made, merged ones replaced."""
    names = [text.line(name) for name in topics]
    longest = Topic._meta.get_field("name").max_length or 0
    if any(len(name) > longest for name in names):
        refuse([_("A topic's name has %(longest)d characters at most.") % {"longest": longest}])
    statement.topics.set(Topic.objects.called(filter(None, names)))


def _of_another_body(statement: Statement) -> list[str]:
    if statement.original.issuing_body != statement.issuing_body:
        return [_("A version in another language is issued by the same body.")]
    return []


def _readdress(desk: Statement, slug: str | None) -> bool:
    """Give the desk copy the slug a person typed, as an address can have it; whether that is another one."""
    wanted = _as_address(slug)
    if slug is None or wanted == desk.slug:
        return False
    if desk.year:
        refuse([_("The address stands since the statement was first released. It does not change any more.")])
    desk.slug = wanted
    return True


def _as_address(typed: str | None) -> str:
    """A slug as an address can have it; empty where none was typed, and it is made of the headline later."""
    return text.slug(typed) if typed else ""


def _unnamed(doing: Act) -> list[str]:
    return [] if doing.note else [_("Name the import.")]
