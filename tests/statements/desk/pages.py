"""What a person reads on the desk's pages about the past of a statement."""

from __future__ import annotations

from typing import Any

from lxml import html

from statements import verbs
from statements.models import Statement
from tests.cast import Newsroom


def address(statement: Statement, rest: str) -> str:
    """An address below that of a statement at the desk."""
    return f"/admin/statements/statement/{statement.pk}/{rest}"


def parsed(response: Any) -> Any:
    """A page as a tree."""
    return html.fromstring(response.content.decode())


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
