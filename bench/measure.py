"""Measures the desk's pages on the database of its environment; prints JSON. Run by `bench.desk`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import django

TIMES = 10
REVIEWER = "cv-reviewer-1"  # of the body above all others
FEW = "cvl-reviewer-1"  # of the body that speaks least: one statement in a hundred is theirs


def pages() -> Iterator[tuple[str, str, str]]:
    """The pages by name, each with its address in this archive and who opens it."""
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


def measure() -> dict[str, dict[str, float]]:
    """Queries, milliseconds (of the fastest: other work can only slow one down) and bytes of each page."""
    from django.db import connection
    from django.test import Client

    from statements.models import User

    client, found = Client(), {}
    for name, address, who in pages():
        client.force_login(User.objects.get(username=who))
        asked: list[str] = []
        with connection.execute_wrapper(_counting(asked)):
            answer = client.get(address)
        if answer.status_code != 200:
            raise ValueError(f"{answer.status_code} {address}")
        spent = [_milliseconds(client, address) for _ in range(TIMES)]
        found[name] = {"queries": len(asked), "ms": min(spent), "bytes": len(answer.content)}
    return found


def _counting(asked: list[str]) -> Callable[..., Any]:
    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    return count


def _milliseconds(client: object, address: str) -> float:
    began = perf_counter()
    client.get(address)  # type: ignore[attr-defined]
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))  # noqa: T201
