"""The newsroom of a drill: people and texts, made by the real verbs; web servers; a session at the desk."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.models import Statement, User
from statements.people.sessions import SessionStore
from tests.cast import Newsroom, make_cast

from .asking import Client
from .environment import free_ports
from .processes import Running, wait_for


@dataclass
class Press:
    """What is ready to be published, and the people who may."""

    newsroom: Newsroom
    ready: list[Statement]

    @property
    def publisher(self) -> User:
        """Who publishes."""
        return self.newsroom.cast.publisher


def filled(ready: int) -> Press:
    """Make the tables, the people, and so many approved texts, `Drill number 1` and so on."""
    call_command("migrate", verbosity=0)
    newsroom = Newsroom(make_cast(), timezone.now)
    for person in User.objects.exclude(username="Import"):
        person.email = f"{person.username}@newsroom.example"
        person.save()
    return Press(newsroom, [newsroom.approved(headline=headline(one)) for one in range(1, ready + 1)])


def headline(number: int) -> str:
    """What a text of a drill is called."""
    return f"Drill number {number}"


def web_servers(running: Running, number: int, **env: str) -> list[int]:
    """Start so many web servers, each as on a host of its own; their ports, once all are ready."""
    ports = free_ports(number)
    for port in ports:
        running.manage(f"web-{port}", "serve", BIND=f"127.0.0.1:{port}", **env)
    for port in ports:
        wait_for(f"the web server at {port}", partial(is_ready, port), 120)
    return ports


def is_ready(port: int) -> bool:
    """Whether a web server can serve."""
    return Client(port).get("/readyz").status == 200


def session_of(person: User) -> dict[str, str]:
    """Cookies with which a browser of this person comes in, the second factor shown."""
    phone = TOTPDevice.objects.create(user=person, confirmed=True)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = phone.persistent_id
    session.create()
    token = secrets.token_hex(16)
    return {settings.SESSION_COOKIE_NAME: str(session.session_key), settings.CSRF_COOKIE_NAME: token}


def press_publish(client: Client, statement: Statement) -> int:
    """Press the desk's button; the status of its answer: 302 says that it is done."""
    form = {"lock_version": str(statement.lock_version), "public_from": ""}
    return client.post(f"/admin/statements/statement/{statement.pk}/verb/publish/", form).status
