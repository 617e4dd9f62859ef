"""What a person reads and sends on the desk's pages about one statement."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html

from statements import verbs
from statements.models import Statement, User
from tests.cast import Newsroom


def address(statement: Statement, rest: str) -> str:
    """An address below that of a statement at the desk."""
    return f"/admin/statements/statement/{statement.pk}/{rest}"


def parsed(response: Any) -> Any:
    """A page as a tree."""
    return html.fromstring(response.content.decode())


def save_opened(client: Client, where: str, form: dict[str, Any], **asked: Any) -> Any:
    """What a browser sends from a form of the office that it has just opened."""
    shown = parsed(client.get(where)).xpath("//input[@name='as_opened']/@value")
    return client.post(where, {**form, "as_opened": shown[0]}, **asked)


def seen(response: Any) -> str:
    """The words of a page, in one line."""
    return " ".join(parsed(response).text_content().split())


def marked(response: Any, element: str) -> list[str]:
    """The words of a page inside `ins` or `del`, without what is there for the ear."""
    page = parsed(response)
    for spoken in page.xpath("//*[@class='mark-word']"):
        spoken.drop_tree()
    return [" ".join(found.text_content().split()) for found in page.xpath(f"//{element}")]


def changes(response: Any) -> tuple[list[str], list[str]]:
    """What a page shows as deleted, and as inserted."""
    return marked(response, "del"), marked(response, "ins")


def saved_thrice(newsroom: Newsroom) -> Statement:
    """A draft begun and saved twice: first another headline, then another text."""
    drafter, clock = newsroom.cast.drafter, newsroom.clock
    draft = newsroom.draft(headline="Wages are due", body="<p>On Monday 1,046 people marched.</p>")
    draft = verbs.save(draft, by=drafter, content={"headline": "Wages are overdue"}, clock=clock)
    body = "<p>On Monday 1,019 people marched.</p><p>We were there.</p>"
    return verbs.save(draft, by=drafter, content={"body": body}, clock=clock)


def review(client: Client, statement: Statement, who: User) -> Any:
    """The review page as somebody sees it."""
    client.force_login(who)
    return client.get(address(statement, "review/"))


def post(client: Client, statement: Statement, verb: str, **typed: Any) -> Any:
    """What a button of the page sends, from the statement and the revision the page showed."""
    shown = {"lock_version": statement.lock_version, "seen": statement.revision.number}
    return client.post(address(statement, f"verb/{verb}/"), {**shown, **typed})


def offered(answer: Any) -> set[str]:
    """The verbs whose forms stand on a page."""
    actions = parsed(answer).xpath("//form/@action")
    return {verb for verb in ("approve", "agree", "send_back") if any(f"/verb/{verb}/" in a for a in actions)}


def saved(statement: Statement, by: User, headline: str) -> Statement:
    return verbs.save(statement, by=by, content={"headline": headline})
