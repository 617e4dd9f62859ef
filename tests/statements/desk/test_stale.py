"""A save after another's: before, theirs and mine; what does not touch is put together; nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from statements import verbs
from statements.models import Statement, WorkingCopy
from tests.cast import Cast, Newsroom
from tests.statements.test_erase import erase, sealed

from .pages import address, parsed, seen
from .test_statement_form import change

BODY = "<p>One.</p><p>Two.</p><p>Three.</p>"
FORM = "//*[@form='statement_form' or ancestor::form[@id='statement_form']][@name]"


@pytest.fixture
def draft(newsroom: Newsroom) -> Statement:
    return newsroom.draft(headline="Wages are due", standfirst="In one line.", body=BODY, topics=("Wages",))


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def filled(page: Any) -> dict[str, str]:
    """What the browser would send from a page's form, untouched."""
    sent: dict[str, str] = {}
    for field in parsed(page).xpath(FORM):
        kind = field.get("type", field.tag)
        if kind == "submit" or (kind == "radio" and field.get("checked") is None):
            continue
        value = field.value if field.tag in {"select", "textarea"} else field.get("value", "")
        sent[field.get("name")] = (value or "").removeprefix("\n")
    return sent


def save(client: Client, statement: Statement, form: dict[str, str], **typed: str) -> Any:
    written = {name: value for name, value in form.items() if name != "body_plain" or "body" not in typed}
    return client.post(change(statement), {**written, **typed})


def theirs(cast: Cast, **content: Any) -> Statement:
    """A colleague saves."""
    return verbs.save(Statement.objects.get(), by=cast.colleague, content=content)


def sides(page: Any, label: str) -> list[str]:
    """What the columns of one field say."""
    (clash,) = parsed(page).xpath(f"//fieldset[@class='clash'][legend='{label}']")
    for spoken in clash.xpath(".//*[@class='mark-word']"):
        spoken.drop_tree()
    return [" ".join(side.text_content().split()) for side in clash.xpath(".//div[@class='clash-side']")]


