"""The form shown as readers would see it: nothing is saved, and only for those who may save."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from statements import verbs
from statements.models import Revision, Statement, Step, User
from tests.cast import Cast, Newsroom
from tests.sent import ALT, lead, pdf, received, written

from .pages import address, parsed, seen


def typed(statement: Statement | None = None, **fields: str) -> dict[str, str]:
    """What the form sends."""
    return {
        "seen_version": str(statement.lock_version if statement else 0),
        "headline": "Wages are due",
        "standfirst": "Nine weeks.",
        "body": "<p>Not said before.</p>",
        "kind": "press_statement",
        "language": "en",
        "dateline_place": "Delhi",
        "dateline_date": "2026-03-12",
        "issuing_body": str(statement.issuing_body_id if statement else ""),
        "joint_bodies": "",
        "signatories": "A. Rao; President; NC",
        "topics": "Wages",
        **fields,
    }


def look(client: Client, who: User, statement: Statement | None, **fields: str) -> Any:
    """Press the button."""
    client.force_login(who)
    where = address(statement, "as-typed/") if statement else "/admin/statements/statement/as-typed/"
    return client.post(where, typed(statement, **fields))


def frames(page: Any) -> list[Any]:
    """The pages in the frames."""
    found = parsed(page).xpath("//iframe")
    assert all(frame.get("sandbox") == "" for frame in found)
    return [html.fromstring(frame.get("srcdoc")) for frame in found]


def test_it_shows_what_is_typed_on_a_phone_and_on_a_desktop(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    page = look(client, cast.drafter, newsroom.draft())
    assert page.status_code == 200
    assert [frame.get("width") for frame in parsed(page).xpath("//iframe")] == ["360", "1280"]
    for framed in frames(page):
        assert [h1.text for h1 in framed.xpath("//h1")] == ["Wages are due"]
        words = framed.text_content()
        assert "Not said before." in words
        assert "The council speaks for its members." in words
        assert "President" in words


def test_nothing_is_saved(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.in_review()
    before = (Statement.objects.values().get(), Revision.objects.count(), Step.objects.count())
    look(client, cast.drafter, draft)
    look(client, cast.drafter, None, issuing_body=str(cast.council.pk))
    assert (Statement.objects.values().get(), Revision.objects.count(), Step.objects.count()) == before
    assert draft.standing_yeses().count() == 1


def test_one_not_begun_yet_can_be_looked_at(client: Client, cast: Cast) -> None:
    page = look(client, cast.drafter, None, issuing_body=str(cast.council.pk))
    assert "Wages are due" in frames(page)[0].text_content()
    nobody = look(client, cast.drafter, None, issuing_body="")
    assert nobody.status_code == 422
    assert not frames(nobody)
    assert look(client, cast.publisher, None, issuing_body=str(cast.council.pk)).status_code == 403


def test_only_those_who_may_save_it_look(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft(joint_bodies=["SC"])
    for who, status in ((cast.reviewer, 200), (cast.publisher, 403), (cast.outsider, 403), (cast.staff, 403)):
        assert look(client, who, draft).status_code in {status, 404 if who == cast.staff else status}
    assert look(client, cast.outsider, newsroom.draft()).status_code == 404
    client.force_login(cast.drafter)
    assert client.get(address(draft, "as-typed/")).status_code == 405


def test_the_text_is_cleaned_and_stays_in_its_frame(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    evil = '<p onclick="x()">Hello</p><script>alert(1)</script></textarea></iframe>'
    page = look(client, cast.drafter, newsroom.draft(), body=evil, headline='"></iframe><b>x')
    assert len(parsed(page).xpath("//iframe")) == 2
    (framed, _wide) = frames(page)
    assert not framed.xpath("//script | //@onclick")
    assert framed.xpath("//h1")[0].text == '"></iframe><b>x'
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_what_is_not_valid_is_said_and_the_rest_is_shown(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    page = look(client, cast.drafter, newsroom.draft(), joint_bodies="NOBODY", dateline_date="soon")
    assert page.status_code == 422
    assert "There is no body with the code NOBODY." in seen(page)
    assert "Not said before." in frames(page)[0].text_content()


def test_what_others_saved_meanwhile_is_no_reason_not_to_look(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    verbs.save(draft, by=cast.colleague, content={"headline": "Other words"})
    page = look(client, cast.drafter, draft, seen_version="0")
    assert page.status_code == 200


def test_the_frame_speaks_the_language_of_the_text(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    page = look(client, cast.drafter, newsroom.draft(), language="hi", headline="मज़दूरी")
    assert [framed.get("lang") for framed in frames(page)] == ["hi", "hi"]
    assert parsed(page).get("lang") == "en"


@pytest.mark.parametrize(
    "fields", [{"body": "\x00"}, {"issuing_body": "x"}, {"kind": "x"}, {"language": "xx"}]
)
def test_a_broken_form_is_answered_in_words(
    client: Client, newsroom: Newsroom, cast: Cast, fields: dict[str, str]
) -> None:
    assert look(client, cast.drafter, newsroom.draft(), **fields).status_code in {400, 422}


def test_it_shows_the_pictures_inside_the_page_and_names_the_documents(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    report = received(newsroom, written(pdf()), "report.pdf", title="The report")
    draft = newsroom.draft(attachments=[lead(newsroom), report])
    for framed in frames(look(client, cast.drafter, draft)):
        (shown,) = framed.xpath("//figure[@class='lead-image']/img")
        assert shown.get("src").startswith("data:image/jpeg;base64,")
        assert shown.get("alt") == ALT
        (link,) = framed.xpath("//ul[@class='files']//a[text()='The report']/@href")
        assert link == "#files"


@pytest.mark.parametrize("button", [{"_write_in": "plain"}, {"_in_unicode": "1"}])
def test_a_button_of_the_form_in_the_request_changes_nothing(
    client: Client, newsroom: Newsroom, cast: Cast, button: dict[str, str]
) -> None:
    assert look(client, cast.drafter, newsroom.draft(), **button).status_code == 200
    assert look(client, cast.drafter, None, **button).status_code == 422
