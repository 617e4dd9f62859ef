"""One form begins one draft: two clicks on Save, the browser's Back, two requests at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connections
from django.test import Client

from statements import verbs
from statements.models import Revision, Statement, Step, User
from tests.cast import Cast, words

from .pages import parsed, seen
from .test_statement_form import ADD, change, typed


def token(page: Any) -> str:
    """The one-time key of a form."""
    (field,) = parsed(page).xpath("//input[@name='form_token']")
    return str(field.value)


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.drafter)
    return client


def test_the_address_typed_on_a_new_form_is_kept(desk: Client, cast: Cast) -> None:
    desk.post(ADD, typed(issuing_body=cast.council.pk, slug="Wages-2026"))
    assert Statement.objects.get().slug == "wages-2026"


def test_a_typed_address_is_begun_with_as_an_address_can_have_it(cast: Cast) -> None:
    draft = verbs.begin(by=cast.drafter, body=cast.council, content=words(), slug="मई दिवस")
    assert draft.slug == "mai-divas"
    assert verbs.begin(by=cast.drafter, body=cast.council, content=words()).slug == ""


def test_every_new_form_has_a_key_of_its_own(desk: Client) -> None:
    assert len({token(desk.get(ADD)) for _look in range(5)}) == 5


def test_two_clicks_on_save_make_one_draft(desk: Client, cast: Cast) -> None:
    form = typed(issuing_body=cast.council.pk, form_token=token(desk.get(ADD)), slug="wages")
    answers = [desk.post(ADD, form), desk.post(ADD, form)]
    draft = Statement.objects.get()
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, change(draft))] * 2
    assert Revision.objects.count() == Step.objects.count() == 1


def test_save_after_going_back_is_a_save_of_the_draft(desk: Client, cast: Cast) -> None:
    form = typed(issuing_body=cast.council.pk, form_token=token(desk.get(ADD)))
    desk.post(ADD, form)
    desk.post(ADD, {**form, "headline": "A better headline", "topics": "May Day"})
    draft = Statement.objects.get()
    assert draft.headline == "A better headline"
    assert list(draft.topics.names()) == ["May Day"]
    assert [step.verb for step in Step.objects.all()] == ["begin", "save", "refile"]


def test_what_others_wrote_meanwhile_is_not_overwritten_from_an_old_form(desk: Client, cast: Cast) -> None:
    form = typed(issuing_body=cast.council.pk, form_token=token(desk.get(ADD)))
    desk.post(ADD, form)
    verbs.save(Statement.objects.get(), by=cast.colleague, content={"headline": "Theirs"})
    stale = desk.post(ADD, {**form, "headline": "Mine"})
    assert stale.status_code == 409
    assert "Theirs" in seen(stale)
    assert "Mine" in stale.content.decode()
    assert token(stale) == form["form_token"]
    conscious = {
        **form,
        "headline": "Mine",
        "seen_version": stale.context["adminform"].form["seen_version"].value(),
    }
    assert desk.post(ADD, conscious).status_code == 302
    assert Statement.objects.get().headline == "Mine"


def test_a_form_sent_again_after_the_draft_went_on_keeps_what_was_typed(desk: Client, cast: Cast) -> None:
    form = typed(issuing_body=cast.council.pk, form_token=token(desk.get(ADD)))
    desk.post(ADD, form)
    verbs.approve(verbs.submit(Statement.objects.get(), by=cast.drafter), by=cast.reviewer)
    late = desk.post(ADD, {**form, "headline": "Too late"})
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    assert Statement.objects.get().headline == "Wages are due"


def test_the_form_of_a_deleted_draft_begins_anew(desk: Client, cast: Cast) -> None:
    form = typed(issuing_body=cast.council.pk, form_token=token(desk.get(ADD)))
    desk.post(ADD, form)
    verbs.discard(Statement.objects.get(), by=cast.drafter)
    assert desk.post(ADD, form).status_code == 302
    assert sorted(Statement.objects.values_list("state", flat=True)) == ["discarded", "draft"]


def test_nobody_reaches_another_person_s_draft_by_its_key(client: Client, cast: Cast) -> None:
    verbs.begin(by=cast.drafter, body=cast.council, content=words(headline="Secret"), token="known")
    client.force_login(cast.outsider)
    form = typed(issuing_body=cast.elsewhere.pk, form_token="known")
    assert client.post(ADD, form).status_code == 302
    assert [draft.headline for draft in Statement.objects.order_by("pk")] == ["Secret", "Wages are due"]


def test_forms_without_a_key_begin_each_time(desk: Client, cast: Cast) -> None:
    for _click in range(2):
        desk.post(ADD, typed(issuing_body=cast.council.pk))
    assert Statement.objects.count() == 2


def test_the_database_holds_the_key_once(cast: Cast) -> None:
    verbs.begin(by=cast.drafter, body=cast.council, content=words(), token="one")
    other = verbs.begin(by=cast.drafter, body=cast.council, content=words(), token="two")
    with pytest.raises(IntegrityError):
        Statement.objects.filter(pk=other.pk).update(begin_token="one")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_in_one_moment_make_one_draft(cast: Cast) -> None:
    for number in range(8):
        answers = at_once(cast.drafter, typed(issuing_body=cast.council.pk, form_token=f"key-{number}"))
        draft = Statement.objects.get(begin_token=f"key-{number}")
        assert answers == [(302, change(draft))] * 2
    assert Statement.objects.count() == Step.objects.count() == 8
    assert Step.objects.first_break() is None


def at_once(person: User, form: dict[str, Any]) -> list[tuple[int, str]]:
    """Send the same form twice in the same moment; status and address of both answers."""
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person)
    start = threading.Barrier(len(clients))

    def send(client: Client) -> tuple[int, str]:
        try:
            start.wait(10)
            answer = client.post(ADD, form)
            return answer.status_code, answer.headers.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(send, clients))
