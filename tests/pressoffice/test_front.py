"""The front page: the latest, each statement once, and how to reach the press office."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from statements.models import IssuingBody, PressContact
from statements.models import Newsroom as Settings
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, history, links, rows, seen


def test_an_empty_newsroom_has_a_front_page(db: None, clock: Clock) -> None:
    page = get("/", clock)
    assert page.status_code == 200
    assert "Nothing has been issued yet." in seen(page)


def test_the_newsroom_bears_its_own_bodys_name_unless_it_is_set(cast: Cast, clock: Clock) -> None:
    assert "National Council" in seen(get("/", clock))
    assert "National Council (हि)" in seen(get("/hi/", clock))
    settled = Settings.objects.get()
    settled.names = {"en": "Newsroom of the Federation"}
    settled.save()
    assert "Newsroom of the Federation" in seen(get("/", clock))


def test_a_partner_does_not_lend_its_name(clock: Clock, db: None) -> None:
    IssuingBody.objects.create(code="FWH", slug="forum", names={"en": "Forum"}, is_external=True)
    IssuingBody.objects.create(code="NC", slug="nc", names={"en": "National Council"})
    assert "Forum" not in seen(get("/", clock))


def test_it_shows_the_latest_once_in_the_readers_language(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="The first")
    original = newsroom.public(headline="On wages")
    newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    newsroom.public(headline="अजरत", language="ur", translation_of=original)
    newsroom.public(headline="Due", public_from=clock.now + timedelta(hours=1))
    assert rows(get("/", clock)) == ["On wages", "The first"]
    assert rows(get("/hi/", clock)) == ["मज़दूरी पर", "The first"]


def test_what_is_older_than_its_place_here_is_never_the_latest(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Today's")
    history(newsroom, date(2026, 3, 11), "Yesterday's, placed here today")
    newsroom.public(headline="Of last year", already_issued_on=date(2025, 1, 1))
    assert rows(get("/", clock)) == ["Today's"]


def test_it_gives_the_published_press_contact(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    PressContact.objects.create(body=cast.council, name="Private", phone="0999")
    assert "For the press Asha Rao 011 555" in seen(get("/", clock))
    assert "Private" not in seen(get("/", clock))


def test_it_names_public_topics(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    newsroom.draft(topics=("Secret",))
    assert links(get("/", clock), "in-a-line") == {"Wages": "/topics/wages/"}


@pytest.mark.parametrize(
    "path", ["/", "/hi/", "/statements/", "/topics/", "/bodies/", "/statements/feed.atom"]
)
def test_a_public_page_is_the_same_for_everybody(path: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    page = get(path, clock)
    assert page["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert "Vary" not in page
    assert "Set-Cookie" not in page
    assert "Last-Modified" in page
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    elsewhere = get(path, clock, headers={"Accept-Language": "hi"}, COOKIES={"django_language": "hi"})
    assert elsewhere.content == page.content


@pytest.mark.parametrize("path", ["/", "/statements/?q=x", "/statements/feed.atom"])
def test_who_has_these_bytes_is_not_sent_them_again(path: str, newsroom: Newsroom, clock: Clock) -> None:
    page = get(path, clock)
    again = get(path, clock, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = get(path, clock, method="head")
    assert (head["ETag"], head.content) == (page["ETag"], b"")
    newsroom.public(headline="x marks it")
    assert get(path, clock, headers={"If-None-Match": page["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/hi/", "/statements/", "/statements/2026/on-wages/", "/topics/", "/bodies/nc/",
     "/statements/feed.atom", "/r/NC-2026-001/", "/healthz"],
)  # fmt: skip
def test_public_pages_are_only_read(path: str, newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages")
    for method in ("post", "put", "patch", "delete", "options"):
        answer = get(path, clock, method=method)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_every_language_of_the_screens_has_its_front(cast: Cast, clock: Clock) -> None:
    ways = links(get("/", clock), "languages")
    assert ways == {"English": "/", "हिन्दी": "/hi/"}
    assert len(ways) == len(settings.LANGUAGES)
    assert get("/hi/", clock)["Content-Language"] == "hi"


def test_health_is_told_without_the_database(client: object, clock: Clock) -> None:
    answer = get("/healthz", clock)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
