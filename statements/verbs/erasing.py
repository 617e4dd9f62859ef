"""The one verb that takes words off the record: erase, under a court order, what was sealed before."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from statements import parts
from statements.closed import editions_alike
from statements.files import store
from statements.models import (
    Attachment,
    ConsentLink,
    Edition,
    File,
    ImportItem,
    Revision,
    SearchRow,
    Statement,
    User,
    WorkingCopy,
)
from statements.search import storage, vocabulary
from statements.workflow import Verb

from .act import Act, Clock, act


def erase(
    statement: Statement, *, by: User, edition: Edition, order: str, clock: Clock = timezone.now
) -> Statement:
    """Empty a sealed edition for ever: its text, the revisions that led to it and on from it, their files.

    Number, times and digest stay, and so does whatever another edition still says. `order` names the court
    and the order; it stands in the record of the desk, not in public. Bytes go after the commit.
    """
    with act(statement, Verb.ERASE, by, clock, order, edition=edition) as doing:
        doing.edition = edition
        alike = editions_alike(doing.statement, edition)
        _empty(doing, [one.pk for one in alike])
        doomed = _doomed(doing.statement, {one.revision.number for one in alike})
        _empty(doing, _stopped(doing.statement, doomed))
        Revision.objects.filter(pk__in=doomed).update(content={})
        parts.forget(doomed)
        ConsentLink.objects.filter(revision__in=doomed).revoke(by, doing.at)
        storage.forget()
        WorkingCopy.objects.filter(statement=doing.statement).delete()
        told = Q(statement=doing.statement) | Q(digest__in={one.digest for one in alike})
        ImportItem.objects.filter(told).update(title="", altered=[])
        for sha256 in _let_go_of_files(doomed):
            transaction.on_commit(partial(_remove, sha256))
    return doing.statement


def _empty(doing: Act, keys: list[int]) -> None:
    Edition.objects.filter(pk__in=keys).update(erased_at=doing.at, **Edition.ERASED)
    never_out = SearchRow.objects.filter(edition__in=keys)  # a seal has taken the others
    rows = list(never_out)
    never_out.delete()
    vocabulary.forget(rows)


def _doomed(statement: Statement, erased: set[int]) -> list[int]:
    """Keys of the revisions with no edition that is kept between them and an erased one; never the newest.

    `erased` are the numbers of the revisions of the erased editions. `guards` holds the same rule.
    """
    editions = statement.editions.exclude(number=None).filter(erased_at=None)
    kept = {*editions.values_list("revision__number", flat=True), statement.revision.number}

    def is_between(number: int, end: int) -> bool:
        return not any(min(number, end) <= one <= max(number, end) for one in kept)

    numbers = statement.revisions.values_list("pk", "number")
    return [key for key, number in numbers if any(is_between(number, end) for end in erased)]


def _stopped(statement: Statement, doomed: list[int]) -> list[int]:
    """Keys of the editions of these revisions that were stopped before they were out."""
    stopped = statement.editions.filter(number=None, revision__in=doomed, erased_at=None)
    return list(stopped.values_list("pk", flat=True))


def _let_go_of_files(doomed: list[int]) -> list[str]:
    """Forget what these revisions named; returns the hashes of the files that nothing names any more."""
    uses = Attachment.objects.filter(revision__in=doomed)
    named = set(uses.values_list("file", flat=True))
    uses.delete()
    names = {row.name: None for row in File._meta.related_objects}  # of this app and of those above
    alone = File.objects.filter(pk__in=named, **names)
    hashes = list(alone.values_list("sha256", flat=True))
    alone.delete()
    return hashes


def _remove(sha256: str) -> None:
    """Take the bytes away, unless somebody sent the same again meanwhile."""
    if not File.objects.filter(sha256=sha256).exists():
        store.remove(sha256)
