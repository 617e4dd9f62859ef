"""What is kept of pages is true to what it shows, when names change and in every language."""

from __future__ import annotations

from statements import verbs
from statements.models import Statement, Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen


def test_a_row_shows_the_names_of_now_in_the_language_of_the_reader(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(headline="Pay the wages")
    topic = Topic.objects.create(name="Wages", names={"en": "Wages", "hi": "मज़दूरी"}, is_accepted=True)
    topic.filings.create(content_object=statement)
    for _time in range(2):
        assert "Wages" in seen(get("/statements/", clock))
        assert "मज़दूरी" in seen(get("/hi/statements/", clock))
    topic.names = {"en": "Pay"}
    topic.save()
    cast.council.names = {"en": "The Council of Today"}
    cast.council.save()
    page = seen(get("/statements/", clock))
    assert "Pay" in page
    assert "Wages" not in page
    assert "The Council of Today" in page


def test_a_text_is_that_of_the_edition_of_now(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(headline="Pay the wages", body="<p>Said at first.</p>")
    address = f"/statements/{statement.year}/{statement.slug}/"
    for _time in range(2):
        assert "Said at first." in seen(get(address, clock))
    approved = newsroom.correct(Statement.objects.get(pk=statement.pk), body="<p>Said at last.</p>")
    verbs.publish(approved, by=cast.publisher, clock=clock)
    page = seen(get(address, clock))
    assert "Said at last." in page
    assert "Said at first." not in page
    assert "Said at first." in seen(get(f"{address}editions/1/", clock))
