"""The campaigns of the demo: played through the verbs, whole, with what waits and what is overdue."""

from __future__ import annotations

from datetime import datetime, time

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, DemandUpdate, Mention, Subject
from statements.models import Edition, Step


@pytest.mark.django_db
@pytest.mark.parametrize("hour", ["00:05", "23:55"])
def test_the_demo_has_campaigns_with_everything_that_belongs_to_them(hour: str) -> None:
    """At any hour of the day: what is told by days and what is told by hours meet in the same order."""
    now = datetime.combine(timezone.localdate(), time.fromisoformat(hour))
    with time_machine.travel(timezone.make_aware(now), tick=False):
        call_command("demo")
        _everything_is_there()


def _everything_is_there() -> None:
    at = timezone.now()
    for kind in (Campaign, Demand, Cause, Addressee, CallToAction):
        assert kind.objects.public(at).exists(), kind
    assert all(subject.of_its_kind.is_true_to_digest for subject in Subject.objects.all())
    assert DemandUpdate.objects.overdue(at).exists()
    assert DemandUpdate.objects.waiting().exists()
    assert Demand.objects.filter(versions__verdict="").exists()
    assert CallToAction.objects.coming(at).exists()
    types = {"met", "partial", "refused", "stalled", "moving"}
    assert all(Demand.objects.public(at).of_type(type_, at).exists() for type_ in types)
    mentions = Mention.objects.public(at)
    assert mentions.filter(subject__kind="cause").exists()
    quoted = mentions.exclude(quote="")
    assert quoted.exists()
    assert not quoted.filter(paragraph=None).exists()  # each stands in its text
    assert all(edition.is_true_to_digest for edition in Edition.objects.exclude(parts={}))
    assert Step.objects.first_break() is None
