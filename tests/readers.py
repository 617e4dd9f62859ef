"""Readers of the newsroom in tests, who see words, rows and links; and what is older than the newsroom."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import time_machine
from django.test import Client
from lxml import html

from statements import verbs
from statements.models import Statement, User
from tests.cast import Clock, Newsroom, words


def history(newsroom: Newsroom, issued_on: date, headline: str, **fields: Any) -> Statement:
    """A statement of long ago, put on the record as an import does."""
    return verbs.file_as_history(
        by=newsroom.cast.administrator,
        body=newsroom.cast.council,
        topics=fields.pop("topics", ()),
        content=words(headline=headline, **fields),
        issued_on=issued_on,
        import_name="the old site",
        clock=newsroom.clock,
    )


def get(path: str, clock: Clock, method: str = "get", user: User | None = None, **asked: Any) -> Any:
    """What the newsroom answers a visitor or a user at the clock's time; `asked` is as in the test client."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if user:
        client.force_login(user)
    with time_machine.travel(clock.now, tick=False):
        return getattr(client, method)(path, **asked)


def find(response: Any, path: str) -> list[Any]:
    """The elements, or texts, at this XPath of a page."""
    found: Any = html.fromstring(response.content).xpath(path)
    return list(found)


def seen(response: Any) -> str:
    """The words of a page in one line, without its markup."""
    return re.sub(r"\s+", " ", " ".join(find(response, "//body//text()"))).strip()


def rows(response: Any, within: str = "row") -> list[str]:
    """The headlines on a page, or those within the elements of a class, from the top."""
    return [" ".join(h3.text_content().split()) for h3 in _inside(response, within, "h3")]


def links(response: Any, within: str) -> dict[str, str]:
    """The links inside the elements of this class, by their words."""
    return {" ".join(a.text_content().split()): a.get("href") for a in _inside(response, within, "a")}


def _inside(response: Any, of_class: str, element: str) -> list[Any]:
    return find(response, f"//*[contains(concat(' ', @class, ' '), ' {of_class} ')]//{element}")
