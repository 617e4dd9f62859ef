"""What every newsroom has of campaigns from its first migration on: the statuses a demand can have."""

from typing import Any

from django.apps import AppConfig

# Slug, fixed type, label in English and in Hindi; administrators may change labels and add more.
STATUSES = (
    ("raised", "open", "Raised", "उठाई गई"),
    ("acknowledged", "open", "Acknowledged", "संज्ञान में ली गई"),
    ("promised", "moving", "Promised", "आश्वासन मिला"),
    ("under-way", "moving", "Under way", "काम चल रहा है"),
    ("partly-met", "partial", "Partly met", "आंशिक रूप से मानी गई"),
    ("met", "met", "Met", "मानी गई"),
    ("refused", "refused", "Refused", "ठुकराई गई"),
    ("stalled", "stalled", "Stalled", "ठप"),
    ("superseded", "closed", "Superseded", "नई माँग में समाहित"),
    ("dropped", "closed", "Dropped", "छोड़ी गई"),
)


def furnish(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Make what is missing after a migration; never overwrite what an administrator changed."""
    from django.contrib.auth.models import Group, Permission

    from statements.models.people import ADMINISTRATORS

    from .models import Status

    if Status.objects.using(using).exists():
        return
    Status.objects.using(using).bulk_create(
        Status(slug=slug, type=kind, names={"en": english, "hi": hindi}, place=place)
        for place, (slug, kind, english, hindi) in enumerate(STATUSES, 1)
    )
    kept = Permission.objects.using(using).filter(
        content_type__app_label="campaigns", content_type__model="status"
    )
    for group in Group.objects.using(using).filter(name=ADMINISTRATORS):
        group.permissions.add(*kept)
