"""Two administrators on one form of the office: who saves later is told once, and nobody's words are lost."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory

from campaigns.models import Status
from statements.models import (
    Address,
    IssuingBody,
    Membership,
    ModelText,
    Newsroom,
    PressContact,
    Statement,
    Synonym,
    Topic,
    User,
)
from statements.models.content import Kind
from statements.workflow import Role
from tests.cast import Cast, person
from tests.statements.test_race import at_once

from .pages import parsed, seen

MINE, THEIRS = "Typed by Meera", "Typed by Asha"
TYPED: dict[type[Model], tuple[str, str]] = {  # where not any words will do
    Address: ("/asha/", "/meera/"),
    Synonym: ("Asha\nAshadevi", "Meera\nMeeradevi"),
}
pytestmark = pytest.mark.ignore_template_errors  # stock pages of the office name variables they do not set
Form = dict[str, Any]


@pytest.fixture
def asha(cast: Cast) -> Client:
    return at_the_desk(cast, "asha")


@pytest.fixture
def meera(cast: Cast) -> Client:
    return at_the_desk(cast, "meera")


def at_the_desk(cast: Cast, name: str) -> Client:
    someone, client = person(name), Client()
    someone.groups.set(cast.administrator.groups.all())
    client.force_login(someone)
    return client


def rows(cast: Cast) -> dict[type[Model], tuple[Model, str]]:
    """A row of each kind that administrators change, and a field of it to type into."""
    return {
        IssuingBody: (cast.council, "names_en"),
        Topic: (Topic.objects.create(name="Wages"), "name"),
        Address: (Address.objects.create(path="/old/", leads_to="/statements/"), "leads_to"),
        Newsroom: (Newsroom.current(), "taglines_en"),
        User: (cast.drafter, "first_name"),
        ModelText: (ModelText.objects.create(kind=Kind.CONDOLENCE, language="en"), "headline"),
        Synonym: (Synonym.objects.create(expressions="MSP\nminimum support price"), "expressions"),
        Status: (Status.objects.get(slug="met"), "names_en"),
    }


def changed_by_administrators(cast: Cast) -> list[type[Model]]:
    """Every kind of row whose form an administrator can save."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk=cast.administrator.pk)
    settled_field_by_field = {Statement}  # test_stale.py
    may = [model for model, desk in admin.site._registry.items() if desk.has_change_permission(request)]
    return [model for model in may if model not in settled_field_by_field]


def where(row: Model) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def opened(client: Client, row: Model) -> Form:
    return sent_from(client.get(where(row)))


def sent_from(page: Any) -> Form:
    """What a browser would send from the form of a page, untouched."""
    (form,) = [
        one
        for one in parsed(page).forms
        if one.get("id", "").endswith("_form") and "content" not in one.get("id")
    ]
    sent: Form = {}
    for field in form.inputs:
        value = field.value.removeprefix("\n") if field.tag == "textarea" else field.value
        if (
            field.name
            and "__prefix__" not in field.name
            and value is not None
            and field.get("type") != "submit"
        ):
            sent[field.name] = list(value) if field.tag == "select" and field.multiple else value
    return sent


def test_each_form_an_administrator_may_save_refuses_a_save_after_another_s(
    cast: Cast, asha: Client, meera: Client
) -> None:
    known = rows(cast)
    for model in changed_by_administrators(cast):
        row, name = known[model]  # a new form of the office: make a row of it above
        theirs, mine = TYPED.get(model, (THEIRS, MINE))
        first, second = opened(asha, row), opened(meera, row)
        assert asha.post(where(row), {**first, name: theirs}).status_code == 302, model
        for form in (second, {**second, "as_opened": ""}, {**second, "as_opened": "x.99999999999999999999"}):
            answer = meera.post(where(row), {**form, name: mine})
            assert answer.status_code == 409, model
            assert sent_from(answer)[name] == mine
            assert " ".join(theirs.split()) in seen(answer).split("Stands now: ", 1)[1], model
            assert opened(asha, row)[name] == theirs
        assert "Asha changed this after you opened it." in seen(
            meera.post(where(row), {**second, name: mine})
        )
        assert meera.post(where(row), sent_from(answer)).status_code == 302, model
        assert opened(asha, row)[name] == mine


