"""The verbs of partners: consent, consent recorded by staff, asking for a change."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from statements import text
from statements.approval import is_approved
from statements.models import Consent, ConsentLink, IssuingBody, Statement, User
from statements.workflow import State, Verb

from .act import Act, Clock, act, together
from .approving import carry_out_plan

Answer, Way = Consent.Answer, Consent.Way


def consent(
    statement: Statement,
    *,
    by: User,
    body: IssuingBody,
    link: ConsentLink | None = None,
    name: str = "",
    clock: Clock = timezone.now,
) -> Statement:
    """Say that `body` agrees to these very words: as its member, or as whoever has the `link` that `by` made.

    Where that completes approval the release plan is carried out.
    """
    with together():
        with act(statement, Verb.CONSENT, by, clock, body=body, link=link, name=name) as doing:
            doing.note = body.name
            _answer(doing, body, Answer.AGREED, link=link, name=name)
        return _carry_out(doing)


def record_consent(
    statement: Statement, *, by: User, body: IssuingBody, who: str, how: str, clock: Clock = timezone.now
) -> Statement:
    """Record that `who`, for `body`, has agreed to these very words: when and how, in words."""
    with together():
        with act(statement, Verb.RECORD_CONSENT, by, clock, how, body=body, name=who, how=how) as doing:
            _answer(doing, body, Answer.AGREED, name=who, words=how, way=Way.RECORDED)
            doing.note = _("%(who)s for %(body)s: %(how)s") % {
                "who": who,
                "body": body.name,
                "how": doing.note,
            }
        return _carry_out(doing)


def ask_for_change(
    statement: Statement,
    *,
    by: User,
    body: IssuingBody,
    words: str,
    link: ConsentLink | None = None,
    name: str = "",
    clock: Clock = timezone.now,
) -> Statement:
    """Say that `body` does not agree to these words yet, and what it asks to have changed."""
    with act(statement, Verb.ASK_FOR_CHANGE, by, clock, words, body=body, link=link, name=name) as doing:
        _answer(doing, body, Answer.CHANGE, link=link, name=name, words=words)
    return doing.statement


def _answer(
    doing: Act,
    body: IssuingBody,
    answer: Consent.Answer,
    *,
    link: ConsentLink | None = None,
    name: str = "",
    words: str = "",
    way: Consent.Way = Way.DESK,
) -> None:
    """Keep the answer in place of the one that stood; the step of an outsider bears their name."""
    statement, given_by = doing.statement, text.line(name) or doing.by.called
    if link:
        way = Way.LINK
        named = {"who": given_by, "body": Truncator(body.name).chars(100)}  # a step has room for so much
        doing.speaker = _("%(who)s (%(body)s), by consent link") % named
    statement.standing_consents().filter(body=body).update(voided_at=doing.at)
    Consent.objects.create(
        statement=statement, revision=statement.revision, digest=statement.revision.digest, body=body,
        answer=answer, way=way, given_by=given_by, words=words, user=doing.by, link=link, said_at=doing.at,
    )  # fmt: skip
    if is_approved(statement):
        doing.move_to(State.APPROVED)


def _carry_out(doing: Act) -> Statement:
    return carry_out_plan(doing, release_now=False)
