"""Readers get a file where they get its statement, at every address and in every way to ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from statements import verbs
from statements.attachments import Entry
from statements.models import File, Statement, Withdrawal
from statements.models.files import WIDTHS
from tests.cast import Cast, Clock, Newsroom, edition
from tests.law import NEW, SITUATIONS
from tests.readers import get
from tests.sent import ALT, picture, received

UNKNOWN = "/files/" + "x" * 22


def photograph(newsroom: Newsroom, colour: Any = "teal") -> Entry:
    """A picture wide enough to have every rendition."""
    return received(newsroom, picture(1700, 10, colour=colour), alt=ALT, credit="A. Rao", lead=True)


def ways(base: str) -> list[tuple[str, dict[str, str]]]:
    """Every way to ask for a file: whole and each rendition; whole, in parts, on a condition."""
    addresses = [f"{base}/march.jpg", *(f"{base}/{width}/march.jpg" for width in WIDTHS)]
    asked: list[dict[str, str]] = [
        {}, {"If-None-Match": "*"}, {"If-Range": '"guess"', "Range": "bytes=0-9"},
        *({"Range": f"bytes={part}"} for part in ("0-9", "5-", "-5", "0-1,4-5", "99999999-")),
    ]  # fmt: skip
    return [(address, headers) for address in addresses for headers in asked]


def answers(entry: Entry, clock: Clock, **who: Any) -> set[int]:
    """The statuses of all answers about a file."""
    base = f"/files/{File.objects.get(sha256=entry['file']).key}"
    found = set()
    for address, headers in ways(base):
        for method in ("get", "head"):
            found.add(get(address, clock, method=method, headers=headers, **who).status_code)
    return found


def is_as_unknown(entry: Entry, clock: Clock, **who: Any) -> bool:
    """Whether every answer about a file is the very answer about a file that never was."""
    base = f"/files/{File.objects.get(sha256=entry['file']).key}"
    pairs = zip(ways(base), ways(UNKNOWN), strict=True)
    return all(
        said(get(address, clock, headers=headers, **who)) == said(get(other, clock, headers=headers, **who))
        for (address, headers), (other, _headers) in pairs
    )


def assert_no_such_address(entry: Entry, clock: Clock) -> None:
    """Widths nobody made, other prefixes and the hash in place of the key lead nowhere, in any state."""
    key = File.objects.get(sha256=entry["file"]).key
    others = [f"/files/{key}/{width}/march.jpg" for width in (0, 1, 481, 1700, 99999)]
    others += [f"/files/{entry['file']}/march.jpg", f"/hi/files/{key}/march.jpg", f"/files/{key}/480/"]
    assert {get(address, clock).status_code for address in others} == {404}


def said(answer: Any) -> tuple[int, dict[str, str], bytes]:
    return answer.status_code, dict(answer.headers), answer.content


GIVEN = {200, 206, 304, 416}
GONE = {"removed": {410}, "merged, correction approved": {301}}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_readers_get_a_file_where_they_get_its_statement(
    newsroom: Newsroom, clock: Clock, situation: str
) -> None:
    entry = photograph(newsroom)
    SITUATIONS[situation](newsroom, {"attachments": [entry]})
    assert_no_such_address(entry, clock)
    if situation in NEW | {"discarded"}:
        assert is_as_unknown(entry, clock)
        assert is_as_unknown(entry, clock, user=newsroom.cast.drafter)
    else:
        assert answers(entry, clock) == GONE.get(situation, GIVEN)


def test_a_file_is_public_from_its_second_and_not_before(newsroom: Newsroom, clock: Clock) -> None:
    entry = photograph(newsroom)
    clock.now = clock.now.replace(microsecond=0)
    out = clock.now + timedelta(days=1)
    newsroom.public(public_from=out, attachments=[entry])
    for moment in (clock.now, out - timedelta(seconds=1), out - timedelta(microseconds=1)):
        clock.now = moment
        assert is_as_unknown(entry, clock)
    clock.now = out
    assert answers(entry, clock) == GIVEN


def test_a_stopped_release_takes_its_file_with_it(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    entry = photograph(newsroom)
    out = clock.now + timedelta(days=1)
    due = newsroom.public(public_from=out, attachments=[entry])
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    assert is_as_unknown(entry, clock)
    clock.now = out + timedelta(days=1)
    assert is_as_unknown(entry, clock)


def replaced(newsroom: Newsroom, old: Entry, new: Entry, **when: Any) -> Statement:
    """A public statement whose picture a correction replaces."""
    desk = newsroom.correct(newsroom.public(attachments=[old]), attachments=[new])
    return verbs.publish(desk, by=newsroom.cast.publisher, clock=newsroom.clock, **when)


def test_a_replaced_file_stays_with_the_edition_that_was_issued_with_it(
    newsroom: Newsroom, clock: Clock
) -> None:
    old, new = photograph(newsroom), photograph(newsroom, "red")
    statement = replaced(newsroom, old, new, public_from=clock.now + timedelta(days=1))
    assert answers(old, clock) == GIVEN
    assert is_as_unknown(new, clock)
    clock.pass_(days=2)
    assert answers(old, clock) == answers(new, clock) == GIVEN
    issued = f"/statements/2026/{statement.slug}/"
    assert File.objects.get(sha256=old["file"]).key in get(f"{issued}editions/1/", clock).content.decode()
    page = get(issued, clock).content.decode()
    assert File.objects.get(sha256=new["file"]).key in page
    assert File.objects.get(sha256=old["file"]).key not in page


def test_a_sealed_edition_shuts_its_file_unless_another_carries_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    old, new, kept = (photograph(newsroom, colour) for colour in ("teal", "red", "blue"))
    public = newsroom.public(attachments=[old, {**kept, "lead": False}])
    desk = newsroom.correct(public, attachments=[new, {**kept, "lead": False}])
    desk = verbs.publish(desk, by=cast.publisher, clock=clock)
    verbs.seal(desk, by=cast.publisher, edition=edition(desk, 1), reason="A child is seen.", clock=clock)
    assert answers(old, clock) == {410}
    assert answers(new, clock) == answers(kept, clock) == GIVEN
    address = f"/files/{File.objects.get(sha256=old['file']).key}/march.jpg"
    assert "A child is seen." in get(address, clock).content.decode()


def test_a_file_of_what_is_erased_was_never_there_unless_another_edition_carries_it(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    old, kept = photograph(newsroom), photograph(newsroom, "blue")
    public = newsroom.public(attachments=[old, {**kept, "lead": False}])
    desk = newsroom.correct(public, attachments=[{**kept, "lead": False}])
    desk = verbs.publish(desk, by=cast.publisher, clock=clock)
    desk = verbs.seal(desk, by=cast.publisher, edition=edition(desk), reason="A child is seen.", clock=clock)
    base = f"/files/{File.objects.get(sha256=old['file']).key}"
    order = "High Court, 41/2026."
    verbs.erase(desk, by=cast.administrator, edition=edition(desk), order=order, clock=clock)
    pairs = zip(ways(base), ways(UNKNOWN), strict=True)
    for (address, headers), (other, _headers) in pairs:
        assert said(get(address, clock, headers=headers)) == said(get(other, clock, headers=headers))
    assert answers(kept, clock) == GIVEN


@pytest.mark.parametrize("kind", [Withdrawal.Kind.REMOVED, Withdrawal.Kind.MERGED])
def test_a_file_comes_back_with_its_statement(
    newsroom: Newsroom, cast: Cast, clock: Clock, kind: Withdrawal.Kind
) -> None:
    entry = photograph(newsroom)
    target = newsroom.public() if kind == Withdrawal.Kind.MERGED else None
    public = newsroom.public(attachments=[entry])
    gone = verbs.withdraw(
        public, by=cast.publisher, explanation="Wrong.", kind=kind, target=target, clock=clock
    )
    assert answers(entry, clock) in ({410}, {301})
    verbs.restore(gone, by=cast.publisher, reason="Right.", clock=clock)
    assert answers(entry, clock) == GIVEN


def test_a_file_in_work_under_a_removed_statement_was_never_seen(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    new = photograph(newsroom, "red")
    gone = SITUATIONS["removed"](newsroom, {"attachments": [photograph(newsroom)]})
    newsroom.correct(gone, attachments=[new])
    assert is_as_unknown(new, clock)


def test_the_same_file_in_a_draft_and_in_public_is_public_by_its_public_name_only(
    newsroom: Newsroom, clock: Clock
) -> None:
    entry = photograph(newsroom)
    newsroom.public(attachments=[entry])
    newsroom.draft(attachments=[{**entry, "name": "secret-plan.jpg"}])
    key = File.objects.get().key
    assert get(f"/files/{key}/march.jpg", clock).status_code == 200
    for name in ("secret-plan.jpg", "MARCH.jpg", "march.jpg/", "march.jpg%00", "march", ".."):
        assert get(f"/files/{key}/{name}", clock).status_code in {301, 404}
    assert get(f"/files/{key}/secret-plan.jpg", clock).status_code == 404
