"""People at the desk: who resets a lost second factor and who deactivates, each with a step."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from statements.models import Step, User
from statements.people import record
from tests.cast import Cast
from tests.statements.desk.pages import save_opened
from tests.statements.people.conftest import Letters
from tests.statements.people.visitor import FIRST_PHONE, is_in, link_in, log_in, set_up_phone, works

pytestmark = pytest.mark.ignore_template_errors  # the stock form names variables it does not set


def act(
    client: Client, cast: Cast, person: User, name: str, note: str = "lost phone", by: User | None = None
) -> Any:
    """Do something about somebody's account, as an administrator."""
    client.force_login(by or cast.administrator)
    return client.post(f"/admin/statements/user/{person.pk}/account/{name}/", {"note": note})


def offered(client: Client, person: User) -> set[str]:
    """What the page of a person offers to do about their account."""
    page = client.get(f"/admin/statements/user/{person.pk}/change/")
    return {act.name for act in page.context["acts"]}


def test_a_lost_second_factor_is_reset_with_a_reason_and_a_step(
    client: Client, cast: Cast, drafter: User, letters: Letters, committed: Any, settings: Any
) -> None:
    theirs = Client()
    settings.REQUIRE_SECOND_FACTOR = True
    set_up_phone(theirs, drafter)
    settings.REQUIRE_SECOND_FACTOR = False
    with committed:
        assert act(client, cast, drafter, "reset-second-factor", "came by, lost phone").status_code == 302
    step = record.steps_of(drafter)[0]
    facts = (step.verb, step.actor, step.note)
    assert facts == ("second_factor_reset", cast.administrator, "came by, lost phone")
    assert not is_in(theirs)
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(theirs, drafter)
    assert theirs.get("/admin/").headers["Location"].startswith(FIRST_PHONE)
    assert letters(1)[0].subject == "Your account at the press desk: Second factor reset"
    assert Step.objects.first_break() is None


def test_a_forgotten_password_is_helped_with_a_link_that_the_administrator_does_not_see(
    client: Client, cast: Cast, drafter: User, letters: Letters, committed: Any
) -> None:
    with committed:
        act(client, cast, drafter, "new-password", "rang and asked")
    assert letters(1)[0].to == [drafter.email]
    link = link_in(letters(1)[0])
    assert link not in client.get(f"/admin/statements/user/{drafter.pk}/change/").content.decode()
    assert works(link)
    assert record.steps_of(drafter)[0].note == "rang and asked"


def test_an_invitation_is_sent_again(
    client: Client, cast: Cast, drafter: User, letters: Letters, committed: Any
) -> None:
    drafter.set_unusable_password()
    drafter.save()
    with committed:
        act(client, cast, drafter, "invite", "the first one ran out")
    assert works(link_in(letters(1)[0]))


def test_a_reset_needs_a_reason(client: Client, cast: Cast, drafter: User) -> None:
    log_in(client, drafter)
    assert act(client, cast, drafter, "deactivate", note=" ").status_code == 422
    assert not record.steps_of(drafter).exists()


def test_nothing_is_done_by_following_a_link(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    address = f"/admin/statements/user/{cast.drafter.pk}/account/deactivate/"
    assert "out with their next click" in client.get(address).content.decode()
    cast.drafter.refresh_from_db()
    assert cast.drafter.is_active


def test_a_deactivated_person_is_out_at_once_and_may_come_back(
    client: Client, cast: Cast, drafter: User
) -> None:
    theirs = Client()
    log_in(theirs, drafter)
    act(client, cast, drafter, "deactivate", "left the office")
    assert not is_in(theirs)
    assert offered(client, drafter) == {"reactivate"}
    log_in(theirs, drafter)
    assert not is_in(theirs)
    act(client, cast, drafter, "reactivate", "back again")
    log_in(theirs, drafter)
    assert is_in(theirs)
    assert [step.verb for step in record.steps_of(drafter)] == ["reactivated", "deactivated"]


def test_nobody_shuts_themselves_out(client: Client, cast: Cast) -> None:
    assert act(client, cast, cast.administrator, "deactivate").status_code == 404
    assert offered(client, cast.administrator) == set()


def test_one_s_own_second_factor_is_not_reset_at_the_people_s_desk(
    client: Client, cast: Cast, drafter: User
) -> None:
    drafter.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(drafter)
    assert "reset-second-factor" not in offered(client, drafter)
    assert act(client, cast, drafter, "reset-second-factor", by=drafter).status_code == 404


@pytest.mark.parametrize(
    "name", ["deactivate", "reset-second-factor", "invite", "new-password", "reactivate"]
)
def test_an_administrator_does_nothing_about_a_superuser(client: Client, cast: Cast, name: str) -> None:
    assert act(client, cast, cast.superuser, name).status_code == 403


@pytest.mark.parametrize("who", ["drafter", "reviewer", "publisher", "staff", "outsider"])
def test_who_is_no_administrator_does_nothing_about_anybody(client: Client, cast: Cast, who: str) -> None:
    by = getattr(cast, who)
    for name in ("deactivate", "reset-second-factor", "invite"):
        assert act(client, cast, cast.colleague, name, by=by).status_code in {302, 403}
    assert not record.steps_of(cast.colleague).exists()
    cast.colleague.refresh_from_db()
    assert cast.colleague.is_active


def test_nobody_sets_a_password_for_somebody_else(client: Client, cast: Cast) -> None:
    client.force_login(cast.superuser)
    address = f"/admin/statements/user/{cast.drafter.pk}/password/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"password1": "x", "password2": "x"}).status_code == 403


def test_the_account_of_imports_is_nobody_to_be_let_in(client: Client, cast: Cast) -> None:
    import_account = User.objects.get(username="Import")
    assert act(client, cast, import_account, "reactivate").status_code == 404
    assert offered(client, import_account) == set()


def test_activity_and_password_are_no_fields_of_the_form(client: Client, cast: Cast, drafter: User) -> None:
    client.force_login(cast.superuser)
    before = drafter.password
    form = {
        "username": "drafter",
        "language": "hi",
        "is_staff": "on",
        "is_active": "",
        "password": "x",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    assert save_opened(client, f"/admin/statements/user/{drafter.pk}/change/", form).status_code == 302
    drafter.refresh_from_db()
    assert (drafter.language, drafter.is_active, drafter.password) == ("hi", True, before)


def test_the_page_of_a_person_shows_what_was_done(client: Client, cast: Cast, drafter: User) -> None:
    act(client, cast, drafter, "deactivate", "left the office")
    page = client.get(f"/admin/statements/user/{drafter.pk}/change/").content.decode()
    assert "left the office" in page
    assert "Deactivated" in page


def test_the_secrets_of_phones_have_no_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.superuser)
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert "otp_totp" not in client.get("/admin/").content.decode()
