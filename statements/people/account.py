""" "My account" at the desk: language and time zone, password, phone, recovery codes, sessions."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from statements.models import User

from . import letters, record, second_factor, sessions
from .door import key_of_new_phone, let_through, phone_is_set_up, phone_page
from .forms import OtherPasswordForm, OtherPhoneForm, OwnPasswordForm, OwnWayForm
from .pages import page
from .record import Deed

UNCHANGED = HTTPStatus.UNPROCESSABLE_ENTITY


def account(request: HttpRequest) -> HttpResponse:
    """What the desk knows of me; language and time zone are set here."""
    person = _me(request)
    form = OwnWayForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if form.is_valid():
        form.save()
        with override(form.instance.language):
            messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:account"))
    return page(
        request,
        "account",
        _("My account"),
        UNCHANGED if form.errors else HTTPStatus.OK,
        form=form,
        person=person,
        phone=second_factor.phone_of(person),
        codes_left=second_factor.codes_left(person),
        sessions=_sessions(request, person),
    )


@sensitive_post_parameters()
def other_password(request: HttpRequest) -> HttpResponse:
    """Changes my password; every other session of mine ends."""
    person = _me(request)
    form = OtherPasswordForm(request, person, request.POST or None)
    if not form.is_valid():
        return _asked(request, "password", _("Change password"), form)
    with transaction.atomic():
        form.save()
        update_session_auth_hash(request, person)
        sessions.end(person, but=request.session.session_key)
        record.write(Deed.PASSWORD_SET, person, by=person)
        letters.tell(person, Deed.PASSWORD_SET)
    messages.success(request, _("Your password is changed. You were logged out everywhere else."))
    return HttpResponseRedirect(reverse("admin:account"))


@sensitive_post_parameters()
def other_phone(request: HttpRequest) -> HttpResponse:
    """Sets up another phone in place of the first one, or a first one where none is asked for."""
    person = _me(request)
    form = OtherPhoneForm(request, person, key_of_new_phone(request), request.POST or None)
    if not form.is_valid():
        return phone_page(request, person, form)
    let_through(request, form.phone)
    return phone_is_set_up(request, person, form.codes)


@sensitive_post_parameters()
def other_codes(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes; the earlier ones end."""
    person = _me(request)
    if second_factor.phone_of(person) is None:
        return HttpResponseRedirect(reverse("admin:other_phone"))
    form = OwnPasswordForm(request, person, request.POST or None)
    if not form.is_valid():
        return _asked(request, "other_codes", _("New recovery codes"), form)
    codes = second_factor.deal_codes(person)
    letters.tell(person, Deed.CODES_DEALT)
    return page(request, "codes", _("Your recovery codes"), codes=codes)


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Logs me out everywhere but here."""
    sessions.end(_me(request), but=request.session.session_key)
    messages.success(request, _("You are logged out everywhere else."))
    return HttpResponseRedirect(reverse("admin:account"))


def _asked(request: HttpRequest, template: str, title: str, form: OwnPasswordForm) -> HttpResponse:
    return page(request, template, title, UNCHANGED if form.errors else HTTPStatus.OK, form=form)


def _sessions(request: HttpRequest, person: User) -> list[dict[str, object]]:
    return [
        {
            "browser": sessions.browser_words(session.user_agent) or _("Unknown browser"),
            "begun_at": session.begun_at,
            "seen_at": session.seen_at,
            "is_this": session.session_key == request.session.session_key,
        }
        for session in sessions.of(person)
    ]


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
