"""The addresses of the door and of "My account", within the desk's."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from . import account, door
from .links import INVITATION, LET_IN, NEW_PASSWORD, Link


def of(site: AdminSite) -> list[URLPattern]:
    """Every address about people who come in, or are in."""
    inside = site.admin_view
    return [
        path("second-step/", door.code, name="code"),
        path("second-step/phone/", door.first_phone, name="first_phone"),
        path("second-step/leave/", door.leave, name="leave"),
        path("forgotten/", door.forgotten, name="forgotten"),
        path("forgotten/sent/", door.forgotten_sent, name="forgotten_sent"),
        _page_of(INVITATION, "welcome"),
        _page_of(NEW_PASSWORD, "new-password"),
        _page_of(LET_IN, "let-in"),
        path("account/", inside(account.account), name="account"),
        path("account/phone/", inside(account.other_phone), name="other_phone"),
        path("account/codes/", inside(account.other_codes), name="other_codes"),
        path("account/sessions/end/", inside(account.end_other_sessions), name="end_other_sessions"),
        path("password_change/", inside(account.other_password), name="password_change"),
    ]


def _page_of(link: Link, name: str) -> URLPattern:
    view = door.of_the_door(door.NewPassword.as_view(link=link))
    return path(f"{name}/<uidb64>/<token>/", view, name=link.page)
