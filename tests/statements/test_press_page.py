"""The page for the press: numbers of today, how to cite, how to make sure."""

from statements.models import Newsroom as Settings
from statements.models import PressContact
from tests.cast import Clock, Newsroom
from tests.readers import find, get, seen


def test_it_gives_numbers_of_today_by_body_and_what_to_do_at_night(newsroom: Newsroom, clock: Clock) -> None:
    cast = newsroom.cast
    newsroom.public(issuing_body=cast.wing)
    for body, name in ((cast.council, "Asha Rao"), (cast.wing, "Meera Das"), (cast.elsewhere, "Unheard Of")):
        PressContact.objects.create(body=body, name=name, phone="011 555 010", is_published=True)
    PressContact.objects.create(body=cast.wing, name="Private", phone="0999")
    Settings.objects.update(nights={"en": "Ring the night desk.", "hi": "रात में यहाँ फ़ोन करें।"})
    page = get("/press/", clock)
    assert all(name in seen(page) for name in ("Asha Rao", "Meera Das", "Ring the night desk."))
    assert not any(name in seen(page) for name in ("Private", "Unheard Of"))
    assert "रात में यहाँ फ़ोन करें।" in seen(get("/hi/press/", clock))


def test_it_shows_how_to_cite_on_the_newest_statement(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages")
    page = get("/press/", clock)
    assert "National Council. (2026, March 12). On wages [Press statement, NC-2026-001]." in seen(page)
    (short,) = find(page, "//main//a[contains(@href, '/r/')]/@href")
    assert get(short.removeprefix("http://testserver"), clock).status_code == 301


def test_it_stands_in_an_empty_newsroom(clock: Clock, db: None) -> None:
    assert "No telephone is published yet." in seen(get("/press/", clock))
