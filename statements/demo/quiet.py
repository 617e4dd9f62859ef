"""The quiet period of the demo newsroom's past: two days of election silence."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from statements import verbs
from statements.models import User
from statements.models.people import ADMINISTRATORS

BEGINS_AT = datetime(2024, 5, 18, 18, tzinfo=timezone.get_default_timezone())
ENDS_AT = datetime(2024, 5, 20, 18, tzinfo=timezone.get_default_timezone())


def switch_on(at: datetime) -> None:
    """Switch it on at `at`, as its scene among the stories."""
    verbs.switch_on(
        by=User.objects.filter(groups__name=ADMINISTRATORS)[0],
        reason="Election silence, fifth phase",
        begins_at=BEGINS_AT,
        ends_at=ENDS_AT,
        clock=lambda: at,
    )
