"""All addresses below statements at the desk, save those of the form and of the verbs."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.urls import URLPattern

from . import (
    as_typed,
    claim_desk,
    history_desk,
    legacy_font,
    partner_desk,
    prepared,
    preview_desk,
    review_desk,
    unsaved_desk,
    version_desk,
)
from .calendar import view as planning
from .lists import view as lists
from .send_desk import send_addresses

ROOMS = (
    review_desk,
    claim_desk,
    history_desk,
    unsaved_desk,
    version_desk,
    lists,
    planning,
    as_typed,
    preview_desk,
    legacy_font,
    prepared,
    partner_desk,
)


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The addresses of every room, each open to those for whom the statement exists."""
    return [address for room in ROOMS for address in [*room.addresses(desk)]] + send_addresses(desk)
