"""Where a request comes from: its network address, and whether its browser is known to an account."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

KNOWN_BROWSER = "known_browser"
KNOWN_FOR = timedelta(days=90)
PEOPLE_OF_A_BROWSER = 10


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks, as far as servers we trust vouch for it.

    What the asker writes into X-Forwarded-For themselves counts for nothing: it is read from its end, and
    only past the proxies that the setting `TRUSTED_PROXIES` names. Of an IPv6 address its network.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    nearest = request.META.get("REMOTE_ADDR", "")
    for hop in reversed(forwarded):
        if nearest not in settings.TRUSTED_PROXIES or not _is_address(hop.strip()):
            break
        nearest = hop.strip()
    return _network(nearest)


def account_key(username: str) -> str:
    """A name as typed, in a form that tells nothing: people type passwords where names belong."""
    name = username.strip().casefold()
    return salted_hmac("statements.people.account", name, algorithm="sha256").hexdigest()


def place_of(request: HttpRequest, account: str) -> str:
    """The browser where the account is at home, else the address; `account` is an account's key."""
    browser, accounts = _known(request)
    return browser if account in accounts else hashlib.sha256(address_of(request).encode()).hexdigest()


def is_known(request: HttpRequest, account: str) -> bool:
    """Whether the account has come in from this browser before; `account` is its key."""
    return account in _known(request)[1]


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Let this browser be known to the account, by a cookie that only the desk sees."""
    account = account_key(username)
    if is_known(request, account):
        return
    browser, accounts = _known(request)
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps(
            [browser or secrets.token_hex(32), [*accounts, account][-PEOPLE_OF_A_BROWSER:]],
            salt=KNOWN_BROWSER,
        ),
        max_age=KNOWN_FOR,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        browser, accounts = signing.loads(
            request.COOKIES.get(KNOWN_BROWSER, ""), salt=KNOWN_BROWSER, max_age=KNOWN_FOR
        )
    except signing.BadSignature:
        return "", []
    return browser, accounts


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _network(address: str) -> str:
    if not _is_address(address) or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False))
