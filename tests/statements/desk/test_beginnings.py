"""A new statement begins from an empty form, an earlier statement, or a model text of its kind."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import verbs
from statements.models import Membership, ModelText, Statement, Step
from statements.workflow import Role
from tests.cast import Cast, Newsroom

from .pages import address, parsed, seen

ADD = "/admin/statements/statement/add/"


@pytest.fixture
def earlier(newsroom: Newsroom) -> Statement:
    return newsroom.public(
        kind="condolence",
        headline="Asha Rao has died",
        standfirst="She led the mill workers.",
        body="<p>The council mourns.</p>",
        signatories=[{"name": "Meera Nair", "post": "President", "body": "National Council"}],
        joint_bodies=["WW"],
        dateline_place="Nagpur",
        topics=("May Day", "Wages"),
    )


def held(page: Any) -> dict[str, str]:
    """What the form holds, by field."""
    form = page.context["adminform"].form
    return {name: str(form[name].value() or "") for name in form.fields}


def send(client: Client, page: Any, **typed: Any) -> Any:
    """Save the form as it stands, with what was typed into it."""
    form = page.context["adminform"].form
    sent = {name: form.fields[name].prepare_value(form[name].value()) or "" for name in form.fields}
    return client.post(page.request["PATH_INFO"], {**sent, **typed})


def test_an_earlier_statement_gives_how_it_is_made_and_not_what_it_says(
    client: Client, cast: Cast, earlier: Statement
) -> None:
    client.force_login(cast.drafter)
    page = client.get(f"{ADD}?from={earlier.pk}")
    form = held(page)
    assert (form["kind"], form["dateline_place"]) == ("condolence", "Nagpur")
    assert "mourns" in form["body"]
    assert (form["headline"], form["standfirst"], form["slug"], form["already_issued_on"]) == ("",) * 4
    assert form["dateline_date"] == str(timezone.localdate())
    assert "Begins from “Asha Rao has died”" in seen(page)


def test_saving_begins_a_draft_of_its_own(client: Client, cast: Cast, earlier: Statement) -> None:
    client.force_login(cast.drafter)
    page = client.get(f"{ADD}?from={earlier.pk}")
    answer = send(client, page, headline="Ravi Das has died", language="en")
    assert answer.status_code == 302, seen(answer)
    begun = Statement.objects.exclude(pk=earlier.pk).get()
    assert begun.signatories == earlier.signatories
    assert begun.joint_bodies == ["WW"]
    assert set(begun.topics.names()) == {"May Day", "Wages"}
    assert (begun.state, begun.reference, begun.year, begun.change_kind) == ("draft", None, None, "first")
    assert not begun.editions.exists()
    step = Step.objects.latest("number")
    assert (step.verb, step.subject_key) == ("begin", str(begun.pk))


def test_nobody_begins_from_what_does_not_exist_for_them(
    client: Client, cast: Cast, earlier: Statement, newsroom: Newsroom
) -> None:
    secret = newsroom.draft(body="<p>Marker of the council.</p>")
    client.force_login(cast.outsider)
    for key in (secret.pk, 10**12, "nonsense", "9" * 40):
        page = client.get(f"{ADD}?from={key}")
        assert page.status_code == 200
        assert "Marker" not in page.content.decode()
        assert "You begin with an empty text" in seen(page)


def test_the_form_is_not_filled_by_anything_else_in_its_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    assert held(client.get(f"{ADD}?headline=Typed+by+a+stranger"))["headline"] == ""


def test_every_statement_offers_itself_as_a_beginning_to_drafters(
    client: Client, cast: Cast, earlier: Statement
) -> None:
    client.force_login(cast.drafter)
    page = parsed(client.get(address(earlier, "change/")))
    assert page.xpath(f"//a[contains(@href, '/add/?from={earlier.pk}')]")
    client.force_login(cast.reviewer)
    page = parsed(client.get(address(earlier, "change/")))
    assert not page.xpath("//a[contains(@href, '/add/?from=')]")


def test_a_model_text_fills_the_form_in_its_language(client: Client, cast: Cast) -> None:
    model = ModelText.objects.create(
        kind="condolence", language="hi", headline="… नहीं रहे", body="<p>परिषद शोक में है।</p><script>1</script>"
    )
    client.force_login(cast.drafter)
    empty = client.get(ADD)
    assert f"?model={model.pk}" in empty.content.decode()
    form = held(client.get(f"{ADD}?model={model.pk}"))
    assert (form["kind"], form["language"], form["headline"]) == ("condolence", "hi", "… नहीं रहे")
    assert form["body"] == "<p>परिषद शोक में है।</p>"


def test_administrators_keep_one_model_of_a_kind_in_a_language(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    typed = {"kind": "condolence", "language": "hi", "headline": "… नहीं रहे", "body": "<p>शोक</p>"}
    assert client.post("/admin/statements/modeltext/add/", typed).status_code == 302
    again = client.post("/admin/statements/modeltext/add/", typed)
    assert "There is a model text of this kind in this language already." in seen(again)
    assert ModelText.objects.count() == 1
    client.force_login(cast.drafter)
    assert client.get("/admin/statements/modeltext/").status_code == 403


def test_a_draft_keeps_its_words_when_the_model_changes(client: Client, cast: Cast) -> None:
    model = ModelText.objects.create(kind="condolence", language="en", body="<p>We mourn.</p>")
    client.force_login(cast.drafter)
    send(client, client.get(f"{ADD}?model={model.pk}"), headline="Asha Rao has died")
    model.body = "<p>Other words.</p>"
    model.save()
    assert "We mourn." in Statement.objects.get().body


def test_a_drafter_of_one_body_finds_it_and_the_day_filled_in(client: Client, cast: Cast) -> None:
    client.force_login(cast.wing_drafter)
    form = held(client.get(ADD))
    assert form["issuing_body"] == str(cast.wing.pk)
    assert form["dateline_date"] == str(timezone.localdate())


def test_a_discarded_draft_is_no_beginning(client: Client, cast: Cast, newsroom: Newsroom) -> None:
    gone = verbs.discard(newsroom.draft(), by=cast.drafter, clock=newsroom.clock)
    client.force_login(cast.drafter)
    assert "You begin with an empty text" in seen(client.get(f"{ADD}?from={gone.pk}"))


def test_a_wing_below_the_body_does_not_make_one_choose(client: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.drafter, body=cast.wing, role=Role.DRAFTER)
    client.force_login(cast.drafter)
    assert held(client.get(ADD))["issuing_body"] == str(cast.council.pk)


def test_who_drafts_for_two_bodies_chooses(client: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.drafter, body=cast.elsewhere, role=Role.DRAFTER)
    client.force_login(cast.drafter)
    assert held(client.get(ADD))["issuing_body"] == ""
