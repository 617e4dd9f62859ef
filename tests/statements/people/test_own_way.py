"""My account: the desk in one's own language and time zone, while days of the law stay the newsroom's."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from statements.models import User
from tests.cast import Cast, Newsroom, edition


def set_way(client: Client, person: User, language: str = "en", zone: str = "") -> None:
    """Set language and time zone under "My account"."""
    client.force_login(person)
    asked = client.post("/admin/account/", {"language": language, "time_zone": zone})
    assert asked.headers["Location"] == "/admin/account/"


def test_the_desk_speaks_the_person_s_language_and_the_public_pages_their_path_s(
    client: Client, cast: Cast
) -> None:
    set_way(client, cast.drafter, language="hi")
    desk = client.get("/admin/")
    assert desk.headers["Content-Language"] == "hi"
    assert '<html lang="hi"' in desk.content.decode()
    assert client.get("/").headers["Content-Language"] == "en"
    client.force_login(cast.reviewer)
    assert client.get("/admin/").headers["Content-Language"] == "en"


def test_an_unknown_language_or_zone_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    for typed in ({"language": "xx", "time_zone": ""}, {"language": "en", "time_zone": "Mars/Olympus"}):
        assert client.post("/admin/account/", typed).status_code == 422
    cast.drafter.refresh_from_db()
    assert (cast.drafter.language, cast.drafter.time_zone) == ("en", "")


def test_a_zone_that_nobody_knows_any_more_is_the_newsroom_s(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    newsroom.public(public_from=datetime(2035, 7, 1, 9, tzinfo=UTC))
    User.objects.update(time_zone="Mars/Olympus")
    client.force_login(cast.reviewer)
    assert "14:30 IST (09:00 UTC)" in client.get("/admin/").content.decode()


def test_public_pages_never_speak_a_person_s_language_or_zone(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    public = newsroom.public()
    asked = ["/", edition(public).get_absolute_url(), "/statements/", "/hi/statements/"]
    before = [client.get(address).content for address in asked]
    set_way(client, cast.drafter, language="hi", zone="Pacific/Auckland")
    client.get("/admin/")
    assert [client.get(address).content for address in asked] == before


def test_a_time_is_typed_in_the_person_s_own_zone_and_the_page_says_so(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    set_way(client, cast.publisher, zone="Europe/London")
    approved = newsroom.approved()
    address = f"/admin/statements/statement/{approved.pk}/verb/publish/"
    page = client.get(address)
    assert "In the time zone Europe/London." in page.content.decode()
    client.post(address, {"public_from": "2035-07-01T10:00", "lock_version": approved.lock_version})
    assert edition(approved).public_from == datetime(2035, 7, 1, 9, tzinfo=UTC)


def test_the_year_of_a_statement_is_the_newsroom_s_wherever_its_publisher_sits(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    set_way(client, cast.publisher, zone="America/New_York")
    new_year = datetime(2034, 12, 31, 18, 45, tzinfo=UTC)  # 00:15 of 1 January in the newsroom
    approved = newsroom.approved()
    address = f"/admin/statements/statement/{approved.pk}/verb/publish/"
    client.post(address, {"public_from": "2034-12-31T13:45", "lock_version": approved.lock_version})
    assert edition(approved).public_from == new_year
    approved.refresh_from_db()
    assert approved.year == 2035


def test_a_release_shows_in_the_zone_of_whoever_reads_it(
    client: Client, cast: Cast, newsroom: Newsroom
) -> None:
    newsroom.public(public_from=datetime(2035, 7, 1, 9, tzinfo=UTC))
    set_way(client, cast.reviewer, zone="Europe/London")
    assert "10:00 BST (09:00 UTC)" in client.get("/admin/").content.decode()
    set_way(client, cast.drafter)
    assert "14:30 IST (09:00 UTC)" in client.get("/admin/").content.decode()
