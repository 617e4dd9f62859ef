"""What every public address says of how long it holds; and that nothing private ever says it is public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import override

from statements import verbs
from statements.models import Edition, PressContact, PublicEpoch, Statement, Topic
from statements.models.newsroom import Newsroom as Settings
from statements.outsiders.links import make_preview
from tests.cast import Cast, Clock, Newsroom
from tests.never_public import NEVER_PUBLIC
from tests.readers import get
from tests.test_leaks import ARGUMENTS, known, patterns  # noqa: F401  (a fixture)

CONSTANT = "public, max-age=0, s-maxage=1, must-revalidate"


@pytest.fixture(autouse=True)
def long_unchanged(db: None) -> None:
    """The newsroom was set up before the tests' time."""
    PublicEpoch.objects.update(changed_at=Clock().now - timedelta(days=9))


def one_of_each() -> list[str]:
    """One address of every public route that has something to show."""
    with override("en"):
        return [
            reverse(str(route.name), kwargs=next(iter(arguments), {}))
            for route in patterns()
            if (arguments := ARGUMENTS[str(route.name)]() if route.pattern.converters else [{}])
        ]


def test_every_public_address_says_what_it_holds(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    told = 0
    for path in dict.fromkeys([*one_of_each(), "/hi/", "/statements/?topic=wages", "/nothing/"]):
        page = get(path, clock)
        caching = page["Cache-Control"]
        assert caching == CONSTANT or "no-store" in caching, path
        assert not {"Vary", "Set-Cookie", "Expires"} & page.headers.keys(), path
        if page.status_code != 200 or caching != CONSTANT:
            continue
        told += 1
        held = {"ETag": page["ETag"], "Last-Modified": page["Last-Modified"]}
        for asked in ({"If-None-Match": held["ETag"]}, {"If-Modified-Since": held["Last-Modified"]}):
            with CaptureQueriesContext(connection) as queries:
                again = get(path, clock, headers=asked)
            assert (again.status_code, again.getvalue() if again.streaming else again.content) == (304, b"")
            assert {name: again[name] for name in held} == held
            assert again["Cache-Control"] == CONSTANT
            assert len(queries) <= 2, f"{path} was made anew to say that it is the same"
    assert told > 15


def test_nothing_private_says_that_it_is_public(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    draft = newsroom.draft()
    lasts = timedelta(days=1)
    token = make_preview(draft, by=cast.drafter, label="A lawyer", lasts=lasts, clock=clock).token
    for path in (
        "/admin/", "/admin/login/", "/admin/statements/statement/",
        f"/admin/statements/statement/{draft.pk}/change/", f"/admin/statements/statement/{draft.pk}/review/",
        "/admin/nothing/", f"/preview/{token}/", "/calendar/guessed.ics", "/healthz", "/admin/?a=%00",
    ):  # fmt: skip
        for user in (None, cast.drafter):
            answer = get(path, clock, user=user)
            if answer.status_code != 404:
                assert "no-store" in answer["Cache-Control"], path
            assert answer.status_code != 200 or "Last-Modified" not in answer, path


def until_changed(newsroom: Newsroom, path: str) -> tuple[Callable[[], int], Callable[[], Any]]:
    """How the address answers whoever has what it says now, and its date of change."""
    page = get(path, newsroom.clock)  # type: ignore[arg-type]
    return (
        lambda: get(path, newsroom.clock, headers={"If-None-Match": page["ETag"]}).status_code,  # type: ignore[arg-type]
        lambda: get(path, newsroom.clock)["Last-Modified"],  # type: ignore[arg-type]
    )


def test_a_remembered_etag_holds_to_the_second_of_the_next_change(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    due = clock.now + timedelta(hours=1)
    newsroom.public(headline="Due", public_from=due)
    answer, changed = until_changed(newsroom, "/")
    before = changed()
    clock.now = due - timedelta(seconds=1)
    assert (answer(), changed()) == (304, before)
    clock.now = due
    assert (answer(), changed()) == (200, http_date(due.timestamp()))


def test_flags_pins_and_notices_end_by_themselves(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public()
    verbs.flag(statement, by=cast.publisher, words="We are checking.", clock=clock)
    taken_back = newsroom.withdrawn()
    verbs.pin(statement, by=cast.publisher, until=clock.now + timedelta(days=10), clock=clock)
    page = str(Edition.objects.get(statement=statement).get_absolute_url())
    for path, days in ((page, 1), ("/", 10), ("/statements/feed.atom", 31)):
        clock_then = clock.now
        answer, _changed = until_changed(newsroom, path)
        assert answer() == 304
        clock.pass_(days=days, minutes=1)
        assert answer() == 200, path
        clock.now = clock_then
    assert taken_back.reference


def test_what_is_prepared_does_not_move_the_date_of_change(known: Newsroom, clock: Clock) -> None:  # noqa: F811
    _answer, changed = until_changed(known, "/")
    before = changed()
    clock.pass_(minutes=5)
    with time_machine.travel(clock.now, tick=False):
        for make in NEVER_PUBLIC:
            make(known)
    clock.pass_(minutes=5)
    assert changed() == before


def test_history_that_is_yet_to_come_out_does_not_move_it(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    clock.pass_(days=6)
    _answer, changed = until_changed(newsroom, "/")
    before = changed()
    newsroom.public(
        already_issued_on=(clock.now - timedelta(days=3)).date(), public_from=clock.now + timedelta(days=5)
    )
    assert changed() == before


def test_a_condition_that_does_not_hold_is_answered_so(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public()
    for asked in ({"If-Match": '"others"'}, {"If-Unmodified-Since": http_date(1)}):
        assert [get("/", clock, headers=asked).status_code for _time in range(2)] == [412, 412]


def contact(newsroom: Newsroom) -> None:
    PressContact.objects.create(body=newsroom.cast.council, name="Asha Rao", is_published=True)


def contact_of_all(newsroom: Newsroom) -> None:
    """Of a body that never spoke."""
    silent = PressContact.objects.create(body=newsroom.cast.elsewhere, name="Rosy", is_published=True)
    Settings.objects.update(contact=silent)
    PublicEpoch.objects.update(changed_at=newsroom.clock() - timedelta(days=9))
    silent.phone = "011 2334 5678"
    silent.save()


def name(newsroom: Newsroom) -> None:
    settings = Settings.current()
    settings.names = {"en": "The Federation"}
    settings.save()


def filing(newsroom: Newsroom) -> None:
    statement = Statement.objects.get(editions__headline="First")
    verbs.refile(statement, by=newsroom.cast.drafter, topics=["Wages", "Heat"], clock=newsroom.clock)


def topic(newsroom: Newsroom) -> None:
    Topic.objects.get(name="Wages").merge_into(Topic.objects.get(name="Heat"))


@pytest.mark.parametrize("change", [contact, contact_of_all, name, filing, topic])
def test_what_the_office_changes_in_public_moves_it(
    known: Newsroom,  # noqa: F811
    clock: Clock,
    change: Callable[[Newsroom], None],
) -> None:
    answer, changed = until_changed(known, "/statements/")
    before = changed()
    clock.pass_(minutes=5)
    then = http_date(clock.now.timestamp())
    with time_machine.travel(clock.now, tick=False):
        change(known)
    clock.pass_(minutes=5)
    assert (changed(), before != then) == (then, True)
    assert answer() == 200


def test_the_order_of_parameters_is_no_other_address(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    page = get("/statements/?topic=wages&year=2026", clock)
    with CaptureQueriesContext(connection) as queries:
        again = get("/statements/?year=2026&topic=wages", clock, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, len(queries) <= 2) == (304, True)
