"""The desk as a whole: Django's admin, its front page and its door."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from statements import clock_watch, outbox
from statements.models import User
from statements.people import door, urls
from statements.people.trial import SIDE_DOOR, is_trial
from statements.workflow import Role

from . import front
from .house_line import backup_line
from .navigation import places
from .quiet_times import banners

# The people of the demo newsroom whom a visitor may enter as, to try four eyes in one browser.
TRIAL_PEOPLE = ("drafter", "reviewer", "publisher")


class DeskSite(AdminSite):
    """The desk."""

    site_title = gettext_lazy("Press desk")
    site_header = gettext_lazy("Press desk")
    index_title = gettext_lazy("Desk")
    site_url = "/"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[URLPattern] = []  # of apps above this one, which add theirs

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The admin's addresses, the door's and the side door; its way out to any object's page is closed.

        That one asks nobody's rights: it would tell the headline, in the address, of what is not public yet.
        """
        stock = [address for address in super().get_urls() if getattr(address, "name", "") != "view_on_site"]
        side_door = path("enter/<str:username>/", door.of_the_door(require_POST(enter)), name="enter")
        return [side_door, *urls.of(self), *self.pages, *stock]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the desk knows."""
        context = super().each_context(request)
        apps = context["available_apps"]
        navigation = SimpleLazyObject(lambda: places(request, apps))
        return {
            **context,
            "is_trial": is_trial(request),
            "navigation": navigation,
            "quiet_periods": banners(),
            "clock_warning": clock_watch.warning(),
        }

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The login page; in a trial on one's own machine it offers the demo's people."""
        people = User.objects.filter(username__in=TRIAL_PEOPLE, is_active=True) if is_trial(request) else []
        order = {name: place for place, name in enumerate(TRIAL_PEOPLE)}
        people = sorted(people, key=lambda person: order[person.username])
        context = {"trial_people": people, "session_has_ended": door.session_has_ended(request)}
        return door.with_honest_status(super().login(request, {**context, **(extra_context or {})}))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The front page; somebody without a membership is shown how to begin."""
        user = request.user
        if not isinstance(user, User):
            return super().index(request, extra_context)
        at, roles = timezone.now(), {role for _body, role in user.held_roles}
        context = {
            "shows_first_steps": user.is_administrator and not roles,
            "columns": front.columns(user, at),
            "is_member": bool(roles),
            "may_write": Role.DRAFTER in roles,
            "mail_is_set_up": outbox.is_mail_set_up(),
            "backup_line": backup_line(at) if user.is_administrator else "",
        }
        return super().index(request, {**context, **(extra_context or {})})


def enter(request: HttpRequest, username: str) -> HttpResponse:
    """Log in as one of the demo's people, in a trial only; anywhere else there is no such page."""
    if not is_trial(request) or username not in TRIAL_PEOPLE:
        raise Http404
    person = get_object_or_404(User, username=username, is_active=True)
    login(request, person, backend=door.BACKEND)
    request.session[SIDE_DOOR] = True
    messages.success(request, _("You are now %(name)s.") % {"name": person.called})
    return HttpResponseRedirect(reverse("admin:index"))
