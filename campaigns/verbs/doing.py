"""What all verbs share: the transaction, the lock, the clock, the right, the step, the public epoch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from campaigns.models import Subject, Version
from campaigns.objections import objections_of_role
from campaigns.workflow import RULES, Deed
from statements import text
from statements.models import Effect, PublicEpoch, Step, User
from statements.verbs.act import Clock, Refused, one_wins, refuse


class Overtaken(Refused):
    """Somebody wrote a newer version first; `newest` is it. Nothing was written."""

    def __init__(self, newest: Version) -> None:
        self.newest = newest
        sentence = _("%(who)s has written a newer version meanwhile. Look again.")
        super().__init__([sentence % {"who": newest.author.called}])


@dataclass
class Doing:
    """One verb under way."""

    subject: Subject
    deed: Deed
    by: User
    at: datetime
    note: str = ""
    changes_nothing: bool = False
    is_quiet: bool = False  # nobody is told by mail


@contextmanager
def doing(subject: Subject, deed: Deed, by: User, clock: Clock, note: str = "") -> Iterator[Doing]:
    """Do one verb in one transaction. Raises `Refused` where the right or the words are missing."""
    with one_wins():
        if RULES[deed].public:
            # Its row is locked first, so decisions are taken one by one: no two make a circle of parents.
            PublicEpoch.bump(years=())
        locked = Subject.objects.select_for_update(no_key=True).get(pk=subject.pk).of_its_kind
        one = Doing(locked, deed, by, clock(), text.line(note))
        refuse(objections_of_role(deed, locked.body, by) + _missing_words(one))
        yield one
        if not one.changes_nothing:
            tell(one)


def tell(one: Doing) -> None:
    """Write the verb's step and its mail; readers saw a change now, where they could."""
    if RULES[one.deed].public:
        PublicEpoch.objects.update(changed_at=one.at)
    step = Step.objects.tell(one.subject.kind, one.subject.pk, one.deed, one.by, one.at, note=one.note)
    if RULES[one.deed].mails and not one.is_quiet:
        Effect.about(Effect.Kind.MAIL, step, one.subject.body, one.at).save()


def _missing_words(one: Doing) -> list[str]:
    return [_("Say why: the words are missing.")] if RULES[one.deed].words and not one.note else []
