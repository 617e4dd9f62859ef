"""Anchors of paragraphs: kept where the paragraph is kept, leading to the notice where it is gone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import prose, verbs
from statements.anchors import anchors, kept
from statements.models import Edition, Statement
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import find, get

FIRST, SECOND, THIRD = (
    "Nine weeks of wages are owed to four hundred workers.",
    "The mill was closed in May without notice to anybody.",
    "A second mill nearby may follow it in the autumn.",
)


def text(*paragraphs: str) -> str:
    """A text of these paragraphs."""
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def numbered(*bodies: str) -> list[Edition]:
    """Editions with these texts, the first of them numbered 1."""
    return [Edition(number=number, body=body) for number, body in enumerate(bodies, 1)]


def anchor_of(page: Any, words: str) -> str:
    """The anchor of the paragraph that holds these words."""
    (anchor,) = find(page, f"//div[contains(@class, 'prose')]//p[contains(., '{words}')]/@id")
    return str(anchor)


def address(statement: Statement) -> str:
    """Where an English statement stands."""
    return f"/statements/{statement.year}/{statement.slug}/"


def test_every_paragraph_bears_its_anchor_and_a_link_to_it(newsroom: Newsroom, clock: Clock) -> None:
    body = f"<p>{FIRST}</p><h2>We demand</h2><ol><li>Pay.</li><li><p>Open.</p></li></ol><p>{THIRD}</p>"
    page = get(address(newsroom.public(body=body)), clock)
    ids = find(page, "//div[contains(@class, 'prose')]//@id")
    assert find(page, "//*[@id]//a[@class='pilcrow']/@href") == [f"#{one}" for one in ids]
    assert len(set(ids)) == len(ids) == 5
    assert all(re.fullmatch("p-[0-9a-f]{8}", one) for one in ids)
    called = find(page, "//a[@class='pilcrow']/@aria-label")
    assert called == [f"Link to paragraph {number}" for number in range(1, 6)]
    assert find(page, "//a[@class='pilcrow']/text()") == []  # nothing that would be copied with the text


def test_a_corrected_paragraph_keeps_its_anchor_and_a_removed_one_leads_to_the_notice(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(body=text(FIRST, SECOND, THIRD))
    before = get(address(statement), clock)
    first, second, third = (anchor_of(before, words) for words in ("weeks", "closed", "nearby"))
    changed = text("A new beginning.", THIRD, FIRST.replace("Nine", "Ten"))
    verbs.publish(newsroom.correct(statement, body=changed), by=cast.publisher, clock=clock)
    after = get(address(statement), clock)
    assert (anchor_of(after, "weeks"), anchor_of(after, "nearby")) == (first, third)
    assert find(after, f"//section[contains(@class, 'notice')]//*[@id='{second}']/@class") == ["gone"]
    as_issued = get(f"{address(statement)}editions/1/", clock)
    assert [anchor_of(as_issued, words) for words in ("weeks", "closed", "nearby")] == [first, second, third]


def test_paragraphs_that_say_the_same_are_told_apart_by_number() -> None:
    same = text(*["Signed."] * 3)
    named = anchors(numbered(same, text("Signed.", "Anew.") + same, text(*["Signed."] * 5_000))).of
    name = named[1][0]
    assert named[1] == [name, f"{name}-2", f"{name}-3"]
    assert [named[2][0], *named[2][2:]] == [name, f"{name}-2", f"{name}-3", f"{name}-4"]
    assert named[3] == [name, *(f"{name}-{number}" for number in range(2, 5_001))]


def test_texts_changed_throughout_and_too_long_to_compare_keep_what_says_the_same() -> None:
    def changed(in_each: int, said: str) -> list[str]:
        return [" ".join(f"{place}-{word}" for word in range(in_each)) + said for place in range(30)]

    for in_each, is_compared in ((20, True), (900, False)):
        before, after = ["Signed.", *changed(in_each, " then")], [*changed(in_each, " now"), "Signed."]
        assert kept(before, after) == {30: 0} | ({new: new + 1 for new in range(30)} if is_compared else {})


def test_a_paragraph_that_went_without_a_notice_leads_to_the_history(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(body=text(FIRST, SECOND))
    second = anchor_of(get(address(statement), clock), "closed")
    minor = newsroom.correct(statement, body=text(FIRST), change_kind="minor", change_note="")
    verbs.publish(minor, by=cast.publisher, clock=clock)
    page = get(address(statement), clock)
    assert find(page, f"//section[@aria-labelledby='history']//p[@id='{second}']/@class") == ["gone"]


def test_nothing_can_be_read_off_a_sealed_edition(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(body=text(FIRST, SECOND))
    second = anchor_of(get(address(statement), clock), "closed")
    statement = newsroom.correct(statement, body=text(FIRST))
    statement = verbs.publish(statement, by=cast.publisher, clock=clock)
    assert second.encode() in get(address(statement), clock).content
    sealed = edition(statement, 1)
    verbs.seal(statement, by=cast.publisher, edition=sealed, reason="A name.", clock=clock)
    assert second.encode() not in get(address(statement), clock).content


@pytest.mark.parametrize("words", ["weeks", "मज़दूरों"])
def test_a_paragraph_that_comes_back_has_its_old_anchor(words: str) -> None:
    said = f"The {words} of the mill."
    named = anchors(numbered(text(said, SECOND), text(SECOND), text(SECOND, said)))
    assert named.of[3][1] == named.of[1][0]
    assert named.ended == {}


def test_two_paragraphs_with_the_same_words_have_two_anchors() -> None:
    named = anchors(numbered(text("Pay.", "Pay."), text("Pay.", SECOND, "Pay.")))
    assert len({*named.of[1]}) == 2
    assert named.of[2][::2] == named.of[1]


def test_a_text_of_which_nothing_is_known_is_compared_in_bounded_time() -> None:
    assert kept([f"old {n}" for n in range(3_000)], [f"new {n}" for n in range(3_000)]) == {}


SAID = ["a b c d", "a b c e", "f g h", "", "f g h i j", "मज़दूर वेतन"]
PARAGRAPHS = st.lists(st.sampled_from(SAID), max_size=6)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_anchors_are_unique_and_none_is_lost(first: list[str], second: list[str], third: list[str]) -> None:
    editions = numbered(*(text(*body) for body in (first, second, third)))
    named = anchors(editions)
    for one in editions:
        given_to = [anchor for anchor in named.of[one.number or 0] if anchor]
        assert len(set(given_to)) == len(given_to)
        assert prose.anchored(one.body, named.of[one.number or 0]).count(" id=") == len(given_to)
    everywhere = {anchor for names in named.of.values() for anchor in names if anchor}
    assert everywhere == {*filter(None, named.of[3])} | named.ended.keys()
    assert named.of == {**anchors(editions[:2]).of, 3: named.of[3]}  # a later edition renames nothing
