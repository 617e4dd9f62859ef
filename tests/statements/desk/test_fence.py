"""What staff type into addresses and odd fields: a clear answer, no leak, no 500."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from statements.models import Address, Edition, Statement
from tests.cast import Cast, Newsroom
from tests.statements.desk.test_statement_form import ADD, typed


def test_no_way_out_of_the_desk_tells_of_what_is_not_public(
    client: Client, newsroom: Newsroom, cast: Cast
) -> None:
    newsroom.public(public_from=timezone.now() + timedelta(days=1))
    client.force_login(cast.outsider)
    for model in (Edition, Statement):
        kind, row = ContentType.objects.get_for_model(model), model.objects.get()
        assert client.get(f"/admin/r/{kind.pk}/{row.pk}/", follow=True).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["headline__regex=(", "slug__range=a", "year__regex=(", "dateline_date__year=0",
     "changed_at__year=99999999999",
     "begun_by__password__startswith=a", "headline=%00", "q=%00", "state__exact=%00", "older=x"],
)  # fmt: skip
def test_a_list_is_filtered_by_what_it_offers_only(client: Client, cast: Cast, query: str) -> None:
    client.force_login(cast.drafter)
    assert client.get(f"/admin/statements/statement/?{query}").status_code in {200, 302, 400}


def test_the_offered_filters_work(client: Client, newsroom: Newsroom, cast: Cast) -> None:
    draft, sent = newsroom.draft(headline="One draft"), newsroom.in_review(headline="One sent")
    client.force_login(cast.drafter)
    for query in ("state=draft", f"body={cast.council.code}&state=draft"):
        page = client.get(f"/admin/statements/statement/?{query}").content.decode()
        assert draft.headline in page
        assert sent.headline not in page


def test_autocompletion_with_nul_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    query = "app_label=statements&model_name=membership&field_name=user&term=%00"
    assert client.get(f"/admin/autocomplete/?{query}").status_code == 400


@pytest.mark.parametrize("field", ["topics", "signatories", "joint_bodies", "headline", "slug"])
def test_nul_in_a_field_is_named_and_nothing_is_lost(client: Client, cast: Cast, field: str) -> None:
    client.force_login(cast.drafter)
    answer = client.post(ADD, {**typed(issuing_body=cast.council.pk), field: "a\x00b"})
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert "The council said so." in answer.content.decode()


@pytest.mark.parametrize("field", ["dateline_date", "already_issued_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_year_no_archive_has_is_refused(client: Client, cast: Cast, field: str, day: str) -> None:
    client.force_login(cast.drafter)
    answer = client.post(ADD, {**typed(issuing_body=cast.council.pk), field: day})
    assert answer.status_code == 422
    assert day in answer.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "target", ["", "javascript:alert(1)", "//evil.example", "/\\evil", "http://x", "/old", "/a\r\nb", "x"]
)
def test_a_former_address_leads_nowhere_odd(client: Client, cast: Cast, target: str) -> None:
    client.force_login(cast.administrator)
    answer = client.post("/admin/statements/address/add/", {"path": "/old", "leads_to": target})
    assert answer.status_code == 200
    assert not Address.objects.exists()


def test_a_former_address_leads_within_the_newsroom(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    client.post("/admin/statements/address/add/", {"path": "/old", "leads_to": "/statements/"})
    assert client.get("/old").headers["Location"] == "/statements/"
