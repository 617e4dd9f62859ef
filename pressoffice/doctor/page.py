"""The doctor at the desk, for administrators: the same findings as `manage.py doctor` prints."""

from __future__ import annotations

from collections import Counter

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.models import User

from .examining import examine
from .finding import Light
from .outgoing import send_a_test


def doctor(request: HttpRequest) -> HttpResponse:
    """Everything looked at now, the most pressing first; a button sends the person a test mail."""
    person = request.user
    if not isinstance(person, User) or not person.is_administrator:
        raise PermissionDenied
    tested = send_a_test(person.email) if request.method == "POST" and person.email else None
    findings = sorted(examine(timezone.now()), key=lambda one: -one.light.rank)
    counts = Counter(one.light for one in findings)
    context = {
        **admin.site.each_context(request),
        "title": _("How the newsroom stands"),
        "findings": [*([tested] if tested else []), *findings],
        "counts": [(light, counts[light]) for light in reversed(Light) if counts[light]],
        "address": person.email,
    }
    return render(request, "admin/doctor.html", context)
