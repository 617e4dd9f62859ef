"""Measures a set of pages on the database of its environment; prints JSON. Run by `bench.desk`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any

import django

from .opening import spent

TIMES = 10
AFTER_A_CHANGE = ", after a change"
UNDER_THE_EPOCH = ("held", "searches", "etags")  # the caches of what a change of anything public ends
REVIEWER = "cv-reviewer-1"  # of the body above all others
FEW = "cvl-reviewer-1"  # of the body that speaks least: one statement in a hundred is theirs


Page = tuple[str, str, str]  # its name, its address in this archive, who opens it: nobody is a reader


def of_desk() -> Iterator[Page]:
    """The desk's pages."""
    from statements.desk.lists.pages import Key
    from statements.models import Statement

    listed = "/admin/statements/statement/"
    middle = Statement.objects.order_by("-changed_at", "-pk")[Statement.objects.count() // 2]
    draft = Statement.objects.filter(state="draft").first()
    waiting = Statement.objects.filter(state="in_review").first()
    yield "desk: what waits", "/admin/", REVIEWER
    yield "desk, of a drafter", "/admin/", "cv-drafter-1"
    yield "list", listed, REVIEWER
    yield "list, from the middle", f"{listed}?older={Key.of(middle)}", REVIEWER
    yield "list, of the smallest body", listed, FEW
    yield "list, drafts", f"{listed}?state=draft", REVIEWER
    yield "list, of a kind", f"{listed}?kind=resolution", REVIEWER
    yield "list, of a kind nobody wrote", f"{listed}?kind=not_ours", REVIEWER
    yield "list, by topic and body", f"{listed}?topic=wages&body=CVF", REVIEWER
    yield "list, rare topic", f"{listed}?topic=night-work", REVIEWER
    yield "list, words", f"{listed}?q=unpaid+wages", REVIEWER
    yield "list, words found nowhere", f"{listed}?q=nowhere", REVIEWER
    yield "calendar", f"{listed}calendar/", REVIEWER
    if draft and waiting:
        yield "form", f"{listed}{draft.pk}/change/", REVIEWER
        yield "review", f"{listed}{waiting.pk}/review/", REVIEWER


def of_demands() -> Iterator[Page]:
    """Readers' pages of demands, and the archive beside whose list demands stand to choose."""
    listed = "/demands/"
    yield "demands", listed, ""
    for chosen in ("status=partial", "addressee=office-1", "campaign=campaign-1", "topic=wages", "overdue=1"):
        yield f"demands, {chosen}", f"{listed}?{chosen}", ""
    yield "demands, second portion", f"{listed}?page=2", ""
    yield "a demand", "/demands/demand-1/", ""
    for name, suffix in (("a feed", "atom"), ("JSON", "json"), ("a table", "csv")):
        yield f"a demand as {name}", f"/demands/demand-1.{suffix}", ""
    yield "a campaign", "/campaigns/campaign-1/", ""
    yield "an addressee", "/addressees/office-1/", ""
    yield "the archive", "/statements/", ""
    yield "the archive, of a demand", "/statements/?demand=demand-1", ""


def of_readers() -> Iterator[Page]:
    """What readers open most, made anew: warm, and as the first after a change elsewhere."""
    from django.utils import timezone

    from statements.models import Edition, Topic

    newest = Edition.objects.public(timezone.now()).select_related("statement").order_by("-issued_at")[20]
    topic = Topic.objects.order_by("pk")[0]
    pages = {
        "statement": newest.get_absolute_url(),
        "list": "/statements/",
        "by topic": topic.get_absolute_url(),
        "feed": "/statements/feed.atom",
        "front page": "/",
    }
    for name, address in pages.items():
        yield name, address, ""
        yield f"{name}{AFTER_A_CHANGE}", address, ""


SETS: dict[str, Callable[[], Iterator[Page]]] = {
    "desk": of_desk,
    "demands": of_demands,
    "readers": of_readers,
}


def measure(pages: Iterator[Page]) -> dict[str, dict[str, float]]:
    """Queries, milliseconds of processor time and bytes of each page.

    Of the fastest: other work can only slow one down. The time is that of this process and of its database
    server's; of one that stands on another machine it is not known.
    """
    from django.db import connection
    from django.test import Client

    from statements.models import User

    client, found = Client(), {}
    for name, address, who in pages:
        if who:
            client.force_login(User.objects.get(username=who))
        ended = UNDER_THE_EPOCH if name.endswith(AFTER_A_CHANGE) else ()
        asked: list[str] = []
        client.get(address)  # what is asked once after each change is asked
        _end(ended)
        with connection.execute_wrapper(_counting(asked)):
            answer = client.get(address)
        if answer.status_code != 200:
            raise ValueError(f"{answer.status_code} {address}")
        took = [_milliseconds(client, address, ended) for _ in range(TIMES)]
        found[name] = {"queries": len(asked), "ms": min(took), "bytes": len(answer.content)}
    return found


def _counting(asked: list[str]) -> Callable[..., Any]:
    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count


def _milliseconds(client: object, address: str, ended: Collection[str]) -> float:
    _end(ended)
    began = spent()
    client.get(address)  # type: ignore[attr-defined]
    return (spent() - began) / 1_000_000


def _end(names: Collection[str]) -> None:
    """Forget what these caches hold."""
    from django.core.cache import caches

    for name in names:
        caches[name].clear()


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(SETS[sys.argv[1]]())))  # noqa: T201