def test_before_theirs_and_mine_stand_side_by_side(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Wages are overdue")
    answer = save(desk, draft, form, headline="Wages are due today")
    assert answer.status_code == 409
    before, newer, mine = sides(answer, "Headline")
    assert before == "Before Wages are due"
    assert newer.startswith("Newer: Colleague, ")
    assert newer.endswith("Wages are dueoverdue")
    assert mine == "Yours Wages are due today"
    assert len(parsed(answer).xpath("//fieldset[@class='clash']")) == 1
    assert Statement.objects.get().headline == "Wages are overdue"


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "Wages are due today"), ("theirs", "Wages are overdue")]
)
def test_one_takes_theirs_or_keeps_one_s_own(
    desk: Client, draft: Statement, cast: Cast, choice: str, kept: str
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Wages are overdue")
    again = filled(save(desk, draft, form, headline="Wages are due today"))
    assert save(desk, draft, again, choose_headline=choice).status_code == 302
    assert Statement.objects.get().headline == kept
    assert {revision.content["headline"] for revision in draft.revisions.all()} >= {"Wages are overdue", kept}


def test_what_only_one_changed_is_put_together_without_asking(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, standfirst="In another line.", dateline_place="Nagpur")
    answer = save(desk, draft, form, headline="Wages are due today")
    assert answer.status_code == 409
    assert "had not changed it: Summary line, Place" in seen(answer)
    assert "only you changed it: Headline" in seen(answer)
    assert not parsed(answer).xpath("//fieldset[@class='clash']")
    assert save(desk, draft, filled(answer)).status_code == 302
    now = Statement.objects.get()
    assert (now.headline, now.standfirst, now.dateline_place) == (
        "Wages are due today", "In another line.", "Nagpur",
    )  # fmt: skip


def test_changes_to_different_paragraphs_are_offered_together(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, body=BODY.replace("One", "First"))
    answer = save(desk, draft, form, body=BODY.replace("Three", "Third"))
    assert filled(answer)["choose_body"] == "both"
    assert save(desk, draft, filled(answer)).status_code == 302
    assert Statement.objects.get().body == "<p>First.</p><p>Two.</p><p>Third.</p>"


def test_text_in_plain_signs_is_put_together_too(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    form.pop("body", None)
    theirs(cast, body=BODY.replace("One", "First"))
    answer = save(desk, draft, form, body_plain="One.\n\nTwo.\n\nThird.")
    assert answer.status_code == 409
    asked = filled(answer)
    asked.pop("body", None)
    assert (asked["choose_body"], asked["body_plain"]) == ("both", "One.\n\nTwo.\n\nThird.")
    assert save(desk, draft, asked).status_code == 302
    assert Statement.objects.get().body.replace("\n", "") == "<p>First.</p><p>Two.</p><p>Third.</p>"


def test_changes_to_one_paragraph_are_not(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, body=BODY.replace("One", "First"))
    answer = save(desk, draft, form, body=BODY.replace("One", "The first"))
    assert filled(answer)["choose_body"] == "mine"
    assert 'value="both"' not in answer.content.decode()
    save(desk, draft, filled(answer), choose_body="both")  # asked for all the same: nothing is guessed
    assert Statement.objects.get().body == BODY.replace("One", "The first")


def test_who_types_on_after_choosing_is_asked_again(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Wages are overdue", body=BODY.replace("One", "First"))
    again = filled(save(desk, draft, form, headline="Mine", body=BODY.replace("Three", "Third")))
    answer = save(desk, draft, again, choose_headline="theirs", headline="Mine, improved")
    assert answer.status_code == 409
    assert "choose again" in seen(answer)
    assert "Mine, improved" in sides(answer, "Headline")[2]
    assert filled(answer)["body"] == "<p>First.</p><p>Two.</p><p>Third.</p>"  # as chosen before
    assert save(desk, draft, filled(answer), choose_headline="mine").status_code == 302
    assert Statement.objects.get().headline == "Mine, improved"


def test_a_third_save_in_between_asks_again_and_loses_nothing(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs", body=BODY.replace("One", "First"))
    again = filled(save(desk, draft, form, headline="Mine", body=BODY.replace("Three", "Third")))
    verbs.save(
        Statement.objects.get(), by=cast.reviewer, content={"headline": "A third", "standfirst": "New."}
    )
    answer = save(desk, draft, again, choose_headline="mine")
    assert answer.status_code == 409
    before, newer, mine = sides(answer, "Headline")
    assert (before, mine) == ("Before Theirs", "Yours TheirsMine")
    assert newer.startswith("Newer: Reviewer, ")
    assert "Summary line" in seen(answer)
    assert save(desk, draft, filled(answer)).status_code == 302
    now = Statement.objects.get()
    assert (now.headline, now.standfirst, now.body) == (
        "Mine", "New.", "<p>First.</p><p>Two.</p><p>Third.</p>",
    )  # fmt: skip


def test_topics_of_both_are_kept(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    verbs.refile(draft, by=cast.colleague, topics=["Wages", "Heat"])
    answer = save(desk, draft, form, topics="Wages, May Day")
    assert answer.status_code == 409
    assert save(desk, draft, filled(answer)).status_code == 302
    assert sorted(Statement.objects.get().topics.names()) == ["Heat", "May Day", "Wages"]


def test_an_error_in_another_field_forgets_no_choice(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs")
    again = filled(save(desk, draft, form, headline="Mine"))
    wrong = save(desk, draft, again, choose_headline="theirs", dateline_date="31 February")
    assert wrong.status_code == 200
    mended = filled(wrong)
    assert mended["choose_headline"] == "theirs"
    assert save(desk, draft, mended, dateline_date="2026-03-12").status_code == 302
    assert Statement.objects.get().headline == "Theirs"


def test_an_error_hides_no_newer_text(desk: Client, draft: Statement, cast: Cast) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs")
    wrong = save(desk, draft, form, headline="Mine", dateline_date="31 February")
    answer = save(desk, draft, filled(wrong), dateline_date="2026-03-12")
    assert answer.status_code == 409
    assert "Theirs" in sides(answer, "Headline")[1]


def test_a_form_that_does_not_say_what_it_showed_asks_about_all_that_differs(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs")
    answer = save(desk, draft, form, headline="Mine", seen_revision="")
    assert [side.split()[0] for side in sides(answer, "Headline")] == ["Newer:", "Yours"]
    assert save(desk, draft, filled(answer), choose_headline="theirs").status_code == 302
    assert Statement.objects.get().headline == "Theirs"


def test_what_was_erased_meanwhile_is_not_taken_for_an_empty_text(
    desk: Client, newsroom: Newsroom, cast: Cast
) -> None:
    opened = verbs.reopen(sealed(newsroom), by=cast.drafter)
    form = filled(desk.get(change(opened)))
    erase(newsroom, theirs(cast, headline="Theirs"))
    answer = save(desk, opened, form, headline="Mine", seen_revision="3")
    assert [side.split()[0] for side in sides(answer, "Headline")] == ["Newer:", "Yours"]


@pytest.mark.parametrize("forged", ["-1", "x", "9" * 40, "77"])
def test_forged_numbers_are_no_error(desk: Client, draft: Statement, cast: Cast, forged: str) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs")
    answer = save(
        desk,
        draft,
        form,
        headline="Mine",
        base_headline=forged,
        choose_headline=forged,
        shown_headline=forged,
    )
    assert answer.status_code == 409
    again = save(desk, draft, filled(answer), base_headline=forged, choose_headline="both")
    assert again.status_code == 302
    assert Statement.objects.get().headline == "Mine"


def test_unsaved_text_left_at_the_question_is_asked_about_when_taken_up(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    theirs(cast, headline="Theirs")
    asked = filled(save(desk, draft, form, headline="Mine"))
    kept = desk.post(address(draft, "unsaved/"), {**asked, "copy_number": "1"})
    assert kept.status_code == 200
    taken = filled(desk.get(change(draft), {"take_up": WorkingCopy.objects.get(number=1).key}))
    answer = save(desk, draft, taken)
    assert answer.status_code == 409
    assert sides(answer, "Headline")[0] == "Before Wages are due"


def in_signs(form: dict[str, str]) -> dict[str, str]:
    """What a browser sends in which the text stands in plain signs, with the editor in a template."""
    return {name: value for name, value in form.items() if name != "body"}


def test_a_text_in_plain_signs_that_nobody_touched_is_no_clash(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = in_signs(filled(desk.get(change(draft))))
    newer = "<p>One.</p><p>Two.</p><p>Four!</p>"
    theirs(cast, body=newer)
    answer = save(desk, draft, form, headline="Wages are due today")
    assert answer.status_code == 409
    assert not parsed(answer).xpath("//fieldset[@class='clash']")
    assert save(desk, draft, in_signs(filled(answer))).status_code == 302
    now = Statement.objects.get()
    assert (now.headline, now.body) == ("Wages are due today", newer)


def test_topics_and_address_of_unsaved_text_survive_a_stale_save(
    desk: Client, draft: Statement, cast: Cast
) -> None:
    form = filled(desk.get(change(draft)))
    typed = {**in_signs(form), "topics": "Wages, May Day", "slug": "mine", "copy_number": "1"}
    assert desk.post(address(draft, "unsaved/"), typed).status_code == 200
    theirs(cast, headline="Wages are overdue")
    page = desk.get(change(draft), {"take_up": form["copy_key"]})
    answer = save(desk, draft, in_signs(filled(page)))
    assert answer.status_code == 409
    assert save(desk, draft, in_signs(filled(answer))).status_code == 302
    now = Statement.objects.get()
    assert (set(now.topics.names()), now.slug) == ({"Wages", "May Day"}, "mine")
    assert now.headline == "Wages are overdue"
