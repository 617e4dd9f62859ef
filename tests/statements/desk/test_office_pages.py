"""The administrators' rooms open: every list, every form, every row's own page."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from statements import verbs
from statements.importing.choices import Choices
from statements.models import Address, ImportFile, ModelText, PressContact, Synonym, Topic
from tests.cast import Cast

OFFICE = (
    "issuingbody", "topic", "user", "address", "quietperiod", "modeltext", "synonym", "importfile",
)  # fmt: skip


def test_every_room_of_the_office_is_walked() -> None:
    own = (model._meta for model in admin.site._registry if model._meta.app_label != "campaigns")
    rooms = {meta.model_name for meta in own}
    assert rooms - {"statement", "effect", "newsroom", "pin", "group"} == set(
        OFFICE
    )  # groups: superusers alone, Django's own


@pytest.mark.ignore_template_errors  # Django's own pages name variables they do not set
@pytest.mark.parametrize("room", OFFICE)
def test_lists_forms_and_pages_open(client: Client, cast: Cast, room: str) -> None:
    rows = {
        "issuingbody": cast.council,
        "topic": Topic.objects.create(name="May Day"),
        "user": cast.drafter,
        "address": Address.objects.create(path="/old", leads_to="/statements/"),
        "modeltext": ModelText.objects.create(kind="condolence", language="en"),
        "synonym": Synonym.objects.create(expressions="MSP\nminimum support price"),
        "importfile": ImportFile.objects.create(
            name="old.xml", size=1, format="wxr", choices=Choices(body="NC").stored(), by=cast.administrator
        ),
        "quietperiod": verbs.switch_on(by=cast.administrator, reason="Mourning"),
    }
    PressContact.objects.create(body=cast.council, name="Asha Rao", languages=["hi"])
    client.force_login(cast.administrator)
    name = f"admin:statements_{room}"
    key = [rows[room].pk]
    for address in (
        reverse(f"{name}_changelist"),
        reverse(f"{name}_changelist") + "?q=a",
        reverse(f"{name}_add"),
        reverse(f"{name}_change", args=key),
        reverse(f"{name}_history", args=key),
    ):
        assert client.get(address).status_code == 200, address


def test_only_other_living_topics_are_offered_to_merge_into(client: Client, cast: Cast) -> None:
    living, merged, other = (Topic.objects.create(name=name) for name in ("Wages", "Pay", "Heat"))
    merged.merge_into(living)
    client.force_login(cast.administrator)
    page = client.get(f"/admin/statements/topic/{living.pk}/change/")
    offered = page.context["adminform"].form.fields["merged_into"].queryset
    assert list(offered) == [other]


def test_reviewers_are_offered_as_approvers_by_their_names(client: Client, cast: Cast) -> None:
    cast.council.approvers.add(cast.colleague)
    client.force_login(cast.administrator)
    page = client.get(f"/admin/statements/issuingbody/{cast.council.pk}/change/")
    offered = page.context["adminform"].form.fields["approvers"]
    names = [str(label).partition(" (")[0] for _value, label in offered.choices]
    assert sorted(names) == ["Colleague", "Outsider", "Reviewer", "Second_Reviewer"]
