"""Plays the demo newsroom's stories through the real verbs, in the order of time, each at its own hour."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from statements import verbs
from statements.attachments import Entry
from statements.models import Edition, IssuingBody, Prepared, Statement, User, Withdrawal
from statements.models.content import names
from statements.rights import roles
from statements.workflow import Plan, Role

from . import files, quiet
from .office import FOLDER

Story = dict[str, Any]
Scene = Callable[["Stage", datetime], None]

# How long before it is out a text is begun, sent for approval and approved.
BEGUN, SENT, APPROVED = timedelta(hours=3), timedelta(hours=1), timedelta(minutes=20)
# Scenes of an app above, each with its time; it adds what tells them when it is ready.
DECLARED: list[Callable[[datetime], Iterator[tuple[datetime, Scene]]]] = []
UNFINISHED = {
    "draft",
    "discarded",
    "in_review",
    "sent_back",
    "approved",
    "scheduled",
    "published_without_approval",
}


@dataclass
class Stage:
    """What the scenes share: the statements so far, by their key in the texts."""

    now: datetime
    keys: dict[str, int] = field(default_factory=dict)

    def statement(self, key: str) -> Statement:
        """The statement as it stands."""
        return Statement.objects.get(pk=self.keys[key])


def play(now: datetime) -> Iterator[None]:
    """Play every story up to `now`, one scene a step of the iterator."""
    stage = Stage(now)
    texts = [
        text
        for path in sorted((FOLDER / "texts").glob("*.json"))
        for text in json.loads(path.read_text("utf-8"))
    ]
    scenes = [scene for text in texts for scene in _scenes(text, now)]
    scenes += [scene for more in DECLARED for scene in more(now)]
    scenes.append((quiet.BEGINS_AT - BEGUN, lambda stage, at: quiet.switch_on(at)))
    for at, scene in sorted(scenes, key=lambda timed: timed[0]):
        scene(stage, at)
        yield
    _pin_the_newest(now)


def _pin_the_newest(now: datetime) -> None:
    """The newest statement leads the front page for two days."""
    at = now - timedelta(minutes=1)
    newest = Edition.objects.public(at).filter(already_issued_on=None).order_by("-issued_at").first()
    publisher = User.objects.get(username="publisher")
    if newest and Role.PUBLISHER in roles(publisher, newest.issuing_body):
        until = now + timedelta(days=2)
        verbs.pin(newest.statement, by=publisher, until=until, clock=lambda: at)


def _scenes(text: Story, now: datetime) -> Iterator[tuple[datetime, Scene]]:
    """The scenes of one text, each with its time."""
    out = _time(text, now)
    state = text.get("state", "")
    yield out - BEGUN, lambda stage, at: _begin(stage, text, at)
    if "kept_ready" in text:
        yield out, lambda stage, at: _keep_ready(stage, text, at)
    if state in UNFINISHED:
        yield from _unfinished(text, state, out)
    else:
        yield from _to_the_public(text, out)
    for event in text.get("story", []):
        if event["verb"] == "correct":
            yield from _correction(text, event, _time(event, now), finished=state != "correction_in_work")
        else:
            yield _time(event, now), _event(text, event)


def _to_the_public(text: Story, out: datetime) -> Iterator[tuple[datetime, Scene]]:
    yield out - SENT, _verb(text, "submit", "author", plan=Plan.LATER)
    yield from _consents(text, out - SENT / 2)
    yield out - APPROVED, _verb(text, "approve", "reviewer")
    if "second_reviewer" in text:
        yield out - APPROVED / 2, _verb(text, "approve", "second_reviewer")
    yield out, _verb(text, "publish", "publisher")


def _unfinished(text: Story, state: str, out: datetime) -> Iterator[tuple[datetime, Scene]]:
    if state == "discarded":
        yield out, _verb(text, "discard", "author")
    if state == "published_without_approval":
        asked = User.objects.filter(username=text["reviewer"]).first()
        yield out, _verb(text, "publish_without_approval", "publisher", reason=text["reason"], asked_of=asked)
    if state in {"in_review", "sent_back", "approved", "scheduled"}:
        yield out - SENT, _verb(text, "submit", "author", plan=Plan.LATER)
    if state == "sent_back":
        yield out - APPROVED, _verb(text, "send_back", "reviewer", reason=text["reason"])
    if state in {"approved", "scheduled"}:
        yield out - APPROVED, _verb(text, "approve", "reviewer")


def _correction(text: Story, event: Story, at: datetime, finished: bool) -> Iterator[tuple[datetime, Scene]]:
    yield at - SENT / 2, _verb(text, "reopen", "author")
    yield at - SENT / 3, lambda stage, at: _rewrite(stage, text, event, at)
    if finished:
        yield at - SENT / 4, _verb(text, "submit", "author", plan=Plan.LATER)
        yield from _consents(text, at - SENT / 5)
        yield at - SENT / 6, _verb(text, "approve", "reviewer")
        yield at, _verb(text, "publish", "publisher")


def _consents(text: Story, at: datetime) -> Iterator[tuple[datetime, Scene]]:
    """The yes of each partner, recorded by the author."""
    for code in text["joint_with"]:
        yes = {"body": IssuingBody.objects.get(code=code), "who": "Secretary", "how": "By phone."}
        yield at, _verb(text, "record_consent", "author", **yes)


def _begin(stage: Stage, text: Story, at: datetime) -> None:
    day = text.get("already_issued_on") or timezone.localdate(at + BEGUN).isoformat()
    content = {name: text[name] for name in names() if name in text}
    content |= {"dateline_date": day, "joint_bodies": text["joint_with"]}
    author = User.objects.get(username=text["author"])
    content["attachments"] = [_file(stage, written, author, at) for written in text.get("files", [])]
    original = text.get("translation_of")
    begun = verbs.begin(
        by=author,
        body=IssuingBody.objects.get(code=text["body_code"]),
        content=content,
        topics=text["topics"],
        translation_of=stage.statement(original) if original else None,
        clock=lambda: at,
    )
    stage.keys[text["key"]] = begun.pk


def _keep_ready(stage: Stage, text: Story, at: datetime) -> None:
    author = User.objects.get(username=text["author"])
    Prepared.objects.keep(stage.statement(text["key"]), text["kept_ready"], author, at)


def _file(stage: Stage, written: Story, author: User, at: datetime) -> Entry:
    letter_of = stage.statement(written["letter_of"]) if "letter_of" in written else None
    return files.entry(written, letter_of, author, at)


def _rewrite(stage: Stage, text: Story, event: Story, at: datetime) -> None:
    statement = stage.statement(text["key"])
    words = {name: getattr(statement, name) for name in ("headline", "standfirst", "body")}
    for old, new in event["replace"]:
        words = {name: value.replace(old, new) for name, value in words.items()}
    change = {"change_kind": event["change_kind"], "change_note": event["change_note"]}
    author = User.objects.get(username=text["author"])
    verbs.save(statement, by=author, content={**words, **change}, clock=lambda: at)


def _verb(text: Story, verb: str, who: str, /, **asked: Any) -> Scene:
    def scene(stage: Stage, at: datetime) -> None:
        person = User.objects.get(username=text[who])
        getattr(verbs, verb)(stage.statement(text["key"]), by=person, clock=lambda: at, **asked)

    return scene


def _event(text: Story, event: Story) -> Scene:
    """What the desk did later: withdraw, restore, seal, flag, confirm, approve, schedule."""

    def scene(stage: Stage, at: datetime) -> None:
        statement = stage.statement(text["key"])
        verb = "publish" if event["verb"] == "schedule" else str(event["verb"])
        asked = _asked(stage, statement, event)
        getattr(verbs, verb)(statement, by=User.objects.get(username=event["by"]), clock=lambda: at, **asked)

    return scene


def _asked(stage: Stage, statement: Statement, event: Story) -> dict[str, Any]:
    words = ("explanation", "reason", "words")
    asked: dict[str, Any] = {name: event[name] for name in words if name in event}
    if event["verb"] == "schedule":
        asked["public_from"] = _whole_hour(stage.now + timedelta(hours=event["in_hours"]))
    if event["verb"] == "withdraw":
        asked["kind"] = Withdrawal.Kind(event["kind"])
        asked["target"] = stage.statement(event["into"]) if "into" in event else None
    if event["verb"] == "seal":
        asked["edition"] = statement.editions.get(number=event["edition"])
    return asked


def _whole_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _time(event: Story, now: datetime) -> datetime:
    """When it happens: a date and time, or so long before now; never in the future."""
    if "hours_ago" in event:
        return now - timedelta(hours=event["hours_ago"])
    if event.get("verb") == "schedule":
        return now - timedelta(minutes=1)
    moment = event.get("at") or f"{_day(event, now)}T{event['time']}"
    return min(timezone.make_aware(datetime.fromisoformat(moment)), now - timedelta(minutes=2))


def _day(event: Story, now: datetime) -> str:
    if "date" in event:
        return str(event["date"])
    return (timezone.localdate(now) - timedelta(days=event["days_ago"])).isoformat()
