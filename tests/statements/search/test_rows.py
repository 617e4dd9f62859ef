"""The search's own rows: written by every verb that makes or files an edition, gone with a seal."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db.models import F

from statements import verbs
from statements.models import PublicEpoch, SearchRow, Statement, Topic
from statements.search.engine import condition
from statements.search.finding import Kept
from statements.search.tree import All, Filed, Leaf, Phrase, Prefix, Word
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import history


def found(*wanted: Leaf) -> list[str]:
    """The headlines of all rows that fit, public or not."""
    rows = SearchRow.objects.filter(condition(All(wanted)))
    return sorted(rows.values_list("edition__headline", flat=True))


def agrees() -> str:
    """What `check_search` says."""
    said = StringIO()
    call_command("check_search", stdout=said)
    return said.getvalue().strip()


def test_every_edition_has_its_row_from_the_verb_that_makes_it(newsroom: Newsroom, cast: Cast) -> None:
    newsroom.public(headline="Wages unpaid", body="<p>The mill at Nashik pays no pensions.</p>")
    newsroom.public(headline="मज़दूरों की हड़ताल", language="hi", body="<p>माँग २०२४ की।</p>")
    newsroom.draft(headline="Wages in a draft")
    assert found(Word("wage")) == ["Wages unpaid"]
    assert found(Word("pension"), Word("nashik")) == ["Wages unpaid"]
    assert found(Phrase(("pays", "no", "pensions"))) == ["Wages unpaid"]
    assert found(Phrase(("pays", "no", "pension"))) == []
    assert found(Prefix("pens")) == ["Wages unpaid"]
    assert found(Word("मजदूर"), Word("2024")) == ["मज़दूरों की हड़ताल"]
    assert "2 rows agree" in agrees()


def test_a_phrase_runs_within_a_part_of_the_text_only(newsroom: Newsroom) -> None:
    newsroom.public(headline="The end", standfirst="Begins here", body="<p>New words.</p>")
    assert found(Phrase(("end", "begins"))) == []
    assert found(Phrase(("begins", "here"))) == ["The end"]


def test_a_row_ends_with_its_edition_and_goes_with_a_seal(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    corrected = newsroom.corrected(headline="The second saying")
    due = newsroom.public(headline="Due", public_from=clock.now + timedelta(days=1))
    verbs.stop_release(due, by=cast.publisher, clock=clock)
    verbs.withdraw(corrected, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert not SearchRow.objects.exclude(public_until=F("edition__public_until")).exists()
    assert not SearchRow.objects.public(clock.now).exists()
    first = edition(corrected, 1)
    verbs.seal(
        Statement.objects.get(pk=corrected.pk),
        by=cast.publisher,
        edition=first,
        reason="A name.",
        clock=clock,
    )
    assert not SearchRow.objects.filter(pk=first.pk).exists()
    assert first.headline not in found(Word("statement"))
    assert "2 rows agree" in agrees()


def test_refiling_and_merging_leave_rows_that_agree(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(topics=("Pay",))
    verbs.refile(statement, by=cast.drafter, topics=["Pay", "Heat"], clock=clock)
    assert len(SearchRow.objects.get().topics.split(",")) == 2
    Topic.objects.get(name="Pay").merge_into(Topic.objects.create(name="Wages", is_accepted=True))
    assert "1 rows agree" in agrees()


def test_what_differs_is_found_repaired_and_told_by_the_status(newsroom: Newsroom) -> None:
    newsroom.public(headline="Wages unpaid")
    SearchRow.objects.update(words="other")
    newsroom.public(headline="Lost")
    SearchRow.objects.filter(edition__headline="Lost").delete()
    with pytest.raises(CommandError, match="2 rows differed; left so"):
        call_command("check_search", "--dry-run")
    before = PublicEpoch.current()
    with pytest.raises(CommandError, match="2 rows differed; repaired"):
        call_command("check_search")
    assert PublicEpoch.current() > before
    assert "2 rows agree" in agrees()
    assert found(Word("wage")) == ["Wages unpaid"]


def test_the_index_can_be_written_anew_from_any_place_on(newsroom: Newsroom) -> None:
    first = newsroom.public(headline="First")
    newsroom.public(headline="Second")
    SearchRow.objects.all().delete()
    call_command("rebuild_search", "--after", str(edition(first).pk), stdout=StringIO())
    assert found(Word("statement")) == []
    assert found(Word("second")) == ["Second"]
    before = PublicEpoch.current()
    call_command("rebuild_search", stdout=StringIO())
    assert found(Word("first")) == ["First"]
    assert PublicEpoch.current() > before  # pages that found less are made anew


def test_whoever_searches_much_pushes_nothing_out_that_is_dearer_to_make(db: None, clock: Clock) -> None:
    caches["default"].set("letter", b"PDF")
    kept = Kept(clock.now)
    asked = [kept.get(f"question {number}", lambda: "found") for number in range(400)]
    assert (set(asked), caches["default"].get("letter")) == ({"found"}, b"PDF")


def test_history_is_found_by_its_topics(newsroom: Newsroom) -> None:
    history(newsroom, date(2001, 1, 1), "Of long ago", topics=("Wages",))
    key = Topic.objects.get().pk
    assert SearchRow.objects.get().topics == str(key)
    assert found(Filed("topic", (f"topic§{key}",), "wages")) == ["Of long ago"]
    assert "1 rows agree" in agrees()
