"""State × verb × role × membership, walked whole, against the table written out by hand in `tests.law`."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from statements import verbs
from statements.models import IssuingBody, Statement, Step, User
from statements.verbs.act import steps_of
from statements.workflow import Role, Verb
from tests.cast import Cast, Newsroom, person, words
from tests.law import DRAFTERS, EVERYBODY, LAW, LAW_OF_A_JOINT_ONE, LIVING, SITUATIONS, TRIES, Law


def whole_database() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of ours."""
    models = apps.get_app_config("statements").get_models(include_auto_created=True)
    return {model._meta.label: sorted(model._default_manager.values_list(), key=repr) for model in models}


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    everything = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    person("chief", cast.council, *everything)
    person("inactive", cast.council, *everything, is_active=False)
    return {user.username: user for user in User.objects.filter(username__in=EVERYBODY)}


def refusals(do: Callable[[], Statement], check: Callable[[Statement], None]) -> list[str]:
    """Do it, check what was done, and undo it; the sentences where it was refused."""
    try:
        with transaction.atomic():
            check(do())
            transaction.set_rollback(True)
    except verbs.Refused as refused:
        return refused.sentences
    return []


def walk(
    newsroom: Newsroom,
    people: dict[str, User],
    situation: str,
    fields: dict[str, Any],
    laws: dict[str, Law] = LAW,
) -> int:
    """Try every verb by everybody; returns how many tries were let through."""
    statement = SITUATIONS[situation](newsroom, fields)
    at = newsroom.clock()
    before, let_through = whole_database(), 0
    for name, user in people.items():
        for verb, law in laws.items():
            sentences = refusals(
                lambda verb=verb, user=user: TRIES[verb](  # type: ignore[misc]
                    copy(statement), user, lambda: at
                ),
                lambda done, verb=verb, law=law, name=name: check_steps(  # type: ignore[misc]
                    done, verb, law, name, situation
                ),
            )
            allowed = situation in law.where and name in law.who
            assert allowed == (not sentences), f"{name} · {verb} · {situation}: {sentences or 'let through'}"
            assert all(sentence.strip() for sentence in sentences)
            let_through += not sentences
    assert whole_database() == before, f"{situation}: a refusal wrote something"
    return let_through


def check_steps(done: Statement, verb: str, law: Law, name: str, situation: str) -> None:
    """The try wrote its one step; a withdrawal that stopped a release wrote that step before."""
    state = {"draft": "draft", "review": "in_review", "approved": "approved"}.get(situation.split()[-1])
    state = state or (situation if situation in {"draft", "in_review", "approved"} else "released")
    to = law.to or state
    expected = [(verb, state, to)]
    if (
        verb == "agree" and name == "chief" and not done.partners()
    ):  # is a reviewer as well, so that the two yeses suffice
        expected = [("agree", "in_review", "approved")]
    if verb == "withdraw" and situation == "correction due":
        expected = [("stop_release", "released", "approved"), ("withdraw", "approved", "approved")]
    written = list(steps_of(done).order_by("-number").values_list("verb", "from_state", "to_state"))
    assert written[: len(expected)] == expected[::-1]
    assert done.state == expected[-1][2] == Statement.objects.get(pk=done.pk).state
    assert Step.objects.count() == Step.objects.latest("number").number


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_verb_by_everybody_is_let_through_or_refused_as_the_law_says(
    newsroom: Newsroom, people: dict[str, User], situation: str
) -> None:
    let_through = walk(newsroom, people, situation, {})
    assert let_through == sum(len(law.who) for law in LAW.values() if situation in law.where)


@pytest.mark.parametrize("situation", ["in_review", "correction due"])
def test_the_council_has_the_same_rights_over_its_wing(
    newsroom: Newsroom, cast: Cast, people: dict[str, User], situation: str
) -> None:
    people.pop("wing_drafter")
    walk(newsroom, people, situation, {"issuing_body": cast.wing})