def test_a_form_nobody_overtook_is_saved_again_and_again(cast: Cast, asha: Client) -> None:
    for number in (1, 2, 3):
        form = {**opened(asha, cast.council), "approvals_required": number}
        assert asha.post(where(cast.council), form).status_code == 302


def test_pressing_twice_overwrites_nothing_and_is_not_refused(cast: Cast, asha: Client) -> None:
    form = {**opened(asha, cast.council), "names_en": THEIRS}
    assert [asha.post(where(cast.council), form).status_code for _ in range(2)] == [302, 302]


def test_coming_in_meanwhile_is_no_change_of_a_person(cast: Cast, asha: Client) -> None:
    form = {**opened(asha, cast.drafter), "first_name": "Dina"}
    Client().force_login(cast.drafter)
    assert asha.post(where(cast.drafter), form).status_code == 302


def test_a_contact_changed_by_one_and_the_body_s_name_by_the_other(
    cast: Cast, asha: Client, meera: Client
) -> None:
    contact = PressContact.objects.create(body=cast.council, name="Press desk", languages=["hi"])
    first, second = opened(asha, cast.council), opened(meera, cast.council)
    asha.post(where(cast.council), {**first, "contacts-0-phone": "011 555"})
    answer = meera.post(where(cast.council), {**second, "names_en": MINE})
    assert answer.status_code == 409
    assert "Stands now: 011 555" in seen(answer)
    assert "Stands now: English: National Council" in seen(answer)
    meera.post(where(cast.council), {**sent_from(answer), "contacts-0-phone": "011 555"})
    contact.refresh_from_db()
    assert (contact.phone, contact.languages) == ("011 555", ["hi"])
    assert IssuingBody.objects.get(pk=cast.council.pk).name == MINE


def test_a_contact_added_by_one_and_another_by_the_other(cast: Cast, asha: Client, meera: Client) -> None:
    first, second = opened(asha, cast.council), opened(meera, cast.council)
    added = {"contacts-TOTAL_FORMS": "1", "contacts-0-is_published": "on"}
    asha.post(where(cast.council), {**first, **added, "contacts-0-name": THEIRS})
    answer = meera.post(where(cast.council), {**second, **added, "contacts-0-name": MINE})
    assert answer.status_code == 409
    assert f"Added meanwhile, it stands below: {THEIRS}" in seen(answer)
    assert meera.post(where(cast.council), sent_from(answer)).status_code == 302
    assert set(PressContact.objects.values_list("name", flat=True)) == {MINE, THEIRS}


def test_a_contact_deleted_by_one_and_rewritten_by_the_other(cast: Cast, asha: Client, meera: Client) -> None:
    for name in ("Night desk", "Press desk"):
        PressContact.objects.create(body=cast.council, name=name)
    first, second = opened(asha, cast.council), opened(meera, cast.council)
    asha.post(where(cast.council), {**first, "contacts-0-DELETE": "on"})
    answer = meera.post(where(cast.council), {**second, "contacts-0-hours": MINE})
    assert answer.status_code == 409
    assert "if you save, it is there again: Night desk" in seen(answer)
    assert meera.post(where(cast.council), sent_from(answer)).status_code == 302
    assert PressContact.objects.get(name="Night desk").hours == MINE
    assert PressContact.objects.count() == 2


def test_a_membership_changed_on_the_person_s_page_and_on_the_body_s(
    cast: Cast, asha: Client, meera: Client
) -> None:
    first, second = opened(asha, cast.outsider), opened(meera, cast.elsewhere)
    role = next(name for name, value in first.items() if name.endswith("-role") and value == Role.DRAFTER)
    asha.post(where(cast.outsider), {**first, role.replace("role", "DELETE"): "on"})
    answer = meera.post(where(cast.elsewhere), {**second, "names_en": MINE})
    assert answer.status_code == 409
    assert "Somebody changed this after you opened it." in seen(answer)
    assert not Membership.objects.filter(user=cast.outsider, role=Role.DRAFTER).exists()


