"""Scenes of the demo: each thing is begun by one person and, an hour later, approved by another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from campaigns import verbs
from campaigns.models import Addressee, CallToAction, Campaign, Cause, Demand, Status, Subject
from statements.demo.drawings import DRAWINGS
from statements.files.arrival import keep
from statements.models import IssuingBody, User

TEXTS = Path(__file__).parent / "campaigns.json"
READING = timedelta(hours=1)  # until a second person has read it
KINDS: dict[str, type[Subject]] = {
    kind.KIND: kind for kind in (Campaign, Demand, Cause, Addressee, CallToAction)
}

Told = dict[str, Any]
Scene = Callable[[Any, datetime], None]  # of the stage of the statements' stories, which none of these needs


def scenes(now: datetime) -> Iterator[tuple[datetime, Scene]]:
    """Every scene with its time, none of them in the future."""
    for told in json.loads(TEXTS.read_text(encoding="utf-8")):
        at = _time(told, now)
        yield at, _begin(told, now) if "kind" in told else _record(told)
        if "reviewer" in told:
            yield min(at + READING, now), _approve(told)


def _begin(told: Told, now: datetime) -> Scene:
    def scene(stage: Any, at: datetime) -> None:
        verbs.begin(
            KINDS[told["kind"]],
            by=User.objects.get(username=told["by"]),
            body=IssuingBody.objects.get(code=told["body"]),
            content={**told["words"], **_day(told, now), **_picture(told, at)},
            slug=told["slug"],
            clock=lambda: at,
        )

    return scene


def _record(told: Told) -> Scene:
    def scene(stage: Any, at: datetime) -> None:
        said = {**told["says"], "event_on": date.fromisoformat(told["says"]["event_on"])}
        if "due_on" in said:
            said["due_on"] = date.fromisoformat(said["due_on"])
        if "status" in said:
            said["status"] = Status.objects.get(slug=said["status"])
        demand, by = Demand.objects.get(slug=told["update"]), User.objects.get(username=told["by"])
        verbs.record(demand, by=by, clock=lambda: at, **said)

    return scene


def _approve(told: Told) -> Scene:
    def scene(stage: Any, at: datetime) -> None:
        kind, slug = told.get("kind", Subject.Kind.DEMAND), told.get("slug") or told["update"]
        subject = Subject.objects.get(kind=kind, slug=slug)
        by = User.objects.get(username=told["reviewer"])
        for waiting in [*subject.versions.waiting(), *subject.updates.waiting()]:
            verbs.approve(waiting, by=by, clock=lambda: at)

    return scene


def _picture(told: Told, at: datetime) -> Told:
    """The lead image, where one is told of."""
    if "drawing" not in told:
        return {}
    sent = SimpleUploadedFile("drawing", DRAWINGS[told["drawing"]]())
    return {"picture": keep(sent, by=User.objects.get(username=told["by"]), at=at).sha256}


def _time(told: Told, now: datetime) -> datetime:
    """When it happens: at a day's hour, at an hour so many days ago, or so many hours before now."""
    if "hours_ago" in told:
        return now - timedelta(hours=told["hours_ago"])
    if "days_ago" in told:
        day = timezone.localdate(now) - timedelta(days=told["days_ago"])
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(told["time"])))
    return min(timezone.make_aware(datetime.fromisoformat(told["at"])), now - READING)


def _day(told: Told, now: datetime) -> Told:
    """The days of a call to action that is always to come."""
    if "in_days" not in told:
        return {}
    day = timezone.localdate(now) + timedelta(days=told["in_days"])
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return {"is_all_day": True, "starts_at": midnight, "ends_at": midnight + timedelta(days=1)}
