"""Where a language version is begun at the desk: one button for each language, one draft for each."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from statements import verbs, versions
from statements.models import Statement, User

from .alongside import panel
from .routes import below

__all__ = ["addresses", "begin_view", "panel"]


def addresses(desk: ModelAdmin) -> list[URLPattern]:
    """The one address to which every such button posts."""
    return [below(desk, "versions/begin/", begin_view, "begin_version", posts_only=True)]


def begin_view(desk: ModelAdmin, request: HttpRequest, statement: Statement, person: User) -> HttpResponse:
    """Begin the version and lead to it; where it was begun before, lead there; else say why not."""
    language = request.POST.get("language", "")
    if language not in dict(settings.CONTENT_LANGUAGES):
        raise Http404
    try:
        version = verbs.begin_version(statement, by=person, language=language)
        messages.success(
            request, _("The version is begun. Its text is still empty: the original stands beside it.")
        )
    except verbs.Refused as refused:
        visible = Statement.objects.visible_to(person).values("pk")
        begun = versions.family(statement).filter(language=language, pk__in=visible).first()
        words = [_("This version was begun before. Here it is.")] if begun else refused.sentences
        messages.warning(request, " ".join(words))
        version = begun or statement
    return HttpResponseRedirect(reverse("admin:statements_statement_change", args=[version.pk]))
