"""Issuing bodies in public: those that have spoken, as they are today."""

from statements import verbs
from statements.models import IssuingBody, PressContact, Withdrawal
from tests.cast import Cast, Clock, Newsroom
from tests.readers import get, links, rows, seen


def test_bodies_that_have_spoken_are_listed_under_what_they_are_part_of(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    newsroom.public(issuing_body=cast.wing)
    newsroom.draft(joint_bodies=["SC"])
    page = get("/bodies/", clock)
    assert links(page, "index") == {"National Council": "/bodies/nc/", "Women's Wing": "/bodies/ww/"}
    assert "National Council 1 Women's Wing 1" in seen(page)
    assert get("/bodies/sc/", clock).status_code == 404


def test_a_body_page_shows_it_as_it_is_today(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    newsroom.public(issuing_body=cast.wing, headline="The wing's")
    newsroom.public(headline="The council's")
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    IssuingBody.objects.filter(code="NC").update(address="4 Ashoka Road\nNew Delhi")
    page = get("/bodies/nc/", clock)
    for words in ("The council speaks for its members.", "4 Ashoka Road New Delhi", "Asha Rao 011 555"):
        assert words in seen(page)
    assert links(page, "in-a-line") == {"Women's Wing": "/bodies/ww/"}
    assert rows(page) == ["The council's", "The wing's"]
    assert rows(get("/bodies/ww/", clock)) == ["The wing's"]


def test_a_body_without_contacts_gives_those_of_the_body_above(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    PressContact.objects.create(body=cast.council, name="Asha Rao", phone="011 555", is_published=True)
    newsroom.public(issuing_body=cast.wing)
    assert "Asha Rao" in seen(get("/bodies/ww/", clock))
    PressContact.objects.create(body=cast.wing, name="Noor Khan", phone="022 555", is_published=True)
    page = seen(get("/bodies/ww/", clock))
    assert "Noor Khan" in page
    assert "Asha Rao" not in page


def test_a_partner_has_a_page_once_a_joint_statement_is_public(newsroom: Newsroom, clock: Clock) -> None:
    partner = IssuingBody.objects.create(
        code="FWH", slug="forum", names={"en": "Work and Health Forum"}, is_external=True
    )
    assert get("/bodies/forum/", clock).status_code == 404
    newsroom.public(joint_bodies=[partner.code], headline="Together")
    assert rows(get("/bodies/forum/", clock)) == ["Together"]


def test_the_body_of_a_withdrawn_statement_keeps_its_page(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(issuing_body=cast.wing)
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.", clock=clock)
    page = get("/bodies/ww/", clock)
    assert page.status_code == 200
    assert rows(page) == []


def test_the_body_of_nothing_but_a_removed_statement_does_not(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public(issuing_body=cast.wing)
    verbs.withdraw(
        statement, by=cast.publisher, explanation="A name.", kind=Withdrawal.Kind.REMOVED, clock=clock
    )
    assert get("/bodies/ww/", clock).status_code == 404


def test_a_renamed_body_keeps_its_old_name_on_what_it_said(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = newsroom.public()
    IssuingBody.objects.filter(code="NC").update(names={"en": "National Assembly"})
    assert "National Council" in seen(get(f"/statements/2026/{statement.slug}/", clock))
    assert "National Assembly" in seen(get("/bodies/nc/", clock))


def test_a_statement_stands_once_in_the_language_of_the_page(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="On wages")
    newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    assert rows(get("/bodies/nc/", clock)) == ["On wages"]
    assert rows(get("/hi/bodies/nc/", clock)) == ["मज़दूरी पर"]
    assert "National Council (हि) 1" in seen(get("/hi/bodies/", clock))
