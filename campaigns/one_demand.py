"""One demand as readers know it: where it stands, and what it belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from .models import Campaign, Cause, Demand
from .standing import telling


def found(slug: str, at: datetime) -> Demand:
    """The demand readers know by this slug, with where it stands; else a 404."""
    known: Demand = get_object_or_404(
        telling(Demand.objects.public(at).select_related("body"), at), slug=slug
    )
    return known


def around(demand: Demand, at: datetime) -> dict[str, Any]:
    """What it belongs to, as far as readers know it: the demand it is a point of, campaigns, causes."""
    return {
        "parent": Demand.objects.public(at).filter(points=demand).first(),
        "campaigns": Campaign.objects.public(at).filter(demands=demand),
        "causes": Cause.objects.public(at).filter(demands=demand),
    }
