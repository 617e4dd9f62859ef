"""Where the desk shows a text as others will see it before it is public: what is typed, and to outsiders."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.urls import URLPattern

from statements.models import Statement, User
from statements.outsiders.links import may_show

from . import as_typed, preview_desk


def outside_addresses(desk: ModelAdmin) -> list[URLPattern]:
    """All of these addresses."""
    return [*as_typed.addresses(desk), *preview_desk.addresses(desk)]


def outside_panel(statement: Statement, person: User) -> dict[str, Any]:
    """What the form of a statement shows of it."""
    return {"may_show": may_show(person, statement)}
