"""What programs ask a site for at fixed addresses: robots.txt, security.txt, how to search here."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.public import public_file
from statements.speakers import newsroom_name, newsroom_of

PLAIN = "text/plain; charset=utf-8"
SHORT_NAME = 16  # characters that OpenSearch allows


@public_file
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines find everything (RFC 9309); the desk is not for them."""
    maps = (request.build_absolute_uri(reverse(name)) for name in ("sitemap", "news_sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", "", *(f"Sitemap: {one}" for one in maps)]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@public_file
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116): as set on the server, else the press office's own address."""
    contact = settings.SECURITY_CONTACT or _mail_of_the_newsroom(request)
    if not contact:
        raise Http404
    lines = [
        f"Contact: {contact}",
        f"Expires: {_expires(timezone.localtime()).isoformat()}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(reverse('security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@public_file
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches here (OpenSearch 1.1)."""
    name = newsroom_name(newsroom_of(request))
    context = {
        "short_name": name if len(name) <= SHORT_NAME else _("Statements")[:SHORT_NAME],
        "description": _("Search the statements of %(newsroom)s") % {"newsroom": name},
        "page": request.build_absolute_uri(reverse("archive")),
        "feed": request.build_absolute_uri(reverse("feed")),
    }
    media = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "pressoffice/opensearch.xml", context, content_type=media)


def _mail_of_the_newsroom(request: HttpRequest) -> str:
    contact = newsroom_of(request).public_contact
    return f"mailto:{contact.email}" if contact and contact.email else ""


def _expires(now: datetime) -> datetime:
    """The first of the month half a year on: nearer than a year, and the same for a whole month."""
    months = now.month + 6
    year, month = now.year + (months - 1) // 12, (months - 1) % 12 + 1
    return now.replace(year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0)
