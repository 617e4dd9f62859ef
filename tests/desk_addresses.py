"""Every address of the desk, as the URL configuration itself has it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, get_resolver


def desk_patterns() -> list[tuple[str, URLPattern]]:
    """The desk's patterns, each with the whole of it as text."""
    admin = next(r for r in get_resolver().url_patterns if getattr(r, "app_name", "") == "admin")
    assert isinstance(admin, URLResolver)
    return _within(admin, "")


def _within(resolver: URLResolver, above: str) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in resolver.url_patterns:
        path = above + str(entry.pattern)
        found += _within(entry, path) if isinstance(entry, URLResolver) else [(path, entry)]
    return found
