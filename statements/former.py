"""Former addresses: the path under which one is kept, and the paths under which a request looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from .models import Address

_ROOM = int(getattr(Address._meta.get_field("path"), "max_length", 0))
_MOST_PARAMETERS = 10  # of a query string that are looked for one by one


def path_of(address: str) -> str:
    """The path and query string of an address, as it is kept: readable signs, no host, no fragment.

    Empty for what no request can ask for: too long, with signs no address has, or nothing but the front page.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = unquote(parts.path)
    if not path.startswith("/") and not parts.scheme:
        path = f"/{path}"  # as Drupal writes its own
    path = path or "/"
    kept = f"{path}?{parts.query}" if parts.query else path
    is_path = kept.startswith("/") and kept != "/" and kept.isprintable() and "\ufffd" not in kept
    return kept if is_path and len(kept) <= _ROOM else ""


def asked_for(path: str, query: str) -> list[str]:
    """The kept paths a request may mean, the most exact first.

    With its query string, with one parameter of it (others are often added on the way), and without; each
    with and without a slash at the end.
    """
    return list(dict.fromkeys(one for one in _asked_for(path, query) if "\x00" not in one))


def _asked_for(path: str, query: str) -> Iterator[str]:
    other = path.rstrip("/") or "/" if path.endswith("/") else f"{path}/"
    for one in (path, other):
        if query:
            yield f"{one}?{query}"
            yield from (f"{one}?{parameter}" for parameter in query.split("&")[:_MOST_PARAMETERS])
    yield from (path, other)
