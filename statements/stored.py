"""Pages that are stored as they were written, under everything that was read for them.

The address of a page leads to what was found of it and to its name, for the stretch of time in which nothing
public changes; whoever asks looks whether the database still says the former, and finds its words by the
latter, made of every value that was read. So a page of which nothing has changed costs a look at what
it shows; after a change elsewhere its rows are read again, and its words are still the same. Nothing can be
old: the request has just read the epoch, and what ends or begins by itself ends the stretch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.urls import get_script_prefix

from . import maintenance
from .freshness import held
from .renderings import digest, stored_text
from .speakers import newsroom_name, newsroom_of

ReadT = TypeVar("ReadT")


def stored(
    request: HttpRequest,
    at: datetime,
    now: Callable[[], list[Any]],
    read: Callable[[], ReadT],
    found: Callable[[ReadT], list[Any]],
    told: Callable[[ReadT], Iterable[object]],
    write: Callable[[ReadT], str],
) -> str:
    """The words of this request's page at `at`.

    `now` asks the database for what the page is about, `read` reads that and all the rest, and `found` gives
    of that what `now` would. `told` are the values of what was read that the page can show; `write` writes it
    from them and the request's address. What is asked for with a query string is written anew: there is no
    end of these.
    """
    if request.GET:
        return write(read())
    once = cache(read)
    here = (request.build_absolute_uri(), get_script_prefix(), maintenance.is_on() and maintenance.words())

    def named() -> tuple[list[Any], str]:
        return found(once()), digest(list(told(once())))

    before, name = held(request, at, here, named)
    if once.cache_info().currsize == 0 and before != now():
        _found, name = named()
    return stored_text((here, name), lambda: write(once()))


def around(request: HttpRequest) -> list[Any]:
    """What a page shows of the newsroom, whatever else it shows."""
    newsroom = newsroom_of(request)
    return [newsroom_name(newsroom), newsroom.tagline]


def values(rows: Iterable[Any]) -> list[Any]:
    """All that was read of these rows, and of those that were read with them."""
    seen: set[int] = set()
    return [_values(row, seen) for row in rows]


def _values(row: Any, seen: set[int]) -> Any:
    """The columns of a row and of what hangs on it; another value as it is."""
    if not isinstance(row, Model):
        return row
    if id(row) in seen:
        return row.pk
    seen.add(id(row))
    own = [(name, _values(value, seen)) for name, value in vars(row).items() if name[0] != "_"]
    beside = [_values(one, seen) for one in row._state.fields_cache.values()]
    among = vars(row).get("_prefetched_objects_cache", {})
    return own, beside, [_values(one, seen) for rows in among.values() for one in rows]
