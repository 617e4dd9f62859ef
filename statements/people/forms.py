"""What people type about themselves: codes, passwords, their address, their language and time zone."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.models import User

from . import second_factor
from .backend import wait_words

ONE_TIME = {
    "autocomplete": "one-time-code",
    "autocapitalize": "off",
    "spellcheck": "false",
    "autofocus": True,
}


class CodeForm(forms.Form):
    """A code of the phone, or a recovery code; after `is_valid`, `device` is what accepted it."""

    code = forms.CharField(
        label=gettext_lazy("Code from your phone, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(attrs=ONE_TIME),
    )
    device: Device

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_code(self) -> str:
        """The code, used up now."""
        code: str = self.cleaned_data["code"]
        try:
            self.device = second_factor.show(self.person, code)
        except second_factor.Closed as closed:
            raise ValidationError(wait_words(closed.wait)) from closed
        except second_factor.WrongCode as wrong:
            sentence = _("This code is not right, or was used before. Wait for the phone's next one.")
            raise ValidationError(sentence) from wrong
        return code


class OwnPasswordForm(forms.Form):
    """Asks for one's own password before something weighty; it goes through the door's throttle."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person

    def clean_password(self) -> str:
        """The password, if it is theirs."""
        typed: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.person.get_username(), password=typed) != self.person:
            raise ValidationError(_("This is not your password."))
        return typed


class PhoneForm(forms.Form):
    """The first code of a new phone; after `is_valid` it is set up: `phone` and its recovery `codes`."""

    code = forms.CharField(
        label=gettext_lazy("The six digits your phone shows now"),
        max_length=12,
        widget=forms.TextInput(attrs=ONE_TIME | {"inputmode": "numeric"}),
    )
    phone: TOTPDevice
    codes: list[str]

    def __init__(self, request: HttpRequest, person: User, key: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person, self.key = request, person, key

    def clean(self) -> dict[str, Any]:
        """Set the phone up, once nothing else is wrong."""
        if not self.errors:
            try:
                self.phone, self.codes = second_factor.set_up(
                    self.person, self.key, self.cleaned_data["code"]
                )
            except second_factor.WrongCode:
                self.add_error("code", _("This code is not right. Is the clock of the phone set by itself?"))
        return self.cleaned_data


class OtherPhoneForm(OwnPasswordForm, PhoneForm):
    """Another phone in place of the first: asks for the password too."""

    field_order = ["code", "password"]

    def __init__(self, request: HttpRequest, person: User, key: str, *args: Any, **kwargs: Any) -> None:
        PhoneForm.__init__(self, request, person, key, *args, **kwargs)


class NewPasswordForm(SetPasswordForm):
    """A new password, twice."""


class OtherPasswordForm(OwnPasswordForm, SetPasswordForm):
    """Another password in place of one's own."""

    field_order = ["password", "new_password1", "new_password2"]
    password = forms.CharField(
        label=gettext_lazy("Your password until now"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, request: HttpRequest, person: User, *args: Any, **kwargs: Any) -> None:
        SetPasswordForm.__init__(self, person, *args, **kwargs)
        self.request, self.person = request, person


class ForgottenForm(forms.Form):
    """The address a link to a new password is to go to."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


def _zones() -> list[tuple[str, str]]:
    newsroom = _("The newsroom's (%(zone)s)") % {"zone": settings.TIME_ZONE}
    return [("", newsroom), *((name, name.replace("_", " ")) for name in sorted(available_timezones()))]


class OwnWayForm(forms.ModelForm):
    """The language and the time zone in which one works."""

    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_zones, required=False)

    class Meta:
        model = User
        fields = ["language", "time_zone"]
