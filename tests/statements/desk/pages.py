"""What a person reads on the desk's pages about the past of a statement."""

from __future__ import annotations

from typing import Any

from lxml import html

from statements.models import Statement


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
