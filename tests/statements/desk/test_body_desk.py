"""Issuing bodies at the desk: how many approvals, and contacts with their languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from statements.models import IssuingBody, PressContact
from tests.cast import Cast, Clock
from tests.readers import find, get

from .pages import save_opened, seen


def filled_in(body: IssuingBody, **fields: Any) -> dict[str, Any]:
    """The form of a body with one new contact, as a browser posts it."""
    contact = {
        "name": "Asha Rao",
        "role": "",
        "phone": "011 555",
        "email": "",
        "hours": "",
        "is_published": "on",
    }
    contacts = {f"contacts-0-{name}": value for name, value in contact.items()}
    forms = {f"{of}-{what}": number for of, count in (("contacts", 1), ("memberships", 0))
             for what, number in (("TOTAL_FORMS", count), ("INITIAL_FORMS", 0))}  # fmt: skip
    return {"slug": body.slug, "names_en": body.name, "approvals_required": 1, **contacts, **forms, **fields}


def change(body: IssuingBody) -> str:
    return f"/admin/statements/issuingbody/{body.pk}/change/"


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize("number", [0, 10, 32767, 99999999999])
def test_a_number_of_approvals_nobody_could_give_is_refused_in_words(
    office: Client, cast: Cast, number: int
) -> None:
    answer = save_opened(office, change(cast.council), filled_in(cast.council, approvals_required=number))
    assert answer.status_code == 200
    assert "approvals_required" in answer.context["adminform"].form.errors
    assert IssuingBody.objects.get(pk=cast.council.pk).approvals_required == 1


def test_too_many_approvals_are_refused_with_the_most_there_may_be(office: Client, cast: Cast) -> None:
    answer = save_opened(office, change(cast.council), filled_in(cast.council, approvals_required=10))
    assert "At most 9: with more, no text would go out in time." in seen(answer)
    assert (
        save_opened(office, change(cast.council), filled_in(cast.council, approvals_required=9)).status_code
        == 302
    )


@pytest.mark.parametrize("number", [0, 10])
def test_the_database_holds_it(cast: Cast, number: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuingBody.objects.update(approvals_required=number)


def test_a_contact_s_languages_are_chosen_and_shown_by_their_names(
    office: Client, cast: Cast, clock: Clock
) -> None:
    form = filled_in(cast.council, **{"contacts-0-languages": ["en", "hi"]})
    assert save_opened(office, change(cast.council), form).status_code == 302
    assert PressContact.objects.get().languages == ["en", "hi"]
    page = get("/", clock)
    assert "Asha Rao 011 555 English , हिन्दी" in " ".join(
        " ".join(find(page, "//section[@class='contacts']//text()")).split()
    )
    assert find(page, "//section[@class='contacts']//span[@lang='hi']/text()") == ["हिन्दी"]


def test_a_language_nobody_knows_is_refused(office: Client, cast: Cast) -> None:
    form = filled_in(cast.council, **{"contacts-0-languages": ["tlh"]})
    assert save_opened(office, change(cast.council), form).status_code == 200
    assert not PressContact.objects.exists()
    for odd in (["tlh"], "en", {"en": 1}):
        with pytest.raises(ValidationError):
            PressContact(body=cast.council, name="Asha Rao", languages=odd).full_clean()
