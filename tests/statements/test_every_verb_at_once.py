"""Every verb, pressed by two at once and beside a save: words are kept or come back, and steps are whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Statement, Step, User
from statements.verbs.act import steps_of
from statements.workflow import Role, Verb
from tests.cast import Cast, Newsroom, person
from tests.sent import lead, pdf, received, written

from .desk.pages import address
from .desk.test_files_at_the_desk import fields
from .desk.test_statement_form import change, typed
from .test_race import at_once
from .test_two_at_once import MINE, THEIRS, Fields, Sent, press, stored

pytestmark = pytest.mark.django_db(transaction=True)

WON, BACK = 302, {404, 409, 422}  # done; the page again, or where it is gone another, with what was typed
ELSEWHERE = {Verb.BEGIN, Verb.SAVE, Verb.FILE_AS_HISTORY}  # the form's own and the import's: test_two_at_once


@dataclass(frozen=True)
class Case:
    """Where a verb is pressed, by which two, and the fields in which words are typed."""

    stands: Callable[[Newsroom], Statement]
    people: tuple[str, str]
    words: tuple[str, ...] = ()
    asked: Fields = field(default_factory=dict)
    of_it: Callable[[Statement], Fields] = lambda statement: {}  # fields that name what belongs to it


def _correction(newsroom: Newsroom, statement: Statement | None = None) -> Statement:
    return verbs.reopen(statement or newsroom.public(), by=newsroom.cast.drafter)


def _due(newsroom: Newsroom) -> Statement:
    return newsroom.public(public_from=timezone.now() + timedelta(days=1))


def _unapproved(newsroom: Newsroom) -> Statement:
    publisher = newsroom.cast.publisher
    public = verbs.publish_without_approval(newsroom.draft(), by=publisher, reason="By phone.")
    return _correction(newsroom, public)


def _sealed(newsroom: Newsroom) -> Statement:
    corrected, publisher = newsroom.corrected(), newsroom.cast.publisher
    first = corrected.editions.get(number=1)
    return verbs.seal(corrected, by=publisher, edition=first, reason="A child's name.")


def _behind(newsroom: Newsroom) -> Statement:
    original = newsroom.public()
    hindi = newsroom.draft(translation_of=original, language="hi")
    verbs.publish(newsroom.correct(original), by=newsroom.cast.publisher)
    return hindi


def _joint(newsroom: Newsroom) -> Statement:
    return newsroom.in_review(joint_bodies=["SC"])


def _partner(statement: Statement) -> Fields:
    return {"body": statement.partners()[0].pk}


DRAFTERS, REVIEWERS = ("drafter", "colleague"), ("reviewer", "second_reviewer")
PUBLISHERS, PARTNERS = ("publisher", "second_publisher"), ("outsider", "second_outsider")
ADMINISTRATORS = ("member_and_administrator", "another_administrator")
CASES: dict[Verb, Case] = {
    Verb.REFILE: Case(Newsroom.draft, DRAFTERS, ("topics",)),
    Verb.FOLLOW: Case(
        _behind, DRAFTERS, of_it=lambda hindi: {"edition": hindi.original.editions.get(number=2).pk}
    ),
    Verb.SUBMIT: Case(Newsroom.draft, DRAFTERS, asked={"plan": "later"}),
    Verb.AGREE: Case(Newsroom.in_review, ("colleague", "second_colleague")),
    Verb.SEND_BACK: Case(Newsroom.in_review, REVIEWERS, ("reason", "on_headline", "on_body")),
    Verb.APPROVE: Case(Newsroom.in_review, REVIEWERS),
    Verb.CONSENT: Case(_joint, PARTNERS, of_it=_partner),
    Verb.RECORD_CONSENT: Case(_joint, DRAFTERS, ("who", "how"), of_it=_partner),
    Verb.ASK_FOR_CHANGE: Case(_joint, PARTNERS, ("words",), of_it=_partner),
    Verb.REOPEN: Case(Newsroom.public, DRAFTERS),
    Verb.ABANDON_CORRECTION: Case(_correction, DRAFTERS),
    Verb.PUBLISH: Case(Newsroom.approved, PUBLISHERS),
    Verb.PUBLISH_WITHOUT_APPROVAL: Case(Newsroom.draft, PUBLISHERS, ("reason",)),
    Verb.CONFIRM: Case(
        _unapproved, REVIEWERS, of_it=lambda statement: {"mark": statement.confirmations.get().pk}
    ),
    Verb.STOP_RELEASE: Case(_due, ("drafter", "publisher")),
    Verb.FLAG: Case(_correction, PUBLISHERS, ("words",), {"hours": 1}),
    Verb.WITHDRAW: Case(_correction, PUBLISHERS, ("explanation",), {"kind": "withdrawn"}),
    Verb.RESTORE: Case(lambda newsroom: _correction(newsroom, newsroom.withdrawn()), PUBLISHERS, ("reason",)),
    Verb.SEAL: Case(
        lambda newsroom: _correction(newsroom, newsroom.withdrawn()), PUBLISHERS, ("reason",),
        of_it=lambda statement: {"edition": statement.editions.get().pk},
    ),
    Verb.ERASE: Case(
        _sealed, ADMINISTRATORS, ("order",),
        of_it=lambda sealed: {"edition": sealed.editions.get(number=1).pk, "typed": sealed.reference},
    ),
    Verb.DISCARD: Case(Newsroom.draft, ("drafter", "publisher")),
}  # fmt: skip


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    """The cast and a second one of those of whom it has one."""
    pair = [person(name, cast.council, Role.PUBLISHER) for name in ADMINISTRATORS]
    for one in pair:
        one.groups.set(cast.administrator.groups.all())
    everything = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    return vars(cast) | {
        **dict(zip(ADMINISTRATORS, pair, strict=True)),
        "second_colleague": person("second_colleague", cast.council, Role.DRAFTER),
        "second_publisher": person("second_publisher", cast.council, Role.PUBLISHER),
        "second_outsider": person("second_outsider", cast.elsewhere, *everything),
    }


def pressed(verb: Verb, statement: Statement, who: User, words: str) -> Sent:
    case = CASES[verb]
    seen = {"lock_version": statement.lock_version, "seen": statement.revision.number}
    sends = {**seen, **case.asked, **case.of_it(statement), **dict.fromkeys(case.words, words)}
    return who, address(statement, f"verb/{verb}/"), sends


def saved(statement: Statement, who: User, words: str) -> Sent:
    shown = {"headline": words, "language": statement.language, "seen_revision": statement.revision.number}
    return who, change(statement), typed(statement, **shown)


def test_every_verb_is_pressed() -> None:
    assert set(CASES) == set(Verb) - ELSEWHERE


def wrong_with(verb: Verb, sent: list[Sent], words: list[str], before: int, statement: Statement) -> str:
    """What is wrong once all of it was sent at the same moment; the words that were typed are named."""
    answers: list[Any] = at_once(*map(press, sent))
    codes, kept = sorted(answer.status_code for answer in answers), stored()
    lost = [
        typed for typed, answer in zip(words, answers, strict=False)
        if typed not in kept and not (typed in answer.content.decode() and answer.status_code in BACK)
    ]  # fmt: skip
    now = Statement.objects.get(pk=statement.pk)
    is_whole = steps_of(statement).count() - before >= codes.count(WON) and now.digest == now.revision.digest
    is_right = WON in codes and {WON} | BACK >= {*codes} and is_whole
    return "" if is_right and not lost else f"{verb}: {codes}, lost {lost}"


def test_pressed_by_two_at_once(newsroom: Newsroom, people: dict[str, User]) -> None:
    newsroom, wrong = Newsroom(newsroom.cast, timezone.now), []
    for verb, case in CASES.items():
        statement = case.stands(newsroom)
        words = [f"{MINE} {verb}", f"{THEIRS} {verb}"]
        sent = [pressed(verb, statement, people[n], w) for n, w in zip(case.people, words, strict=True)]
        before = steps_of(statement).count()
        wrong += [wrong_with(verb, sent, words if case.words else [], before, statement)]
    assert [*filter(None, wrong)] == []
    assert Step.objects.first_break() is None


def test_pressed_while_another_saves(newsroom: Newsroom, people: dict[str, User]) -> None:
    newsroom, wrong = Newsroom(newsroom.cast, timezone.now), []
    for verb, case in CASES.items():
        statement = case.stands(newsroom)
        words = [f"{MINE} {verb}", f"{THEIRS} {verb}"]
        save = saved(statement, people["colleague"], words[0])
        sent = [save, pressed(verb, statement, people[case.people[0]], words[1])]
        before = steps_of(statement).count()
        wrong += [wrong_with(verb, sent, words if case.words else words[:1], before, statement)]
    assert [*filter(None, wrong)] == []
    assert Step.objects.first_break() is None


ROWS = {  # of one person and of another, on one form
    "a caption and a signatory": ("attachments-0-caption", "signatories"),
    "one caption": ("attachments-0-caption", "attachments-0-caption"),
    "two files": ("attachments-0-alt", "attachments-1-title"),
    "the signatories": ("signatories", "signatories"),
    "a row removed and written on": ("attachments-1-remove", "attachments-1-caption"),
}


def as_opened(who: User, draft: Statement) -> Fields:
    """The form as it was opened by a person: the marks of its files are for them alone."""
    client = Client()
    client.force_login(who)
    return fields(client.get(change(draft)))


def test_rows_written_by_two_at_once(newsroom: Newsroom, people: dict[str, User]) -> None:
    both, wrong = [people[name] for name in DRAFTERS], []
    report = received(newsroom, written(pdf()), "report.pdf")
    for which, names in ROWS.items():
        draft = newsroom.draft(attachments=[lead(newsroom), report])
        typed_in = [f"{words} {which}" for words in (MINE, THEIRS)]
        sent: list[Sent] = [
            (who, change(draft), {**as_opened(who, draft), name: words})
            for who, name, words in zip(both, names, typed_in, strict=True)
        ]
        before = steps_of(draft).count()
        asked = [words for words, name in zip(typed_in, names, strict=True) if not name.endswith("-remove")]
        wrong += [wrong_with(Verb.SAVE, sent[-len(asked) :] + sent[: -len(asked)], asked, before, draft)]
    assert [*filter(None, wrong)] == []
    assert Step.objects.first_break() is None


def test_what_is_sent_to_a_draft_deleted_meanwhile_comes_back(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    verbs.discard(draft, by=cast.publisher)
    client.force_login(cast.drafter)
    for rest in ("change/", "notes/", "verb/refile/", "unsaved/"):
        answer = client.post(address(draft, rest), {"headline": MINE})
        assert answer.status_code == 404
        assert MINE in answer.content.decode()
    assert client.get(change(draft)).status_code == 302
