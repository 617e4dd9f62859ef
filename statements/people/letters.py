"""Mail to a person about their own account, after the transaction and beside the request.

Nobody waits for the mail server, and nobody learns from the answer or its time whether a mail went out: a
server that refuses or hangs is written to the log.
"""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from statements import speakers
from statements.models import User
from statements.outbox.waiting import is_mail_set_up

from .links import INVITATION, NEW_PASSWORD, Link
from .record import Deed

log = logging.getLogger(__name__)


def invite(person: User) -> None:
    """The first link, to somebody who has no password yet."""
    _send(person, "invitation", link=address(INVITATION, person))


def offer_new_password(person: User) -> None:
    """The link for somebody who forgot theirs."""
    _send(person, "new_password", link=address(NEW_PASSWORD, person))


def tell(person: User, deed: Deed) -> None:
    """Word of a change of how this person comes in, so that they notice one they did not make."""
    _send(person, "change", deed=deed.label)


def address(link: Link, person: User) -> str:
    """The link as it is mailed or handed over: at the newsroom's own address, whatever host was asked."""
    return f"{settings.SITE_URL}{link.path(person)}"


def can_be_sent_to(person: User) -> bool:
    """Whether mail is set up and the person has an address."""
    return is_mail_set_up() and bool(person.email)


def _send(person: User, letter: str, **words: Any) -> None:
    if not can_be_sent_to(person):
        return
    words |= {
        "name": person.called,
        "username": person.get_username(),
        "newsroom": speakers.newsroom_name(),
        "desk": settings.SITE_URL + reverse("admin:index"),
    }
    delivery = Thread(target=_deliver, args=(letter, words, person.language, person.email))
    transaction.on_commit(delivery.start)


def _deliver(letter: str, words: dict[str, Any], language: str, to: str) -> None:
    with translation.override(language):
        subject, _, text = (
            render_to_string(f"desk/people/letters/{letter}.txt", words).strip().partition("\n")
        )
        mail = EmailMessage(subject, text.lstrip("\n") + "\n", settings.DEFAULT_FROM_EMAIL, [to])
    try:
        mail.send()
    except OSError:  # whatever the network or the server says; smtplib's own errors are of this kind too
        log.exception("mail %r not sent", letter)
