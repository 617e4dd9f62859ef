"""Language versions at the desk: begun by a button, written beside the original, said to be up to date."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Statement, Step
from tests.cast import Cast, Newsroom, edition

from .pages import address, changes, parsed, seen
from .test_statement_form import typed

BODY = "<p>On 12 March 2026, 1,046 people marched.</p><p>They want wages.</p>"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


@pytest.fixture
def newsroom(cast: Cast) -> Newsroom:
    return Newsroom(cast, timezone.now)


def begin(desk: Client, statement: Statement, language: str = "hi") -> Any:
    return desk.post(address(statement, "versions/begin/"), {"language": language}, follow=True)


def form(desk: Client, statement: Statement) -> Any:
    return desk.get(address(statement, "change/"))


def panel(page: Any) -> str:
    """The words of the original beside the form."""
    [found] = parsed(page).xpath("//section[@class='alongside']")
    return " ".join(found.text_content().split())


def buttons(page: Any) -> list[str]:
    return [button.get("value") for button in parsed(page).xpath("//button[@name='language']")]


def test_there_is_a_button_for_each_language_not_begun(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    newsroom.draft(translation_of=original, language="ur")
    assert buttons(form(desk, original)) == ["hi", "bn", "pa", "ta", "te", "mr", "or"]
    assert "Start the Hindi version" in seen(form(desk, original))


def test_the_button_begins_the_version_and_leads_to_it(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public(body=BODY)
    page = begin(desk, original)
    hindi = Statement.objects.get(language="hi")
    assert page.redirect_chain[-1][0] == address(hindi, "change/")
    assert "On 12 March 2026, 1,046 people marched." in panel(page)
    assert changes(page) == ([], [])
    assert "lacks" not in panel(page)  # nothing is written yet


def test_pressed_twice_it_leads_to_the_one_draft(desk: Client, newsroom: Newsroom) -> None:
    original = newsroom.public()
    begin(desk, original)
    page = begin(desk, original)
    hindi = Statement.objects.get(language="hi")
    assert page.redirect_chain[-1][0] == address(hindi, "change/")
    assert "This version was begun before" in seen(page)


def test_who_may_not_write_has_no_button_and_is_told_why(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public()
    client.force_login(cast.reviewer)
    assert buttons(form(client, original)) == []
    assert "Only a drafter" in seen(begin(client, original))
    assert Statement.objects.count() == 1


def test_of_other_bodies_statements_no_version_is_begun(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public()
    client.force_login(cast.outsider)
    assert begin(client, original).status_code == 404
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("language", ["", "tlh", "\x00"])
def test_a_language_nobody_has_is_none(desk: Client, newsroom: Newsroom, language: str) -> None:
    assert begin(desk, newsroom.public(), language).status_code in {400, 404}
    assert Statement.objects.count() == 1


def test_a_get_begins_nothing(desk: Client, newsroom: Newsroom) -> None:
    assert desk.get(address(newsroom.public(), "versions/begin/")).status_code == 405


def test_what_changed_in_the_original_is_marked_with_its_words(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public(body=BODY)
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    corrected = newsroom.correct(original, body=BODY.replace("1,046", "1,019"))
    verbs.publish(corrected, by=cast.publisher)
    page = form(desk, hindi)
    assert changes(page) == (["1,046"], ["1,019"])
    assert "Edition 2" in panel(page)
    assert "They want wages." in panel(page)
    assert "This version is behind the original." in panel(page)
    assert "behind the original" in seen(form(desk, original))


def test_figures_and_dates_that_are_missing_are_listed(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public(body=BODY, headline="Wages", standfirst="12% more.")
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    verbs.save(hindi, by=cast.drafter, content={"body": "<p>१,०४६ लोग आए।</p>"})
    page = form(desk, hindi)
    lacking = parsed(page).xpath("//div[@class='alongside-missing']//li")
    assert [figure.text for figure in lacking] == ["12%", "12 March 2026"]


def test_a_tick_on_saving_says_that_the_version_is_up_to_date(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public(body=BODY)
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    verbs.publish(newsroom.correct(original, body="<p>1,019.</p>"), by=cast.publisher)
    [tick] = parsed(form(desk, hindi)).xpath("//input[@name='says_edition']")
    assert (tick.get("value"), tick.get("form"), tick.get("checked")) == ("2", "statement_form", None)
    fields = typed(hindi, language="hi", headline="मज़दूरी", body="<p>1,019</p>", topics="")
    desk.post(address(hindi, "change/"), fields)
    assert Statement.objects.get(pk=hindi.pk).renders == edition(original)
    now = Statement.objects.get(pk=hindi.pk)
    ticked = {**fields, "seen_version": now.lock_version, "says_edition": "2"}
    assert desk.post(address(hindi, "change/"), ticked).status_code == 302
    assert Statement.objects.get(pk=hindi.pk).renders == edition(original, 2)
    assert [step.verb for step in Step.objects.order_by("-number")[:2]] == ["follow", "save"]
    assert not parsed(form(desk, hindi)).xpath("//input[@name='says_edition']")


@pytest.mark.parametrize("number", ["7", "1", "-1", "99999999999999999999"])
def test_a_forged_edition_is_no_reason_to_lose_a_save(
    desk: Client, newsroom: Newsroom, cast: Cast, number: str
) -> None:
    original = newsroom.public(body=BODY)
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    verbs.publish(newsroom.correct(original), by=cast.publisher)
    fields = typed(hindi, language="hi", headline="मज़दूरी", topics="", says_edition=number)
    assert desk.post(address(hindi, "change/"), fields).status_code < 500
    assert "मज़दूरी" in form(desk, hindi).content.decode()
    assert Statement.objects.get(pk=hindi.pk).renders == edition(original)


def test_the_button_of_the_law_says_it_of_a_text_that_is_not_open(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public(body=BODY)
    hindi = newsroom.public(translation_of=original, language="hi", body="<p>1,019</p>")
    verbs.publish(newsroom.correct(original, body="<p>1,019.</p>"), by=cast.publisher)
    page = desk.get(address(hindi, "verb/follow/"))
    assert "It then counts as saying edition 2 of the original. Readers see no change." in seen(page)
    assert "1,019." in panel(page)
    asked = {"lock_version": hindi.lock_version, "edition": edition(original, 2).pk}
    assert desk.post(address(hindi, "verb/follow/"), asked).status_code == 302
    assert Statement.objects.get(pk=hindi.pk).renders == edition(original, 2)


def test_nothing_is_shown_of_a_sealed_edition(desk: Client, newsroom: Newsroom, cast: Cast) -> None:
    original = newsroom.public(body="<p>A name.</p>")
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    gone = verbs.withdraw(original, by=cast.publisher, explanation="A name.")
    verbs.seal(gone, by=cast.publisher, edition=edition(original), reason="A child's name.")
    page = form(desk, hindi)
    assert "A name." not in panel(page)
    assert "sealed" in panel(page)


def test_before_the_first_edition_the_draft_stands_alongside(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.draft(body=BODY)
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    verbs.save(original, by=cast.drafter, content={"body": BODY.replace("wages", "bread")})
    page = form(desk, hindi)
    assert changes(page) == (["wages"], ["bread"])
    assert "Revision 2" in panel(page)
    assert not parsed(page).xpath("//input[@name='says_edition']")


def test_the_front_page_leads_to_a_version_that_is_behind_and_the_list_filters_by_it(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public(headline="Wages are due")
    hindi = verbs.begin_version(original, by=cast.drafter, language="hi")
    verbs.save(hindi, by=cast.drafter, content={"headline": "मज़दूरी बाक़ी है"})
    verbs.publish(newsroom.correct(original), by=cast.publisher)
    front = parsed(desk.get("/admin/"))
    [row] = front.xpath("//section[contains(@class, 'work-behind')]//li")
    assert "Hindi" in row.text_content()
    [button] = row.xpath(".//a[@class='button']")
    assert (button.text, button.get("href")) == ("Bring up to date", address(hindi, "change/"))
    listed = seen(desk.get("/admin/statements/statement/?behind=on"))
    assert "मज़दूरी बाक़ी है" in listed
    assert "Wages are due" not in listed


def test_who_reviews_a_translation_has_the_original_and_what_is_missing(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    original = newsroom.public(headline="Wages", standfirst="", body=BODY)
    hindi = newsroom.in_review(translation_of=original, language="hi", standfirst="", body="<p>लोग आए।</p>")
    client.force_login(cast.reviewer)
    page = client.get(address(hindi, "review/"))
    assert "They want wages." in panel(page)
    lacking = parsed(page).xpath("//div[@class='alongside-missing']//li")
    assert [figure.text for figure in lacking] == ["12 March 2026", "1,046"]
