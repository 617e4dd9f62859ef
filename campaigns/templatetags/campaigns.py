"""What the templates of campaigns need: when an action is, where a demand stands, what an edition says."""

from __future__ import annotations

from datetime import datetime

from django import template

from campaigns import when as moments
from campaigns.models import CallToAction
from campaigns.said import Said, said_by
from statements.models import Edition
from statements.models.languages import language_shown

register = template.Library()
register.filter("language_of", language_shown)  # of texts: that in which the reader is shown one


@register.filter
def when(action: CallToAction) -> str:
    """The days and hours of a call to action."""
    return moments.when(action)


@register.filter
def moved_from(action: CallToAction) -> str:
    """When it was called for at first; empty where it was not moved."""
    return moments.moved_from(action)


@register.simple_tag
def said_in(edition: Edition, at: datetime) -> Said:
    """What an edition demands, whom it stands with and what it calls for, as far as readers know."""
    return said_by(edition, at)
