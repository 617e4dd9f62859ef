"""Whether the record is what was written: guards, the chain of steps, every digest, every release's yeses.

What was lawfully erased is known by its seal, its step in the chain and the digest that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from . import guards
from .approval import TWO_PAIRS_OF_EYES
from .models import Approval, ChainHead, Edition, Revision, Statement, Step
from .models.content import digest
from .workflow import Verb

A_TIME = 500  # rows
RELEASING = (Verb.PUBLISH, Verb.PUBLISH_WITHOUT_APPROVAL, Verb.RESTORE, Verb.FILE_AS_HISTORY)


@dataclass(frozen=True)
class Bad:
    """A row that is not what was written, and why."""

    row: str
    why: str

    def __str__(self) -> str:
        return f"{self.row}: {self.why}"


def bad_rows() -> Iterator[Bad]:
    """Every row that is not what was written, as it is found; of a broken chain the first step."""
    for look in LOOKS:
        yield from look()


def anchor() -> tuple[int, str]:
    """The number and the digest of the last step: kept elsewhere, they show a tail that was cut off."""
    head = ChainHead.objects.get()
    return head.number, head.digest


def against_day(known: str) -> Iterator[Bad]:
    """What the digest that readers were told of a day's end says against the chain of today."""
    if not Step.objects.filter(digest=known).exists():
        yield Bad(f"the step {known[:12]}…", "readers were told of it, and it is in the chain no more")


def against_anchor(number: int, known: str) -> Iterator[Bad]:
    """What a digest kept elsewhere says against the chain of today."""
    step = Step.objects.filter(number=number).first()
    if step is None:
        yield Bad(f"step {number}", "it was written once, and is gone")
    elif step.digest != known:
        yield Bad(f"step {number}", "it is another one than was written")


def _guards() -> Iterator[Bad]:
    yield from (Bad(f"guard {name}", "it is not in the database") for name in sorted(guards.missing()))


def _chain() -> Iterator[Bad]:
    number = Step.objects.first_break()
    if number is not None:
        yield Bad(f"step {number}", "it is missing, changed or out of place; what follows proves nothing")


def _revisions() -> Iterator[Bad]:
    """Each holds the words of its digest; an emptied one has an erased edition of its statement."""
    erased = set(Edition.objects.exclude(erased_at=None).values_list("statement", flat=True))
    rows = Revision.objects.order_by("pk").iterator(A_TIME)
    for one in rows:
        if one.is_erased:
            if one.statement_id not in erased:
                yield Bad(_named(one), "its words are gone, and no edition of it was erased")
        elif digest(one.content) != one.digest:
            yield Bad(_named(one), "its words are not those of its digest")


def _desk_copies() -> Iterator[Bad]:
    """The words on the desk are those of the newest revision."""
    newest = Revision.objects.filter(statement=OuterRef("pk")).order_by("-number").values("digest")[:1]
    rows = Statement.objects.select_related("issuing_body").annotate(newest=Subquery(newest))
    for one in rows.order_by("pk").iterator(A_TIME):
        if one.digest != one.newest:  # type: ignore[attr-defined]
            yield Bad(f"statement {one.pk}", "the words on the desk are not those of its newest revision")


def _editions() -> Iterator[Bad]:
    """Each holds the words of its digest, which is its revision's; an erased one was sealed, by a step."""
    steps = Step.objects.filter(verb=Verb.ERASE, edition__statement=OuterRef("statement"))
    steps = steps.filter(edition__digest=OuterRef("digest"))
    rows = Edition.objects.select_related("revision", "issuing_body").annotate(has_step=Exists(steps))
    for one in rows.order_by("pk").iterator(A_TIME):
        if one.digest != one.revision.digest:
            yield Bad(_named(one), "its digest is not that of the revision it was made from")
        if one.erased_at is None:
            if not one.is_true_to_digest:
                yield Bad(_named(one), "its words are not those of its digest")
        elif one.number is not None and not (one.is_sealed and one.has_step):  # type: ignore[attr-defined]
            yield Bad(_named(one), "it was emptied without a seal or without a step that says so")


def _yeses() -> Iterator[Bad]:
    """Each published edition had the yeses of two people to its digest, one of them a reviewer's."""
    astray = Approval.objects.exclude(digest=F("revision__digest")).order_by("pk")
    yield from (Bad(f"yes {one.pk}", "it is to another text than its revision's") for one in astray)
    for one in _with_their_release().order_by("pk").iterator(A_TIME):
        if one.verb is None:
            yield Bad(_named(one), "no step says that it was released")
        elif one.verb == Verb.PUBLISH and ((one.people or 0) < TWO_PAIRS_OF_EYES or not one.reviewers):
            yield Bad(_named(one), "two people, a reviewer among them, have not said yes to it")


def _with_their_release() -> Any:
    """Editions with the verb that released them and the yeses that stood then.

    Those without approval, of history and restored have a reason in the chain instead.
    """
    release = Step.objects.filter(edition=OuterRef("pk"), verb__in=RELEASING).order_by("number")
    stood = Q(voided_at=None) | Q(voided_at__gte=OuterRef("at"))
    same = {"statement": OuterRef("statement"), "digest": OuterRef("digest"), "said_at__lte": OuterRef("at")}
    yeses = Approval.objects.filter(stood, **same).order_by().values("statement")
    people = yeses.annotate(people=Count("user", distinct=True)).values("people")
    released = Edition.objects.annotate(
        verb=Subquery(release.values("verb")[:1]), at=Subquery(release.values("at")[:1])
    )
    return released.annotate(
        people=Subquery(people), reviewers=Subquery(people.filter(counts_as_reviewer=True))
    ).only("number", "statement")


def _named(row: Revision | Edition) -> str:
    kind = "revision" if isinstance(row, Revision) else "edition"
    return f"{kind} {row.number} of statement {row.statement_id}"


# An app above adds its own when it is ready.
LOOKS: list[Callable[[], Iterator[Bad]]] = [_guards, _chain, _revisions, _desk_copies, _editions, _yeses]
