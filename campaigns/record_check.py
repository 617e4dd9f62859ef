"""Whether the record of campaigns is what was written: see `statements.record_check`."""

from __future__ import annotations

from collections.abc import Iterator

from statements.models.content import digest
from statements.record_check import A_TIME, Bad

from .models import DemandUpdate, Subject, Version

WRONG = "its words are not those of its digest"


def proposals() -> Iterator[Bad]:
    """Every version, update and public text that does not hold the words of its digest."""
    for version in Version.objects.order_by("pk").iterator(A_TIME):
        if digest(version.content) != version.digest:
            yield Bad(f"version {version.number} of subject {version.subject_id}", WRONG)
    updates = DemandUpdate.objects.select_related("status", "strikes").with_evidence().order_by("pk")
    for update in updates.iterator(A_TIME):
        if not update.is_true_to_digest:
            yield Bad(f"update {update.number} of subject {update.subject_id}", WRONG)
    for subject in Subject.objects.exclude(digest="").order_by("pk").iterator(A_TIME):
        if not subject.of_its_kind.is_true_to_digest:
            yield Bad(f"the public words of subject {subject.pk}", WRONG)
