"""Where the desk shows a text as others will see it before it is public: what is typed, and to outsiders."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.urls import URLPattern

from . import as_typed, preview_desk


def outside_addresses(desk: ModelAdmin) -> list[URLPattern]:
    """All of these addresses."""
    return [*as_typed.addresses(desk), *preview_desk.addresses(desk)]
