"""The public pages of campaigns, demands, causes, addressees and calls to action: approved words only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from statements.formats.said import shared
from statements.lists import listed
from statements.public import public_file, public_page

from . import demand_list
from .demand_list import DemandList
from .ical import TYPE, dated, ical
from .models import Addressee, CallToAction, Campaign, Cause, Demand
from .models.demands import DemandQuerySet
from .one_demand import around, found
from .portions import A_PORTION, portion
from .said import editions_on, within
from .standing import counts, followed, telling
from .timeline import timeline


@public_page
def demands(request: HttpRequest) -> HttpResponse:
    """All demands that fit the query string, with how many of them stand how."""
    asked = DemandList(request.GET, timezone.now())
    page, counted = asked.page(), asked.counts()
    context = {
        "asked": asked,
        "page": page,
        "rows": demand_list.rows(page.things, asked.at),
        "counts": counted,
        "ways": asked.ways(counted),
        "query": asked.query(),
    }
    return render(request, "campaigns/demands.html", context)


@public_page
def demand(request: HttpRequest, slug: str) -> HttpResponse:
    """A demand: its wording, where it stands and by what evidence, its points, its statements."""
    at = timezone.now()
    one = found(slug, at)
    points: DemandQuerySet = Demand.objects.public(at).filter(parent=one)
    context = {
        "subject": one,
        "one": demand_list.rows([one], at)[0],
        **around(one, at),
        "counts": counts(points, at),
        "points": followed(points.order_by("pk")[:A_PORTION], at),
        "timeline": timeline(one, at),
        **listed(request.GET, editions_on([one.pk], at), at),
    }
    return render(request, "campaigns/demand.html", context)


@public_page
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign readers know, those that go on first."""
    known = Campaign.objects.public(timezone.now())
    open_first, newest_first = F("closed_at").desc(nulls_first=True), F("begins_on").desc(nulls_last=True)
    context = {
        "page": portion(known.order_by(open_first, newest_first, "slug"), request.GET),
        "heading": _("Campaigns"),
        "nothing": _("No campaign has been recorded yet."),
        "facts": "campaigns/_campaign_facts.html",
        "route": "campaign",
    }
    return render(request, "campaigns/subjects.html", context)


@public_page
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign: its story, what it demands, whom it stands with, what it calls for, and all it said."""
    at = timezone.now()
    known = Campaign.objects.public(at).select_related("picture").defer("picture__text")
    one = get_object_or_404(known.prefetch_related("bodies"), slug=slug)
    context = {
        "subject": one,
        "lead": one.lead,
        "card": shared(request, one.lead),
        "causes": Cause.objects.public(at).filter(campaigns=one).order_by("slug"),
        "archive": f"campaign={one.slug}",
        "coming": CallToAction.objects.coming(at).filter(campaigns=one)[:A_PORTION],
        **_demands(Demand.objects.public(at).filter(campaigns=one), at),
        **listed(request.GET, editions_on(within(one, at).values("pk"), at), at),
    }
    return render(request, "campaigns/campaign.html", context)


@public_page
def causes(request: HttpRequest) -> HttpResponse:
    """Every cause readers know, by when it began."""
    known = Cause.objects.public(timezone.now()).order_by(F("begins_on").desc(nulls_last=True), "slug")
    context = {
        "page": portion(known, request.GET),
        "heading": _("Whom we stand with"),
        "nothing": _("No cause has been recorded yet."),
        "facts": "campaigns/_cause_facts.html",
        "route": "cause",
    }
    return render(request, "campaigns/subjects.html", context)


@public_page
def cause(request: HttpRequest, slug: str) -> HttpResponse:
    """A cause: whom it concerns, what is demanded in it, and the statements that stand with it."""
    at = timezone.now()
    one = get_object_or_404(Cause.objects.public(at), slug=slug)
    context = {
        "subject": one,
        "campaigns": Campaign.objects.public(at).filter(causes=one),
        "archive": f"cause={one.slug}",
        **_demands(Demand.objects.public(at).filter(causes=one), at),
        **listed(request.GET, editions_on([one.pk], at), at),
    }
    return render(request, "campaigns/cause.html", context)


@public_page
def addressee(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything asked of one office or company, and where it stands."""
    at = timezone.now()
    one = get_object_or_404(Addressee.objects.public(at), slug=slug)
    asked = Demand.objects.public(at).filter(asks__addressee=one)
    return render(request, "campaigns/addressee.html", {"subject": one, **_demands(asked, at)})


@public_page
def actions(request: HttpRequest) -> HttpResponse:
    """What people are called to do, the next day first; and what they were called to do before."""
    at = timezone.now()
    context = {
        "coming": CallToAction.objects.coming(at)[:A_PORTION],
        "page": portion(CallToAction.objects.past(at), request.GET),
        "query": "",
    }
    return render(request, "campaigns/actions.html", context)


@public_page
def action(request: HttpRequest, slug: str) -> HttpResponse:
    """A call to action: when, where, by whom, and the statements that call for it."""
    at = timezone.now()
    one = get_object_or_404(CallToAction.objects.public(at).prefetch_related("bodies"), slug=slug)
    context = {
        "subject": one,
        "campaigns": Campaign.objects.public(at).filter(actions=one),
        **listed(request.GET, editions_on([one.pk], at), at),
    }
    return render(request, "campaigns/action.html", context)


@public_file
def actions_ics(request: HttpRequest) -> HttpResponse:
    """The coming calls to action for a calendar program, and the last ones that are over."""
    at = timezone.now()
    known = CallToAction.objects
    chosen = [*dated(known.coming(at))[:A_PORTION], *dated(known.past(at))[:A_PORTION]]
    return HttpResponse(ical(request, chosen), content_type=TYPE)


@public_file
def action_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One call to action for a calendar program."""
    one = get_object_or_404(dated(CallToAction.objects.public(timezone.now())), slug=slug)
    return HttpResponse(ical(request, [one]), content_type=TYPE)


def _demands(demands: DemandQuerySet, at: datetime) -> dict[str, Any]:
    """The demands of a page that is about something else: how they stand, and the first portion as rows."""
    shown = list(telling(demands, at).order_by(*demand_list.LAST_FIRST)[:A_PORTION])
    return {"counts": counts(demands, at), "demands": demand_list.rows(shown, at)}
