"""A visitor at the desk's door: a phone that shows codes as RFC 6238 says, links in letters, the ways in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import time_machine
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from statements.models import User

PASSWORD = "gauze mill nine weeks"
NEW_PASSWORD = "lamp oil for the long night"
TYPED = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
FIRST_PHONE = "/admin/second-step/phone/"
SECOND_STEP = "/admin/second-step/"
SECRET = re.compile(r'<code class="secret">([A-Z2-7 ]+)</code>')
CODE = re.compile(r"<code>(\d-[a-z0-9]{5}-[a-z0-9]{5})</code>")


@dataclass
class Phone:
    """What an app of one-time codes does with the secret it was given."""

    secret: str

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many steps of thirty seconds away."""
        counter = struct.pack(">Q", int(time.time()) // 30 + steps)
        digest = hmac.new(base64.b32decode(self.secret.replace(" ", "")), counter, hashlib.sha1).digest()
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def with_password(person: User, password: str = PASSWORD) -> User:
    """The person, with a password."""
    person.set_password(password)
    person.save()
    return person


def log_in(client: Client, person: User | str, password: str = PASSWORD, **asked: Any) -> HttpResponse:
    """Type name and password."""
    name = person if isinstance(person, str) else person.username
    typed = {"username": name, "password": password, "next": asked.pop("next", "/admin/")}
    return client.post("/admin/login/", typed, **asked)  # type: ignore[return-value]


def set_up_phone(client: Client, person: User) -> tuple[Phone, list[str]]:
    """Come in for the first time: the phone, and the recovery codes."""
    log_in(client, person)
    page = client.get(FIRST_PHONE).content.decode()
    phone = Phone(SECRET.findall(page)[0])
    # A minute ago, with the clock held: the code of now is unused, whichever half minute begins meanwhile.
    with time_machine.travel(time.time() - 60, tick=False):
        codes = CODE.findall(client.post(FIRST_PHONE, {"code": phone.code()}).content.decode())
    return phone, codes


def is_in(client: Client) -> bool:
    """Whether the desk's front page opens."""
    return client.get("/admin/").status_code == 200


def link_in(letter: EmailMessage) -> str:
    """The path of the link in a letter; it leads to the newsroom's own host."""
    address = re.findall(r"https?://\S+", str(letter.body))[0]
    assert address.startswith("https://newsroom.example/admin/")
    path: str = urlsplit(address).path
    return path


def choose(client: Client, link: str, typed: dict[str, str] | None = None) -> Any:
    """Follow a link and type a new password."""
    form = client.get(link, follow=True)
    if not form.context["validlink"]:
        return form
    return client.post(form.request["PATH_INFO"], typed or TYPED)


def works(link: str) -> bool:
    """Whether a link leads to the form."""
    return bool(Client().get(link, follow=True).context["validlink"])
