"""Which files what readers see of campaigns carries: see `statements.carriers`."""

from __future__ import annotations

from datetime import datetime

from statements.models import File

from .models import Campaign, DemandUpdate, Evidence


def by_evidence(file: File, name: str, at: datetime) -> bool:
    """Whether an update readers see shows the file, under this name, as evidence."""
    shown = Evidence.objects.filter(file=file, update__in=DemandUpdate.objects.public(at).values("pk"))
    return any(one.use is not None and one.use.name == name for one in shown.select_related("file"))


def by_campaign(file: File, name: str, at: datetime) -> bool:
    """Whether the public words of a campaign have the file as their lead image, under this name."""
    shown = Campaign.objects.public(at).filter(picture=file)
    return any(one.lead is not None and one.lead.name == name for one in shown.select_related("picture"))
