"""The pages at the desk's door: the code, the first phone, a forgotten password, the links of mails."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.models import Device

from statements import speakers
from statements.models import RecoveryCodes, User
from statements.outbox.waiting import is_mail_set_up
from statements.qr import squares

from . import letters, record, second_factor, sessions, throttle
from .backend import CLOSED
from .forms import CodeForm, ForgottenForm, NewPasswordForm, PhoneForm
from .links import INVITATION, LET_IN, Link
from .pages import at_the_door, page, way_on
from .record import Deed

KEY_OF_NEW_PHONE = "key_of_new_phone"  # in the session until the phone has shown that it has it

BACKEND = "statements.people.backend.PasswordBackend"

View = Callable[..., HttpResponseBase]


def of_the_door(view: View) -> View:
    """Mark a page as one that is open before the second factor was shown."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    wrapped.is_of_the_door = True  # type: ignore[attr-defined]
    return never_cache(sensitive_post_parameters()(wrapped))


def session_has_ended(request: HttpRequest) -> bool:
    """Whether somebody is asked to log in again because their session ended, not because they are new."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        and request.session.is_empty()
        and "next" in request.GET
    )


def with_honest_status(response: HttpResponse) -> HttpResponse:
    """429 for a login refused unseen after too many wrong ones; the page itself is the same form."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form and form.has_error(NON_FIELD_ERRORS, CLOSED):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return response


@of_the_door
def code(request: HttpRequest) -> HttpResponse:
    """Asks for a code of the phone or a recovery code, and lets the person in."""
    person = at_the_door(request)
    if person is None:
        return HttpResponseRedirect(way_on(request))
    if second_factor.phone_of(person) is None:
        return HttpResponseRedirect(first_page_of(person, way_on(request)))
    form = CodeForm(person, request.POST or None)
    if form.is_valid():
        let_through(request, form.device)
        if isinstance(form.device, RecoveryCodes):
            _after_a_recovery_code(request, person)
        return HttpResponseRedirect(way_on(request))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "code", _("Second step"), status, form=form, person=person)


@of_the_door
def first_phone(request: HttpRequest) -> HttpResponse:
    """Sets up the second factor of somebody who owes it and has none."""
    person = at_the_door(request)
    if person is None or second_factor.phone_of(person):
        return HttpResponseRedirect(first_page_of(person, way_on(request)))
    form = PhoneForm(request, person, key_of_new_phone(request), request.POST or None)
    if form.is_valid():
        let_through(request, form.phone)
        return phone_is_set_up(request, person, form.codes)
    return phone_page(request, person, form)


@of_the_door
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Turns back at the door, to come in as somebody else."""
    logout(request)
    return HttpResponseRedirect(reverse("admin:login"))


def first_page_of(person: User | None, wanted: str) -> str:
    """The page of the door that this person needs; `wanted` for nobody."""
    if person is None:
        return wanted
    name = "admin:code" if second_factor.phone_of(person) else "admin:first_phone"
    return f"{reverse(name)}?{urlencode({'next': wanted})}"


def let_through(request: HttpRequest, device: Device) -> None:
    """Count the second factor as shown in this session, under a new session key."""
    request.session.cycle_key()
    rotate_token(request)
    request.session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    sessions.begin(None, request)


# --- setting up a phone, here and under "My account" ------------------------------------------------


def key_of_new_phone(request: HttpRequest) -> str:
    """The secret offered to the new phone: the same until it is set up."""
    key: str = request.session.setdefault(KEY_OF_NEW_PHONE, second_factor.new_key())
    return key


def phone_page(request: HttpRequest, person: User, form: PhoneForm) -> HttpResponse:
    """The picture, the secret as text, and the field for the first code."""
    address = second_factor.key_address(form.key, person, speakers.newsroom_name())
    return page(
        request,
        "phone",
        _("Set up your phone"),
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        form=form,
        person=person,
        address=address,
        picture=squares(address),
        key=second_factor.key_words(form.key),
    )


def phone_is_set_up(request: HttpRequest, person: User, codes: list[str]) -> HttpResponse:
    """The recovery codes, shown this once; every other session of the person has ended."""
    del request.session[KEY_OF_NEW_PHONE]
    sessions.end(person, but=request.session.session_key)
    letters.tell(person, Deed.PHONE_SET_UP)
    return page(request, "codes", _("Your recovery codes"), codes=codes)


def _after_a_recovery_code(request: HttpRequest, person: User) -> None:
    letters.tell(person, Deed.CODE_USED)
    left = second_factor.codes_left(person)
    sentence = ngettext(
        "That was a recovery code; %(count)d is left. Lost your phone? Set up another under “My account”.",
        "That was a recovery code; %(count)d are left. Lost your phone? Set up another under “My account”.",
        left,
    )
    messages.warning(request, sentence % {"count": left})


# --- passwords ------------------------------------------------------------------------------------


@of_the_door
def forgotten(request: HttpRequest) -> HttpResponse:
    """Sends a link to whoever has this address here; the answer is the same for every address."""
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        _offer_new_passwords(request, form.cleaned_data["email"])
        return HttpResponseRedirect(reverse("admin:forgotten_sent"))
    return page(request, "forgotten", _("New password"), form=form, is_mail_set_up=is_mail_set_up())


@of_the_door
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return page(request, "forgotten_sent", _("Look into your mail"))


def _offer_new_passwords(request: HttpRequest, email: str) -> None:
    """Not more often than one may try a password: nobody's mailbox is flooded from here."""
    if throttle.knock(request, f"mail to {email}"):
        return
    for person in User.objects.filter(email__iexact=email, is_active=True, is_staff=True):
        letters.offer_new_password(person)


class NewPassword(PasswordResetConfirmView):
    """The page a link leads to. It sets the password and leads on to the second step, never past it."""

    link: Link = INVITATION
    form_class = NewPasswordForm
    template_name = "desk/people/new_password.html"
    title = gettext_lazy("Choose a password")
    post_reset_login = True
    post_reset_login_backend = BACKEND

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        """Only a link of this page's own kind opens it."""
        self.token_generator = self.link
        return super().dispatch(*args, **kwargs)

    def get_user(self, uidb64: str) -> User | None:
        """The person the link is for; the page speaks their language."""
        person = super().get_user(uidb64)
        if person:
            translation.activate(person.language)
            self.request.LANGUAGE_CODE = person.language
        return person

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password; every other session ends with the old one."""
        person: User = form.user
        if self.link is LET_IN:
            second_factor.forget(person)
        response = super().form_valid(form)
        sessions.end(person, but=self.request.session.session_key)
        record.write(Deed.PASSWORD_SET, person, by=person)
        letters.tell(person, Deed.PASSWORD_SET)
        return response

    def get_success_url(self) -> str:
        """The desk, behind the second step."""
        return reverse("admin:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The frame of the desk too."""
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
