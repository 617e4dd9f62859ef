"""The stories a statement of the made archive may live through, each as the deeds of people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from statements.models import ChangeKind, IssuingBody, User
from statements.verbs.bulk import Deed
from statements.workflow import Plan, Role, Verb

from .texts import Pen

DRAFTER, REVIEWER, PUBLISHER = Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER


@dataclass
class Scene:
    """Who acts and when: `at` moves on with every deed."""

    rng: Random
    at: datetime
    until: datetime
    body: IssuingBody
    who: Callable[..., User]
    administrator: User
    pen: Pen

    def deed(self, verb: Verb, role: Role = DRAFTER, number: int = 0, **asked: Any) -> Deed:
        """The next deed, some minutes after the one before."""
        done = Deed(verb, self.who(role, number), self.at, asked)
        self.wait(minutes=self.rng.randint(4, 90))
        return done

    def wait(self, **span: float) -> None:
        """Let a span pass, and some seconds more."""
        self.at += timedelta(**span) + timedelta(seconds=self.rng.randrange(1, 60))


Deeds = Iterator[Deed]
Story = Callable[[Scene], Deeds]


def _written(scene: Scene) -> Deeds:
    yield scene.deed(Verb.BEGIN)
    if scene.rng.random() < 0.4:
        yield _saved(scene)


def _saved(scene: Scene, **change: Any) -> Deed:
    notes = {"notes_to_editors": scene.pen.fixed("change")}
    return scene.deed(Verb.SAVE, content={**notes, **change})


def _approved(scene: Scene, **asked: Any) -> Deeds:
    yield scene.deed(Verb.SUBMIT, **asked)
    for number in range(scene.body.approvals_required):
        yield scene.deed(Verb.APPROVE, REVIEWER, number)


def _out(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield from _approved(scene)
    yield scene.deed(Verb.PUBLISH, PUBLISHER)


def _sent_back_once(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield scene.deed(Verb.SUBMIT)
    yield scene.deed(Verb.SEND_BACK, REVIEWER, reason=scene.pen.fixed("back"))
    yield _saved(scene)
    yield from _approved(scene)
    yield scene.deed(Verb.PUBLISH, PUBLISHER)


def _out_at_time(scene: Scene) -> Deeds:
    yield from _written(scene)
    planned_for = (scene.at + timedelta(hours=8)).replace(minute=0, second=0, microsecond=0)
    yield from _approved(scene, plan=Plan.AT_TIME, planned_for=planned_for)
    yield scene.deed(Verb.PUBLISH, PUBLISHER, public_from=max(planned_for, scene.at))


def _corrected(scene: Scene) -> Deeds:
    yield from _out(scene)
    scene.wait(days=scene.rng.randint(1, 20))
    yield scene.deed(Verb.REOPEN)
    yield _saved(scene, change_kind=ChangeKind.CORRECTION.value, change_note=scene.pen.fixed("note"))
    yield from _approved(scene)
    yield scene.deed(Verb.PUBLISH, PUBLISHER)


def _sealed(scene: Scene) -> Deeds:
    yield from _corrected(scene)
    yield scene.deed(Verb.SEAL, PUBLISHER, edition=1, reason=scene.pen.fixed("seal"))


def _flagged(scene: Scene) -> Deeds:
    yield from _out(scene)
    yield scene.deed(Verb.FLAG, PUBLISHER, words=scene.pen.fixed("flag"))


def _without_approval(scene: Scene) -> Deeds:
    yield from _written(scene)
    asked_of = scene.who(REVIEWER)
    reason = scene.pen.fixed("phone")
    yield scene.deed(Verb.PUBLISH_WITHOUT_APPROVAL, PUBLISHER, reason=reason, asked_of=asked_of)
    yield scene.deed(Verb.CONFIRM, REVIEWER)


def _withdrawn(scene: Scene) -> Deeds:
    yield from _out(scene)
    scene.wait(days=scene.rng.randint(1, 9))
    yield scene.deed(Verb.WITHDRAW, PUBLISHER, explanation=scene.pen.fixed("withdrawal"))
    yield scene.deed(Verb.CONFIRM, REVIEWER)


def _restored(scene: Scene) -> Deeds:
    yield from _withdrawn(scene)
    yield scene.deed(Verb.RESTORE, PUBLISHER, reason=scene.pen.fixed("restored"))


def _discarded(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield scene.deed(Verb.DISCARD)


OUT: dict[Story, int] = {  # with how often each happens
    _out: 700, _sent_back_once: 60, _out_at_time: 80, _corrected: 70, _flagged: 15, _sealed: 5,
    _without_approval: 12, _withdrawn: 12, _restored: 6, _discarded: 40,
}  # fmt: skip


def history(scene: Scene) -> Deeds:
    """Filed by an import with the date at which it was issued elsewhere."""
    issued_on = timezone.localdate(scene.at, timezone.get_default_timezone()) - timedelta(days=400)
    asked = {"issued_on": issued_on, "import_name": "The archive before this one"}
    yield Deed(Verb.FILE_AS_HISTORY, scene.administrator, scene.at, asked)


def correction_in_work(scene: Scene) -> Deeds:
    """Public, and being corrected in these days."""
    yield from _out(scene)
    scene.at = max(scene.at, scene.until - timedelta(hours=scene.rng.randint(3, 72)))
    yield scene.deed(Verb.REOPEN)
    yield _saved(scene)


def _draft(scene: Scene) -> Deeds:
    yield from _written(scene)


def _sent_back(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield scene.deed(Verb.SUBMIT)
    yield scene.deed(Verb.SEND_BACK, REVIEWER, reason=scene.pen.fixed("back"))


def _waiting(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield scene.deed(Verb.SUBMIT)


def _needed(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield scene.deed(Verb.SUBMIT, needed_by=scene.at + timedelta(hours=scene.rng.randint(6, 200)))


def _planned(scene: Scene) -> Deeds:
    yield from _written(scene)
    planned_for = scene.until.replace(minute=0, second=0) + timedelta(hours=scene.rng.randint(2, 300))
    yield from _approved(scene, plan=Plan.AT_TIME, planned_for=planned_for)


def _ready(scene: Scene) -> Deeds:
    yield from _written(scene)
    yield from _approved(scene)


def _due(scene: Scene) -> Deeds:
    yield from _ready(scene)
    goes_out = scene.until.replace(minute=0, second=0) + timedelta(hours=scene.rng.randint(2, 300))
    yield scene.deed(Verb.PUBLISH, PUBLISHER, public_from=goes_out)


IN_WORK: list[Story] = [
    _waiting, _draft, _due, _ready, _needed, _draft, _sent_back, _planned, _waiting, _discarded, _out,
]  # fmt: skip