@pytest.mark.parametrize("situation", ["draft", "in_review", "correction in review", "correction due"])
def test_a_joint_statement_gives_the_other_body_a_look_and_its_own_yes(
    newsroom: Newsroom, cast: Cast, people: dict[str, User], situation: str
) -> None:
    walk(newsroom, people, situation, {"joint_bodies": ["SC"]}, LAW_OF_A_JOINT_ONE)
    assert Statement.objects.visible_to(cast.outsider).count() == 1
    assert Statement.objects.visible_to(cast.wing_drafter).count() == 0


def test_the_wing_drafts_for_the_wing(newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(issuing_body=cast.wing)
    sent = verbs.submit(draft, by=cast.wing_drafter, clock=newsroom.clock)
    assert sent.state == "in_review"
    with pytest.raises(verbs.Refused, match="Approve"):
        verbs.approve(sent, by=cast.wing_drafter, clock=newsroom.clock)


def test_the_walk_leaves_no_verb_out() -> None:
    assert {*LAW, "begin", "file_as_history"} == set(Verb.values)
    assert set(SITUATIONS) - {"discarded"} == LIVING


# --- the two verbs that begin -------------------------------------------------------------------------------

BEGINNERS = {  # body → who begins by hand there
    "NC": DRAFTERS,
    "WW": DRAFTERS | {"wing_drafter"},
    "SC": {"outsider"},
}


def goes_through(attempt: Callable[[], Statement]) -> bool:
    """Whether it is let through, with one step; refused, it writes nothing."""
    before = whole_database()
    sentences = refusals(attempt, one_step)
    assert whole_database() == before
    return not sentences


def one_step(done: Statement) -> None:
    assert steps_of(done).count() == 1


@pytest.mark.parametrize("code", BEGINNERS)
def test_drafters_of_a_body_begin_there_and_administrators_by_import_only(
    people: dict[str, User], code: str
) -> None:
    body = IssuingBody.objects.get(code=code)

    def begin(by: User, source_key: str | None = None) -> Statement:
        return verbs.begin(by=by, body=body, content=words(), source_key=source_key)

    by_hand = {name for name, user in people.items() if goes_through(lambda user=user: begin(user))}  # type: ignore[misc]
    people.pop("Import")
    imports = {name for name, user in people.items() if goes_through(lambda user=user: begin(user, "a"))}  # type: ignore[misc]
    assert by_hand == BEGINNERS[code]
    assert imports == BEGINNERS[code] | {"administrator", "superuser"}


def test_only_administrators_file_history(people: dict[str, User], cast: Cast) -> None:
    def file(by: User) -> Statement:
        return verbs.file_as_history(
            by=by, body=cast.council, content=words(), issued_on=date(2019, 5, 1), import_name="old site"
        )

    who = {name for name, user in people.items() if goes_through(lambda user=user: file(user))}  # type: ignore[misc]
    assert who == {"administrator", "superuser"}


def test_the_import_account_begins_by_import_only(cast: Cast) -> None:
    account = User.objects.get(username="Import")
    assert not account.is_active
    assert goes_through(lambda: verbs.begin(by=account, body=cast.council, content=words(), source_key="a"))
    assert not goes_through(lambda: verbs.begin(by=account, body=cast.council, content=words()))
    assert not goes_through(
        lambda: verbs.file_as_history(
            by=account, body=cast.council, content=words(), issued_on=date(2019, 5, 1), import_name="old site"
        )
    )


def test_nobody_begins_for_a_partner_without_a_desk(cast: Cast) -> None:
    IssuingBody.objects.filter(pk=cast.council.pk).update(is_external=True)
    body = IssuingBody.objects.get(pk=cast.council.pk)
    account = User.objects.get(username="Import")
    assert not goes_through(lambda: verbs.begin(by=cast.drafter, body=body, content=words()))
    assert not goes_through(lambda: verbs.begin(by=account, body=body, content=words(), source_key="a"))
