"""The trial on one's own machine, whose side door needs neither password nor second factor."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

SIDE_DOOR = "came_by_the_side_door"


def is_trial(request: HttpRequest) -> bool:
    """Whether one person tries the newsroom on their own machine: `make run`, and over loopback only."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    host, _colon, _port = request.META.get("HTTP_HOST", "").rpartition(":")
    return settings.TRY_OUT and address.is_loopback and host in settings.LOOPBACK_HOSTS


def came_by_the_side_door(request: HttpRequest) -> bool:
    """Whether this session began at the side door; it counts for nothing outside a trial."""
    return is_trial(request) and bool(request.session.get(SIDE_DOOR))
