"""The door of the desk: the trial's side door, and what one sees who has no membership yet."""

import pytest
from django.test import Client, override_settings

from statements.models import User
from tests.cast import Cast


@pytest.mark.parametrize(
    ("trial", "address", "host", "opens"),
    [
        (True, "127.0.0.1", "127.0.0.1:8000", True),
        (True, "::1", "localhost:8000", True),
        (True, "203.0.113.9", "127.0.0.1:8000", False),
        (True, "127.0.0.1", "testserver:80", False),
        (False, "127.0.0.1", "127.0.0.1:8000", False),
    ],
)
def test_the_side_door_opens_only_in_a_trial_on_ones_own_machine(
    client: Client, cast: Cast, trial: bool, address: str, host: str, opens: bool
) -> None:
    with override_settings(TRY_OUT=trial):
        login = client.get("/admin/login/", REMOTE_ADDR=address, HTTP_HOST=host).content.decode()
        answer = client.post("/admin/enter/reviewer/", REMOTE_ADDR=address, HTTP_HOST=host)
    assert ("/admin/enter/reviewer/" in login) is opens
    assert answer.status_code == (302 if opens else 404)
    assert ("_auth_user_id" in client.session) is opens


def test_the_side_door_lets_in_the_demo_s_people_only(client: Client, cast: Cast) -> None:
    with override_settings(TRY_OUT=True):
        assert client.post("/admin/enter/superuser/", headers={"host": "127.0.0.1:8000"}).status_code == 404
        assert client.get("/admin/enter/reviewer/", headers={"host": "127.0.0.1:8000"}).status_code == 405


def test_a_superuser_without_membership_is_shown_how_to_begin(client: Client, cast: Cast) -> None:
    client.force_login(cast.superuser)
    assert "Begin your newsroom" in client.get("/admin/").content.decode()
    client.force_login(cast.drafter)
    assert "Begin your newsroom" not in client.get("/admin/").content.decode()


def test_staff_without_rights_see_an_empty_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.staff)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/statements/statement/").status_code == 403


def test_a_deactivated_person_is_out_at_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.drafter)
    User.objects.filter(pk=cast.drafter.pk).update(is_active=False)
    assert client.get("/admin/statements/statement/").status_code == 302


@pytest.mark.ignore_template_errors  # the stock page of a person names variables it does not set
def test_an_administrator_cannot_make_or_take_a_superuser(client: Client, cast: Cast) -> None:
    client.force_login(cast.administrator)
    address = f"/admin/statements/user/{cast.staff.pk}/change/"
    assert "is_superuser" not in client.get(address).content.decode()
    assert client.post(f"/admin/statements/user/{cast.superuser.pk}/change/", {}).status_code == 403
    assert client.get(f"/admin/statements/user/{cast.superuser.pk}/password/").status_code == 403
