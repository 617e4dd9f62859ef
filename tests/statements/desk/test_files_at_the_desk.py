"""The files on the form of a statement: add, describe, order, replace, remove, all by the law's save."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from statements import verbs
from statements.files import arrival
from statements.models import File, Statement, User
from tests.cast import Cast, Clock, Newsroom, edition
from tests.sent import ALT, lead, pdf, picture, received, written
from tests.statements.desk.pages import address, parsed, seen


def upload(content: bytes, name: str = "march.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def fields(page: Any) -> dict[str, Any]:
    """What a browser sends of the form as it stands, the files not chosen."""
    form = parsed(page).get_element_by_id("statement_form")
    return {name: value for name, value in form.form_values() if not name.startswith("_")}


def sent(client: Client, statement: Statement, **typed: Any) -> Any:
    """What the form answers when it was opened, changed thus and saved."""
    page = client.get(address(statement, "change/"))
    return client.post(address(statement, "change/"), {**fields(page), **typed})


def at_desk(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def attached(statement: Statement) -> list[dict[str, Any]]:
    return list(Statement.objects.get(pk=statement.pk).attachments)


# --- adding ---------------------------------------------------------------------------------------------


def test_a_picture_is_added_and_becomes_the_lead_image(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    answer = sent(at_desk(client, cast.drafter), draft, **{"attachments-add": upload(picture())})
    assert answer.status_code == 302
    (entry,) = attached(draft)
    assert entry == {"file": File.objects.get().sha256, "name": "march.jpg", "lead": True}
    assert draft.revisions.count() == 2
    page = client.get(address(draft, "change/"))
    assert "Describe the picture for those who cannot see it: march.jpg" in seen(page)
    (image,) = parsed(page).xpath("//fieldset[@class='attachment']//img")
    assert client.get(image.get("src")).status_code == 200


def test_several_files_come_at_once_and_in_their_order(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    three = [
        upload(written(pdf()), "report.pdf"),
        upload(picture(), "a.jpg"),
        upload(picture(colour=1), "b.jpg"),
    ]
    sent(at_desk(client, cast.drafter), draft, **{"attachments-add": three})
    assert [(entry["name"], entry.get("lead", False)) for entry in attached(draft)] == [
        ("report.pdf", False), ("a.jpg", True), ("b.jpg", False),
    ]  # fmt: skip


def test_a_statement_begins_with_its_picture(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    page = at_desk(client, cast.drafter).get("/admin/statements/statement/add/")
    typed = {**fields(page), "headline": "Begun", "issuing_body": cast.council.pk}
    answer = client.post("/admin/statements/statement/add/", {**typed, "attachments-add": upload(picture())})
    assert answer.status_code == 302
    assert Statement.objects.get(headline="Begun").attachments[0]["name"] == "march.jpg"


# --- describing, ordering, replacing, removing ----------------------------------------------------------


@pytest.fixture
def draft(newsroom: Newsroom) -> Statement:
    """A draft with two pictures and a document."""
    two = received(newsroom, picture(colour="red"), "second.jpg", alt=ALT)
    return newsroom.draft(attachments=[lead(newsroom), two, received(newsroom, written(pdf()), "report.pdf")])


def test_saving_an_unchanged_form_changes_nothing(client: Client, cast: Cast, draft: Statement) -> None:
    before = attached(draft)
    assert sent(at_desk(client, cast.drafter), draft).status_code == 302
    assert attached(draft) == before
    assert draft.revisions.count() == 1


def test_what_is_written_of_a_file_is_saved(client: Client, cast: Cast, draft: Statement) -> None:
    typed = {
        "attachments-0-caption": "At the\r\ngate.",
        "attachments-2-title": "रिपोर्ट",
        "attachments-2-language": "hi",
    }
    sent(at_desk(client, cast.drafter), draft, **typed)
    first, _second, report = attached(draft)
    assert (first["caption"], first["alt"]) == ("At the gate.", ALT)
    assert (report["title"], report["language"]) == ("रिपोर्ट", "hi")


def test_files_are_ordered_removed_and_another_becomes_the_lead_image(
    client: Client, cast: Cast, draft: Statement
) -> None:
    typed = {
        "attachments-2-place": "1",
        "attachments-0-place": "2",
        "attachments-0-remove": "on",
        "attachments-lead": "1",
    }
    sent(at_desk(client, cast.drafter), draft, **typed)
    assert [(entry["name"], entry.get("lead", False)) for entry in attached(draft)] == [
        ("report.pdf", False), ("second.jpg", True),
    ]  # fmt: skip


def test_a_replaced_file_keeps_what_is_written_and_the_edition_keeps_the_old_bytes(
    client: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    public = newsroom.public(attachments=[lead(newsroom)])
    desk = verbs.reopen(public, by=cast.drafter, clock=clock)
    sent(
        at_desk(client, cast.drafter),
        desk,
        **{"attachments-0-replace": upload(picture(colour="red"), "new.png")},
    )
    (old,), (new,) = edition(desk).attachments, attached(desk)
    assert old["file"] != new["file"]
    assert (new["name"], new["alt"], new["lead"]) == ("new.jpg", ALT, True)


def test_a_save_with_files_voids_the_yeses(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    waiting = newsroom.in_review()
    sent(at_desk(client, cast.reviewer), waiting, **{"attachments-add": upload(picture())})
    assert not Statement.objects.get(pk=waiting.pk).standing_yeses().exists()


# --- what is refused ------------------------------------------------------------------------------------


def test_a_hostile_file_is_refused_and_the_rest_is_kept(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    draft = newsroom.draft()
    chosen = [upload(b"<svg onload=alert(1)>", "<b>evil.svg"), upload(picture(), "good.jpg")]
    typed = {"headline": "Typed meanwhile", "attachments-add": chosen}
    answer = sent(at_desk(client, cast.drafter), draft, **typed)
    assert answer.status_code == 200
    assert "evil.svg: Only pictures (JPEG, PNG, WebP, GIF) and PDFs are taken" in seen(answer)
    assert not attached(draft)
    again = client.post(address(draft, "change/"), fields(answer))
    assert again.status_code == 302
    assert [entry["name"] for entry in attached(draft)] == ["good.jpg"]
    assert Statement.objects.get(pk=draft.pk).headline == "Typed meanwhile"


def test_a_file_that_is_too_big_is_named_and_never_kept(
    client: Client, newsroom: Newsroom, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("arrival", "upload"):
        monkeypatch.setattr(f"statements.files.{module}.MOST_BYTES", 50_000)
    assert arrival.MOST_BYTES == 50_000
    big = picture().ljust(102_400, b"\0")
    answer = sent(
        at_desk(client, cast.drafter), newsroom.draft(), **{"attachments-add": upload(big, "big.jpg")}
    )
    assert "big.jpg: This file has 100.0 KB; at most 48.8 KB are taken." in seen(answer).replace("\xa0", " ")
    assert not File.objects.exists()


def test_only_who_was_shown_a_file_can_name_it(
    client: Client, newsroom: Newsroom, cast: Cast, draft: Statement
) -> None:
    shown = fields(at_desk(client, cast.drafter).get(address(draft, "change/")))
    marks = {name: value for name, value in shown.items() if name.endswith("-mark")}
    own = verbs.begin(by=cast.outsider, body=cast.elsewhere, content={"headline": "Other", "language": "en"})
    for stolen in (marks, {name: f"{value}x" for name, value in marks.items()}, {"attachments-0-mark": "x"}):
        answer = sent(at_desk(client, cast.outsider), own, **{"attachments-count": "3", **stolen})
        assert answer.status_code == 302
        assert not attached(own)


def test_who_may_not_save_uploads_nothing(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft, approved = newsroom.draft(), newsroom.approved()
    sent_file = upload(picture())
    form = {"attachments-count": "0", "attachments-add": sent_file}
    for person in (cast.outsider, cast.publisher, cast.administrator, cast.superuser, cast.staff):
        answer = at_desk(client, person).post(address(draft, "change/"), {**form, "headline": "x"})
        assert answer.status_code in {302, 403, 404}
        sent_file.seek(0)
    assert not File.objects.exists()
    assert sent(at_desk(client, cast.drafter), draft).status_code == 302
    at_desk(client, cast.drafter).post(address(approved, "change/"), {**form, "headline": "x"})
    assert not attached(approved)
    assert not attached(draft)


def test_a_stale_form_keeps_the_file_that_was_sent(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft = newsroom.draft()
    old = fields(at_desk(client, cast.drafter).get(address(draft, "change/")))
    verbs.save(draft, by=cast.colleague, content={"attachments": [lead(newsroom, "red")]})
    answer = client.post(address(draft, "change/"), {**old, "attachments-add": upload(picture(), "mine.jpg")})
    assert answer.status_code == 409
    assert "mine.jpg" in seen(answer)
    assert f"· {ALT} · A. Rao" in seen(answer)
    assert client.post(address(draft, "change/"), fields(answer)).status_code == 302
    assert [entry["name"] for entry in attached(draft)] == ["mine.jpg"]


# --- who sees a file at the desk ------------------------------------------------------------------------


def test_a_file_is_seen_at_the_desk_by_those_for_whom_the_statement_exists(
    client: Client, newsroom: Newsroom, cast: Cast, draft: Statement
) -> None:
    sha256 = draft.attachments[0]["file"]
    where = address(draft, f"file/{sha256}/")
    for person, status in (
        (cast.drafter, 200), (cast.reviewer, 200), (cast.publisher, 200), (cast.outsider, 404),
        (cast.wing_drafter, 404), (cast.superuser, 404),
    ):  # fmt: skip
        answer = at_desk(client, person).get(where)
        assert answer.status_code == status, person.username
    answer = at_desk(client, cast.drafter).get(where)
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    for other in (address(newsroom.draft(), f"file/{sha256}/"), where + "480/", address(draft, "file/x/")):
        assert client.get(other).status_code == 404
    client.logout()
    assert client.get(where).status_code == 302


def test_a_file_of_a_sealed_edition_is_not_shown_at_the_desk_either(
    client: Client, newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    old = lead(newsroom)
    desk = newsroom.correct(newsroom.public(attachments=[old]), attachments=[])
    desk = verbs.publish(desk, by=cast.publisher, clock=clock)
    where = address(desk, f"file/{old['file']}/")
    assert at_desk(client, cast.drafter).get(where).status_code == 200
    verbs.seal(desk, by=cast.publisher, edition=edition(desk, 1), reason="A child.", clock=clock)
    assert client.get(where).status_code == 404


def test_the_review_page_shows_the_files_as_readers_will(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    waiting = newsroom.in_review(attachments=[lead(newsroom)])
    page = at_desk(client, cast.reviewer).get(address(waiting, "review/"))
    (image,) = parsed(page).xpath("//figure[@class='lead-image']/img")
    assert image.get("src").startswith(address(waiting, "file/"))
    assert client.get(image.get("src")).status_code == 200


def test_where_nothing_may_be_typed_the_files_are_read(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    approved = newsroom.approved(attachments=[lead(newsroom)])
    page = at_desk(client, cast.drafter).get(address(approved, "change/"))
    (image,) = parsed(page).xpath("//figure[@class='lead-image']/img")
    assert (image.get("alt"), client.get(image.get("src")).status_code) == (ALT, 200)
    assert "A. Rao" in seen(page)


def test_what_is_written_of_files_is_kept_unsaved_and_taken_up_again(
    client: Client, cast: Cast, draft: Statement
) -> None:
    page = fields(at_desk(client, cast.drafter).get(address(draft, "change/")))
    typed = {"attachments-1-caption": "Not saved · yet.", "attachments-2-remove": "on", "copy_number": "1"}
    assert client.post(address(draft, "unsaved/"), page | typed).status_code == 200
    again = client.get(address(draft, f"change/?take_up={page['copy_key']}"))
    taken = fields(again)
    assert taken["attachments-count"] == "2"
    assert (taken["attachments-1-caption"], taken["attachments-0-alt"]) == ("Not saved · yet.", ALT)
    assert taken["attachments-lead"] == "0"


def test_files_that_only_another_changed_are_taken_in(
    client: Client, newsroom: Newsroom, cast: Cast, draft: Statement
) -> None:
    old = fields(at_desk(client, cast.drafter).get(address(draft, "change/")))
    theirs = [lead(newsroom, "blue"), draft.attachments[2]]
    verbs.save(draft, by=cast.colleague, content={"attachments": theirs}, clock=newsroom.clock)
    answer = client.post(address(draft, "change/"), {**old, "headline": "Mine"})
    assert answer.status_code == 409
    assert client.post(address(draft, "change/"), fields(answer)).status_code == 302
    assert [entry["file"] for entry in attached(draft)] == [entry["file"] for entry in theirs]
    assert Statement.objects.get(pk=draft.pk).headline == "Mine"
