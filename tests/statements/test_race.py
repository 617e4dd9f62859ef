"""Two at once, with real threads on a real database: one wins, the other is told why, nothing is torn."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connections

from statements import verbs
from statements.models import Edition, Statement, Step, User, Withdrawal
from statements.verbs.act import steps_of
from statements.workflow import Plan, Role
from tests.cast import NOON, Cast, Newsroom, edition, person, words

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10  # of each of the five pairs: fifty
Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[object]:
    """Do them all at the same moment, each in a thread of its own; what each gave, or why it was refused."""
    start = threading.Barrier(len(deeds))

    def run(deed: Deed) -> object:
        try:
            start.wait(10)
            return deed()
        except verbs.Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result(30) for done in [pool.submit(run, deed) for deed in deeds]]


def won(results: list[object]) -> list[object]:
    return [result for result in results if not isinstance(result, verbs.Refused)]


def lost(results: list[object]) -> list[verbs.Refused]:
    return [result for result in results if isinstance(result, verbs.Refused)]


Pair = Callable[[Newsroom, Cast], tuple[Statement, Deed, Deed]]


def save_and_save(newsroom: Newsroom, cast: Cast) -> tuple[Statement, Deed, Deed]:
    draft = newsroom.draft()
    save = partial(verbs.save, draft, clock=newsroom.clock)
    return (
        draft,
        partial(save, by=cast.drafter, content={"headline": "Mine"}),
        partial(save, by=cast.colleague, content={"headline": "Theirs"}),
    )


def approve_and_approve(newsroom: Newsroom, cast: Cast) -> tuple[Statement, Deed, Deed]:
    sent = newsroom.in_review()
    approve = partial(verbs.approve, sent, clock=newsroom.clock)
    return sent, partial(approve, by=cast.reviewer), partial(approve, by=cast.second_reviewer)


def publish_and_publish(newsroom: Newsroom, cast: Cast) -> tuple[Statement, Deed, Deed]:
    approved = newsroom.approved()
    publish = partial(verbs.publish, approved, by=cast.publisher, clock=newsroom.clock)
    return approved, publish, publish


def publish_and_withdraw(newsroom: Newsroom, cast: Cast) -> tuple[Statement, Deed, Deed]:
    approved = newsroom.correct(newsroom.public())
    publish = partial(verbs.publish, approved, by=cast.publisher, clock=newsroom.clock)
    withdraw = partial(
        verbs.withdraw, approved, by=cast.publisher, explanation="Wrong.", clock=newsroom.clock
    )
    return approved, publish, withdraw


def submit_and_save(newsroom: Newsroom, cast: Cast) -> tuple[Statement, Deed, Deed]:
    draft = newsroom.draft()
    submit = partial(verbs.submit, draft, by=cast.drafter, clock=newsroom.clock)
    save = partial(verbs.save, draft, by=cast.colleague, content={"headline": "Theirs"}, clock=newsroom.clock)
    return draft, submit, save


@pytest.mark.parametrize(
    "pair",
    [save_and_save, approve_and_approve, publish_and_publish, publish_and_withdraw, submit_and_save],
    ids=lambda pair: pair.__name__,
)
def test_of_two_verbs_at_once_one_wins_and_the_other_is_told_why(
    newsroom: Newsroom, cast: Cast, pair: Pair
) -> None:
    for _ in range(ROUNDS):
        statement, one, other = pair(newsroom, cast)
        before = steps_of(statement).count()
        results = at_once(one, other)
        [winner], [loser] = won(results), lost(results)
        now = Statement.objects.get(pk=statement.pk)
        assert isinstance(winner, Statement)
        assert (now.state, now.digest) == (winner.state, winner.digest)
        assert now.lock_version == statement.lock_version + 1
        assert steps_of(statement).count() == before + 1
        assert isinstance(loser, verbs.Stale)
        assert re.search(r"was faster \(“.+”\)\. Look again\.", loser.sentences[0])
        assert now.digest == now.revision.digest
    assert Step.objects.first_break() is None


def test_references_drawn_by_eight_at_once_have_no_gap_and_no_double(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(2):
        ready = [newsroom.approved() for _ in range(8)]
        results = at_once(
            *(partial(verbs.publish, one, by=cast.publisher, clock=newsroom.clock) for one in ready)
        )
        assert not lost(results)
    drawn = [str(statement.reference) for statement in Statement.objects.all()]
    assert sorted(drawn) == [f"NC-2026-{number:03d}" for number in range(1, 17)]
    assert Step.objects.first_break() is None


def test_plans_carried_out_and_texts_published_do_not_wait_for_each_other_for_ever(
    newsroom: Newsroom, cast: Cast
) -> None:
    """A yes that publishes needs the counter and the chain's head, like a publisher's button beside it."""
    chief = person("chief", cast.council, Role.DRAFTER, Role.PUBLISHER)
    for _ in range(3):
        deeds: list[Deed] = []
        for _ in range(4):
            sent = verbs.submit(newsroom.draft(), by=chief, plan=Plan.AT_ONCE, clock=newsroom.clock)
            deeds.append(partial(verbs.approve, sent, by=cast.reviewer, clock=newsroom.clock))
            ready = newsroom.approved(topics=("Wages",))
            deeds.append(partial(verbs.publish, ready, by=cast.publisher, clock=newsroom.clock))
        assert not lost(at_once(*deeds))
    assert Edition.objects.public(newsroom.clock()).count() == 24
    assert Step.objects.first_break() is None


def test_eight_texts_with_one_headline_get_eight_addresses(newsroom: Newsroom, cast: Cast) -> None:
    ready = [newsroom.approved(headline="May Day") for _ in range(8)]
    for _ in range(9):  # who is told to try again tries again
        if not ready:
            break
        results = at_once(
            *(partial(verbs.publish, one, by=cast.publisher, clock=newsroom.clock) for one in ready)
        )
        assert won(results)
        assert all("Try again" in refused.sentences[0] for refused in lost(results))
        ready = [one for one, result in zip(ready, results, strict=True) if isinstance(result, verbs.Refused)]
    slugs = set(Statement.objects.values_list("slug", flat=True))
    assert slugs == {"may-day", *(f"may-day-{number}" for number in range(2, 9))}
    assert Step.objects.first_break() is None


def test_a_family_released_at_once_has_one_number(newsroom: Newsroom, cast: Cast) -> None:
    for number in range(1, 6):
        original = newsroom.draft()
        hindi = newsroom.draft(translation_of=original, language="hi")
        family = [_approve(newsroom, original), _approve(newsroom, hindi)]
        at_once(*(partial(verbs.publish, one, by=cast.publisher, clock=newsroom.clock) for one in family))
        drawn = [Statement.objects.get(pk=one.pk).reference for one in family]
        assert drawn == [f"NC-2026-{number:03d}", f"NC-2026-{number:03d}-hi"]


def test_a_version_begun_by_two_at_once_is_begun_once(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(5):
        original = newsroom.public()
        begin = partial(verbs.begin_version, original, language="hi", clock=newsroom.clock)
        results = at_once(partial(begin, by=cast.drafter), partial(begin, by=cast.colleague))
        assert len(won(results)) == 1
        assert lost(results)[0].sentences == ["There is a version in this language already."]
        assert original.translations.count() == 1
    assert Step.objects.first_break() is None


def _approve(newsroom: Newsroom, draft: Statement) -> Statement:
    sent = verbs.submit(draft, by=newsroom.cast.drafter, clock=newsroom.clock)
    return verbs.approve(sent, by=newsroom.cast.reviewer, clock=newsroom.clock)


def test_no_two_statements_are_merged_into_each_other(newsroom: Newsroom, cast: Cast) -> None:
    for _ in range(5):
        one, other = newsroom.public(), newsroom.public()
        merge = partial(
            verbs.withdraw,
            by=cast.publisher,
            explanation="Twice.",
            kind=Withdrawal.Kind.MERGED,
            clock=newsroom.clock,
        )
        results = at_once(partial(merge, one, target=other), partial(merge, other, target=one))
        assert len(won(results)) == 1
        assert "The other statement is not public." in lost(results)[0].sentences


def test_one_import_run_twice_at_once_makes_one_draft(newsroom: Newsroom, cast: Cast) -> None:
    account = User.objects.get(username="Import")
    for number in range(5):
        key = f"page:{number}"
        begin = partial(verbs.begin, by=account, body=cast.council, content=words(), source_key=key)
        results = at_once(begin, begin)
        assert (len(won(results)), len(lost(results))) == (1, 1)
    assert Statement.objects.count() == 5
    assert Step.objects.first_break() is None


def test_the_database_lets_no_two_editions_overlap_that_do_not_see_each_other(newsroom: Newsroom) -> None:
    first = edition(newsroom.public())

    def beside(number: int) -> str:
        copy = Edition.objects.get(pk=first.pk)
        copy.pk, copy.number = None, number
        copy.public_from = NOON - timedelta(days=2 * number)
        copy.public_until = NOON - timedelta(days=1)
        try:
            copy.save(force_insert=True)
        except IntegrityError:
            return "refused"
        return "written"

    assert sorted(map(str, at_once(partial(beside, 2), partial(beside, 3)))) == ["refused", "written"]
