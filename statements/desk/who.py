"""Who sits at the desk."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from statements.models import User


def person_of(request: HttpRequest) -> User:
    """The person a page of the desk is made for; raises PermissionDenied for anybody who is not logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
