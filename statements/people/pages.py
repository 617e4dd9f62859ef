"""What pages about people share: who stands at the door, where they were going, how it is rendered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from statements.models import User


def at_the_door(request: HttpRequest) -> User | None:
    """The person whose password was right and whose second factor is still owed."""
    person = getattr(request, "at_the_door", None)
    return person if isinstance(person, User) else None


def way_on(request: HttpRequest) -> str:
    """The page of ours the person was going to; the desk's front page where none is named."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def page(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk."""
    context |= {**admin.site.each_context(request), "title": title, "subtitle": None, "next": way_on(request)}
    return render(request, f"desk/people/{template}.html", context, status=status)
