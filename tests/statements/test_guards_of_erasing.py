"""The database lets go of the words of a sealed edition, whole and once, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from statements.models import Attachment, Edition, Revision
from tests.cast import Clock, Newsroom

from .test_erase import photograph, sealed


def refused(rows: Any, **columns: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


def test_the_guards_let_go_of_a_sealed_edition_whole_and_of_nothing_else(
    newsroom: Newsroom, clock: Clock
) -> None:
    statement = sealed(newsroom)
    first, second = (Edition.objects.filter(statement=statement, number=number) for number in (1, 2))
    gone: dict[str, Any] = {"erased_at": clock(), **Edition.ERASED}
    refused(second, **gone)  # not sealed
    refused(first, **{**gone, "erased_at": None})
    refused(first, erased_at=clock())  # and its words stay
    for name, empty in Edition.ERASED.items():
        refused(first, **gone | {name: [{"name": "A"}] if empty == [] else "Some words"})
    refused(first, **gone, digest="0" * 64)
    refused(first, **gone, dateline_date="2020-01-01")
    first.update(**gone)
    refused(first, erased_at=None)
    refused(first, erased_at=clock())
    refused(first, headline="Written anew")
    refused(second, **gone)


def test_the_guards_let_go_of_the_revisions_between_and_of_no_other(newsroom: Newsroom, clock: Clock) -> None:
    statement = sealed(newsroom, photograph(newsroom, "teal"))
    other = newsroom.corrected()
    revisions = {one.number: Revision.objects.filter(pk=one.pk) for one in statement.revisions.all()}
    uses = Attachment.objects.filter(revision__statement=statement)
    for rows in revisions.values():
        refused(rows, content={})
    Edition.objects.filter(statement=statement, number=1).update(erased_at=clock(), **Edition.ERASED)
    refused(revisions[5], content={})  # the words on the desk, and of the second edition
    refused(Revision.objects.filter(statement=other), content={})
    for number in range(1, 5):
        refused(revisions[number], content={"language": "en"})
        refused(revisions[number], content={}, digest="0" * 64)
        with pytest.raises(IntegrityError), transaction.atomic():
            uses.filter(revision__number=number).delete()
        revisions[number].update(content={})
        refused(revisions[number], content={"headline": "Written anew"})
    assert uses.count() > 0
    uses.delete()
