"""Editions closed to readers: which can be sealed, which erased then, and why not; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .models import Edition, Statement

if TYPE_CHECKING:
    from .objections import Case


def last_public_edition(statement: Statement, at: datetime) -> Edition | None:
    """The newest edition readers have seen."""
    return Edition.objects.filter(statement=statement).has_been_public(at).order_by("-number").first()


def sealable_editions(statement: Statement, at: datetime) -> list[Edition]:
    """Editions that have been public, are not public at `at`, and are not sealed yet."""
    past = Edition.objects.filter(statement=statement, sealed_at=None).has_been_public(at)
    return [edition for edition in past.order_by("number") if not edition.is_public(at)]


def erasable_editions(statement: Statement) -> list[Edition]:
    """Editions that are sealed and not erased yet."""
    sealed = Edition.objects.filter(statement=statement, sealed_at__isnull=False, erased_at=None)
    return list(sealed.order_by("number"))


def editions_alike(statement: Statement, edition: Edition) -> list[Edition]:
    """The editions of a statement that say the very words of `edition`, itself among them, in their order."""
    alike = Edition.objects.filter(statement=statement, digest=edition.digest, erased_at=None)
    return list(alike.exclude(number=None).select_related("revision").order_by("number"))


def last_is_sealed(case: Case) -> Iterator[str]:
    last = last_public_edition(case.statement, case.at)
    if last and last.is_sealed:
        yield _("The last public edition is sealed. Correct the text and publish that.")


def last_is_erased(case: Case) -> Iterator[str]:
    last = last_public_edition(case.statement, case.at)
    if last and last.erased_at:
        yield _("The last public edition is erased. Correct the text and publish that.")


def nothing_to_seal(case: Case) -> Iterator[str]:
    sealable = sealable_editions(case.statement, case.at)
    edition = case.asked.get("edition")
    if not sealable:
        yield _("Only an edition that was public and is not public now can be sealed.")
    elif edition is not None and edition not in sealable:
        yield _("This edition cannot be sealed: it is public now, or sealed already.")


def nothing_to_erase(case: Case) -> Iterator[str]:
    erasable, edition = erasable_editions(case.statement), case.asked.get("edition")
    if not erasable or (edition and edition not in erasable):
        yield _("Only an edition that is sealed, and not erased yet, can be erased.")
        return
    if edition is None:
        return
    for other in editions_alike(case.statement, edition):
        if not other.is_sealed:
            words = _("Edition %(number)s says the same words and is not sealed. Seal it first.")
            yield words % {"number": other.number}
    if case.statement.revision.digest == edition.digest:
        yield _("These words still stand on the desk. Begin a correction and take them out first.")
