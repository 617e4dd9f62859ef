"""The verbs of writing: begin a campaign, demand, cause, addressee or action; write its words anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from campaigns.models import Subject, Version
from campaigns.models.subject import SubjectT
from campaigns.models.versions import Verdict
from campaigns.objections import objections_of_role
from campaigns.workflow import Deed
from statements import text
from statements.models import File, IssuingBody, User
from statements.models.content import digest
from statements.models.languages import in_language
from statements.verbs.act import Clock, one_wins, refuse

from .doing import Doing, Overtaken, doing, tell


def begin(
    kind: type[SubjectT],
    *,
    by: User,
    body: IssuingBody,
    content: Mapping[str, Any],
    slug: str = "",
    is_quiet: bool = False,
    clock: Clock = timezone.now,
) -> SubjectT:
    """Begin a subject of `body` with these words as its first version, which waits for a second person.

    `slug` is its address as typed; else it is made of the title. One that is begun quietly is told of by no
    mail. Raises `Refused` where the right is missing or the words say what cannot be.
    """
    with one_wins():
        refuse(objections_of_role(Deed.BEGIN, body, by))
        at = clock()
        subject = kind(kind=kind.KIND, body=body, begun_by=by, begun_at=at)
        words = kind.tidied(content)
        refuse(list(subject.unfit(words)))
        subject.slug = _free(kind, slug or in_language(words["titles"]))
        subject.save(force_insert=True)
        _propose(subject, words, 1, by, at)
        tell(Doing(subject, Deed.BEGIN, by, at, is_quiet=is_quiet))
    return subject


def write(
    subject: Subject, *, by: User, content: Mapping[str, Any], seen: int, clock: Clock = timezone.now
) -> Version:
    """Write some of its words anew, as a version that waits for a second person; returns it.

    `seen` is the number of the version the writer saw: raises `Overtaken` where there is a newer one. Words
    that change nothing write nothing. What waited is replaced; what is public stays until this is approved.
    """
    with doing(subject, Deed.WRITE, by, clock) as one:
        newest = one.subject.versions.select_related("author").latest("number")
        if newest.number != seen:
            raise Overtaken(newest)
        words = one.subject.tidied({**newest.content, **content})
        refuse(list(one.subject.unfit(words)))
        if digest(words) == newest.digest and newest.verdict != Verdict.SENT_BACK:
            one.changes_nothing = True
            return newest
        if newest.is_waiting:
            newest.decide(Verdict.REPLACED, by, one.at)
        return _propose(one.subject, words, newest.number + 1, by, one.at)


def _propose(subject: Subject, words: dict[str, Any], number: int, by: User, at: Any) -> Version:
    named = words.get("picture")
    return Version.objects.create(
        subject=subject,
        number=number,
        content=words,
        digest=digest(words),
        picture=File.objects.get(sha256=named) if named else None,
        author=by,
        made_at=at,
    )


def _free(kind: type[Subject], wanted: str) -> str:
    """An address of this kind that is free: with a number behind it where it is taken."""
    base = text.slug(wanted, 70)
    taken = set(Subject.objects.filter(kind=kind.KIND, slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