def test_what_was_typed_into_a_deleted_row_comes_back_as_a_new_one(
    cast: Cast, asha: Client, meera: Client
) -> None:
    model = ModelText.objects.create(kind=Kind.CONDOLENCE, language="en")
    form = opened(meera, model)
    asha.post(where(model).replace("change", "delete"), {"post": "yes"})
    answer = meera.post(where(model), {**form, "headline": MINE})
    assert answer.status_code == 409
    assert "This was deleted after you opened it." in seen(answer)
    (anew,) = {one.get("action") for one in parsed(answer).forms} & {"/admin/statements/modeltext/add/"}
    assert meera.post(anew, sent_from(answer)).status_code == 302
    assert ModelText.objects.get().headline == MINE


@pytest.mark.django_db(transaction=True)
class TestInTheSameMoment:
    def test_one_of_two_is_saved_and_the_other_told(self, cast: Cast, asha: Client, meera: Client) -> None:
        for row, name in rows(cast).values():
            forms = {client: opened(client, row) for client in (asha, meera)}
            words = {asha: "/asha/", meera: "/meera/"}
            if isinstance(row, Synonym):
                words = dict(zip((asha, meera), TYPED[Synonym], strict=True))
            answers: list[Any] = at_once(
                *(
                    partial(client.post, where(row), {**form, name: words[client]})
                    for client, form in forms.items()
                )
            )
            assert sorted(answer.status_code for answer in answers) == [302, 409], row
            late = next(answer for answer in answers if answer.status_code == 409)
            loser, winner = (asha, meera) if answers[0] is late else (meera, asha)
            assert sent_from(late)[name] == words[loser]
            assert opened(asha, row)[name] == words[winner]

    def test_two_pages_of_one_membership(self, cast: Cast, asha: Client, meera: Client) -> None:
        membership = Membership.objects.get(user=cast.drafter)
        pages = ((asha, cast.drafter), (meera, cast.council))
        deeds = []
        for (client, row), role in zip(pages, (Role.REVIEWER, Role.PUBLISHER), strict=True):
            form = opened(client, row)
            key = next(
                name for name, value in form.items() if name.endswith("-id") and value == str(membership.pk)
            )
            deeds.append(partial(client.post, where(row), {**form, key.replace("-id", "-role"): role}))
        answers: list[Any] = at_once(*deeds)
        assert sorted(answer.status_code for answer in answers) == [302, 409]

    def test_two_bodies_put_below_each_other_make_no_circle(
        self, cast: Cast, asha: Client, meera: Client
    ) -> None:
        pair = ((asha, cast.council, cast.elsewhere), (meera, cast.elsewhere, cast.council))
        answers: list[Any] = at_once(
            *(
                partial(client.post, where(below), {**opened(client, below), "parent": above.pk})
                for client, below, above in pair
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        refused = next(answer for answer in answers if answer.status_code == 200)
        assert "A body cannot be part of itself." in seen(refused)
        for one in IssuingBody.objects.all():
            above = f"{one.parent.path}" if one.parent else "/"
            assert one.path == f"{above}{one.pk}/"

    def test_two_topics_merged_into_each_other_make_no_circle(self, asha: Client, meera: Client) -> None:
        wages, pay = (Topic.objects.create(name=name) for name in ("Wages", "Pay"))
        answers: list[Any] = at_once(
            *(
                partial(client.post, where(one), {**opened(client, one), "merged_into": other.pk})
                for client, one, other in ((asha, wages, pay), (meera, pay, wages))
            )
        )
        assert all(answer.status_code < 500 for answer in answers)
        assert Topic.objects.filter(merged_into=None).count() == 1
