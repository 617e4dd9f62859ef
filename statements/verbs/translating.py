"""The verbs of language versions: begin one, and say that it is up to date with its original."""

from __future__ import annotations

from django.utils import timezone

from statements import parts
from statements.attachments import for_version
from statements.models import Edition, Statement, User
from statements.models.content import DEFAULTS
from statements.versions import Source, content_of, newest_of
from statements.workflow import Verb

from .act import Clock, act
from .writing import begin

# What a version takes over; every word of the text itself is the translator's.
HEAD = ("kind", "dateline_place", "dateline_date", "joint_bodies", "signatories", "already_issued_on")


def begin_version(original: Statement, *, by: User, language: str, clock: Clock = timezone.now) -> Statement:
    """Begin the version of a statement in `language`, under the head and the topics of its original.

    Its text is empty: no sentence of the original can go out untranslated by oversight. Raises `Refused`
    where there is a version in this language already, or `by` may not begin one.
    """
    original = original.original
    words = content_of(newest_of(original))
    return begin(
        by=by,
        body=original.issuing_body,
        content={
            **{name: words.get(name, DEFAULTS[name]) for name in HEAD},
            "attachments": for_version(words),
            **parts.of_version(words),
            "language": language,
        },
        topics=list(original.topics.names()),
        translation_of=original,
        clock=clock,
    )


def follow(
    statement: Statement, *, by: User, edition: Edition | None = None, clock: Clock = timezone.now
) -> Statement:
    """Say that a version says this edition of its original, or the newest; no reader sees a change."""
    with act(statement, Verb.FOLLOW, by, clock, edition=edition) as doing:
        source = Source.of(doing.statement)
        said = edition or (source.to_follow if source else None)
        if said is None:
            raise ValueError("the law let a version follow an edition that is not there")
        doing.statement.renders = said
        doing.note = str(said)
    return doing.statement
