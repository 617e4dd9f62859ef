"""Permanent short addresses, former addresses and the one canonical address."""

from datetime import timedelta

import pytest

from statements import verbs
from statements.models import Address, PressContact, Statement, Withdrawal
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, seen


@pytest.mark.parametrize("said", ["NC-2026-001", "nc-2026-001", "Nc-2026-1", "nc 2026 1", "NC–२०२६–१"])
def test_a_reference_leads_to_its_statement_however_it_is_written(
    said: str, newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.public()
    assert statement.reference == "NC-2026-001"
    answer = get(f"/r/{said}/", clock)
    assert (answer.status_code, answer["Location"]) == (301, f"/statements/2026/{statement.slug}/")


def test_a_translations_reference_leads_to_the_translation(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public()
    hindi = newsroom.public(headline="मज़दूरी", language="hi", translation_of=original)
    assert get("/r/nc-2026-001-hi/", clock)["Location"] == f"/hi/statements/2026/{hindi.slug}/"


def test_the_reference_of_a_removed_statement_gives_the_reason_and_not_the_address(
    newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED, explanation="It named a child.")
    answer = get(f"/r/{statement.reference}/", clock)
    assert answer.status_code == 410
    assert "It named a child." in seen(answer)
    assert statement.slug not in answer.content.decode()


def test_the_reference_of_a_merged_statement_leads_to_the_other(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    other = newsroom.public()
    merged = verbs.withdraw(
        newsroom.public(),
        by=cast.publisher,
        explanation="Said twice.",
        kind=Withdrawal.Kind.MERGED,
        target=other,
        clock=clock,
    )
    answer = get(f"/r/{merged.reference}/", clock)
    assert (answer.status_code, answer["Location"]) == (301, f"/statements/2026/{other.slug}/")


def test_a_number_never_issued_is_answered_with_the_press_phone(cast: Cast, clock: Clock) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    page = get("/r/NC-1999-007/", clock)
    assert page.status_code == 404
    assert "We have issued no statement with this number" in seen(page)
    assert "011 555" in seen(page)


def test_a_number_drawn_for_tomorrow_is_answered_like_one_never_drawn(
    newsroom: Newsroom, clock: Clock
) -> None:
    due = newsroom.public(public_from=clock.now + timedelta(days=1))
    assert due.reference == "NC-2026-001"
    secret, unknown = get("/r/NC-2026-001/", clock), get("/r/NC-2026-999/", clock)
    assert secret.status_code == 404
    assert (secret.content, dict(secret.headers)) == (unknown.content, dict(unknown.headers))


@pytest.mark.parametrize("said", ["x", "NC-2026-", "NC-2026-1e3", "9" * 5000, "NC-2026-" + "9" * 5000])
def test_what_is_no_reference_is_answered_alike(said: str, cast: Cast, clock: Clock) -> None:
    assert "We have issued no statement with this number" in seen(get(f"/r/{said}/", clock))


def test_a_former_address_leads_to_the_statement(newsroom: Newsroom, clock: Clock) -> None:
    statement = newsroom.public()
    for former in ("/news.php?id=7", "/old/page.html", "/statements/2026/former-name/"):
        Address.objects.create(path=former, statement=statement)
        answer = get(former, clock)
        assert (answer.status_code, answer["Location"]) == (301, f"/statements/2026/{statement.slug}/")


def test_the_former_address_of_a_removed_statement_leads_to_the_reason(
    newsroom: Newsroom, clock: Clock
) -> None:
    statement = newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED, explanation="It named a child.")
    Address.objects.create(path="/news.php?id=7", statement=statement)
    assert get("/news.php?id=7", clock)["Location"] == f"/r/{statement.reference}/"


def test_a_former_address_may_lead_to_another_path(cast: Cast, clock: Clock) -> None:
    Address.objects.create(path="/press-releases/", leads_to="/statements/")
    assert get("/press-releases/?utm=1", clock)["Location"] == "/statements/"


def test_the_former_address_of_a_draft_is_not_found(newsroom: Newsroom, clock: Clock) -> None:
    Address.objects.create(path="/old/page.html", statement=newsroom.draft())
    secret, unknown = get("/old/page.html", clock), get("/old/other.html", clock)
    assert secret.status_code == 404
    assert (secret.content, dict(secret.headers)) == (unknown.content, dict(unknown.headers))


def test_an_address_never_beats_a_page(newsroom: Newsroom, clock: Clock) -> None:
    Address.objects.create(path="/statements/", leads_to="/elsewhere/")
    assert get("/statements/", clock).status_code == 200


def test_the_address_of_a_stopped_first_release_is_free_again(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    due = newsroom.public(headline="Strike", public_from=clock.now + timedelta(days=1))
    verbs.stop_release(Statement.objects.get(pk=due.pk), by=cast.publisher, clock=clock)
    clock.pass_(days=2)
    assert get("/statements/2026/strike/", clock).status_code == 404
    newsroom.public(headline="Strike")
    assert get("/statements/2026/strike/", clock).status_code == 200
