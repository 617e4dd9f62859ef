"""`manage.py check_record`: the record is what was written, or the first bad row is named."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from statements import guards, verbs
from statements.models import Approval, ChainHead, Edition, Revision, Statement, Step
from statements.workflow import Verb
from tests.cast import Newsroom, edition


def check(*switches: str) -> tuple[int, str]:
    """Exit status and what is printed."""
    said = StringIO()
    try:
        call_command("check_record", *switches, stdout=said)
    except SystemExit as ended:
        return int(str(ended.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def worked(newsroom: Newsroom) -> Newsroom:
    """A newsroom in which everything has happened once: also stopped, restored, alone, of history, sealed."""
    newsroom.public(headline="Plain")
    newsroom.corrected()
    taken_back = newsroom.withdrawn()
    verbs.restore(taken_back, by=newsroom.cast.publisher, reason="It was right.", clock=newsroom.clock)
    verbs.publish_without_approval(
        newsroom.draft(), by=newsroom.cast.publisher, reason="By phone.", clock=newsroom.clock
    )
    newsroom.in_review()
    erased(newsroom)
    return newsroom


def erased(newsroom: Newsroom) -> Statement:
    """A statement whose first edition was sealed and erased under a court order."""
    desk = newsroom.corrected(headline="Clean", body="<p>Clean.</p>")
    first = edition(desk, 1)
    desk = verbs.seal(desk, by=newsroom.cast.publisher, edition=first, reason="A name.", clock=newsroom.clock)
    administrator = newsroom.cast.administrator
    order = "High Court, 41/2026"
    return verbs.erase(desk, by=administrator, edition=edition(desk, 1), order=order, clock=newsroom.clock)


def test_a_record_as_the_verbs_left_it_is_whole_with_its_erased_edition(worked: Newsroom) -> None:
    head = ChainHead.objects.get()
    status, said = check()
    assert (status, f"{head.number}:{head.digest}" in said) == (0, True), said
    assert check("--anchor", f"{head.number}:{head.digest}")[0] == 0


def test_an_empty_newsroom_is_whole(db: None) -> None:
    assert check()[0] == 0


def words_of_an_edition() -> str:
    Edition.objects.filter(pk=edition_of("Plain").pk).update(headline="Plane")
    return "edition 1 of statement"


def words_of_a_revision() -> str:
    Revision.objects.filter(pk=edition_of("Plain").revision_id).update(content={"headline": "Plane"})
    return "revision 1 of statement"


def emptied_revision() -> str:
    Revision.objects.filter(pk=edition_of("Plain").revision_id).update(content={})
    return "no edition of it was erased"


def emptied_edition() -> str:
    found = edition_of("Plain")
    Edition.objects.filter(pk=found.pk).update(erased_at=found.public_from, **Edition.ERASED)
    return "emptied without a seal"


def note_of_a_step() -> str:
    Step.objects.filter(number=3).update(note="Never said.")
    return "step 3"


def step_taken_out() -> str:
    second = Step.objects.filter(verb=Verb.BEGIN).order_by("number")[1]
    second.delete()
    return f"step {second.number}: it is missing"


def yes_that_was_not_said() -> str:
    found = edition_of("Plain")
    Approval.objects.filter(digest=found.digest).last().delete()  # type: ignore[union-attr]
    return "two people, a reviewer among them, have not said yes"


def yes_to_another_text() -> str:
    found = Approval.objects.earliest("pk")
    Approval.objects.filter(pk=found.pk).update(digest="0" * 64)
    return "it is to another text"


def desk_copy() -> str:
    Statement.objects.filter(headline="Plain").update(headline="Plane")
    return "the words on the desk"


def edition_nobody_released() -> str:
    Step.objects.filter(edition=edition_of("Plain"), verb=Verb.PUBLISH).update(edition=None)
    return "step"


def edition_of(headline: str) -> Edition:
    return Edition.objects.get(headline=headline)


@pytest.mark.parametrize(
    "tamper",
    [words_of_an_edition, words_of_a_revision, emptied_revision, emptied_edition, note_of_a_step,
     step_taken_out, yes_that_was_not_said, yes_to_another_text, desk_copy, edition_nobody_released],
)  # fmt: skip
def test_whoever_gets_past_the_guards_is_noticed(tamper: Callable[[], str], worked: Newsroom) -> None:
    guards.lift()
    named = tamper()
    guards.install()
    status, said = check()
    assert status == 1
    assert "First bad row: " in said
    assert named in said


def test_a_guard_that_is_gone_is_named(worked: Newsroom) -> None:
    guards.lift()
    status, said = check()
    assert (status, "First bad row: guard guard_" in said) == (1, True)
    guards.install()


def test_a_tail_that_was_cut_off_is_seen_by_an_anchor_kept_elsewhere(worked: Newsroom) -> None:
    head, last = ChainHead.objects.get(), Step.objects.latest("number")
    guards.lift()
    last.delete()
    ChainHead.objects.update(number=head.number - 1, digest=last.previous)
    guards.install()
    assert (
        f"step {head.number}: it was written once, and is gone"
        in check("--anchor", f"{head.number}:{head.digest}")[1]
    )
    assert "another one than was written" in check("--anchor", f"1:{'0' * 64}")[1]
    assert "in the chain no more" in check("--anchor", head.digest)[1]
    assert "in the chain no more" not in check("--anchor", last.previous)[1]


def test_an_anchor_that_is_none_is_refused(db: None) -> None:
    for anchor in ("yesterday", "1:", f"one:{'0' * 64}", f"1:{'0' * 63}"):
        with pytest.raises(CommandError, match="number of a step"):
            check("--anchor", anchor)
