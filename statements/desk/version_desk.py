"""Where a language version is begun at the desk: one button for each language, one draft for each."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import verbs, versions
from statements.models import Statement, User

from .alongside import panel
from .routes import below

__all__ = ["BehindFilter", "addresses", "begin_view", "panel"]


class BehindFilter(admin.SimpleListFilter):
    """Those language versions that are behind their original."""

    title = gettext_lazy("Language versions")
    parameter_name = "behind"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """One choice beside all."""
        return [("yes", _("behind the original"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Statement]) -> QuerySet[Statement]:
        """The list as it is asked for."""
        return queryset.filter(versions.is_behind(timezone.now())) if self.value() == "yes" else queryset


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
