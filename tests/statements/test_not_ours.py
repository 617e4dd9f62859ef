"""“Not our statement” is said before the headline wherever the text is met."""

from __future__ import annotations

from statements import verbs
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen
from tests.statements.test_handout import all_texts, given

WORDS = "A text goes round under our name that is not ours. We have not issued it."


def test_lists_page_and_feed_say_it_first(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Strike on Monday", kind="not_ours")
    for path in ("/", "/statements/", "/bodies/nc/"):
        assert "Not our statement Strike on Monday" in seen(get(path, clock))
    page = seen(get("/statements/2026/strike-on-monday/", clock))
    assert f"Not our statement. {WORDS}" in page
    assert (
        "<title>Not our statement: Strike on Monday</title>"
        in get("/statements/feed.atom", clock).content.decode()
    )
    assert "यह बयान हमारा नहीं Strike on Monday" in seen(get("/hi/statements/", clock))


def test_everything_that_is_handed_on_says_it_first(newsroom: Newsroom, clock: Clock) -> None:
    texts = all_texts(given(newsroom.public(headline="Strike on Monday", kind="not_ours"), clock))
    for text in texts:
        assert "NOT OUR STATEMENT" in text
        assert text.index("NOT OUR STATEMENT") < text.index("Strike on Monday")


def test_other_kinds_say_nothing_of_it(newsroom: Newsroom, clock: Clock) -> None:
    texts = all_texts(given(newsroom.public(kind="rebuttal"), clock))
    assert not any("NOT OUR" in text for text in texts)
    assert WORDS not in seen(get("/", clock))


def test_withdrawn_it_is_withdrawn_and_nothing_else(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    public = newsroom.public(headline="Strike on Monday", kind="not_ours")
    verbs.withdraw(public, by=cast.publisher, explanation="It was ours after all.", clock=clock)
    assert WORDS not in seen(get("/statements/2026/strike-on-monday/", clock))
    assert "NOT OUR STATEMENT" not in given(public, clock).mail
