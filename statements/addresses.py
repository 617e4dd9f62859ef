"""Public addresses and references: which language prefix, which slug, which serial."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils import timezone

from . import text
from .models import ReferenceCounter, Statement

ROOM_FOR_A_NUMBER = 74  # of a slug's 80 characters


def language_of_address(language: str) -> str:
    """The interface language under whose prefix a text in `language` has its one address."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def free_slug(statement: Statement) -> str:
    """The typed slug, or one made of the headline, made unique within the statement's year."""
    wanted = statement.slug or text.slug(statement.headline)
    base = shortened(wanted)
    alike = Statement.objects.filter(year=statement.year, slug__startswith=base).exclude(pk=statement.pk)
    taken = set(alike.values_list("slug", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def is_typed(statement: Statement) -> bool:
    """Whether a person chose the slug, so that it outlasts a stopped release."""
    made = text.slug(statement.headline)
    numbered = re.escape(shortened(made)) + "-[0-9]+"
    return statement.slug != made and not re.fullmatch(numbered, statement.slug)


def draw_reference(statement: Statement) -> str:
    """The statement's reference, as in `CC-2026-041`; a translation bears its family's with its language.

    The first of a family to be released draws the serial, under the lock of its counter's row; the verb has
    locked the original, so that two versions released at once do not draw two.
    """
    original = statement.original
    family = [original, *original.translations.all()]
    drawn = next((member.reference for member in family if member.reference), None)
    number = "-".join(drawn.split("-")[:3]) if drawn else _next_number(statement)
    return f"{number}-{statement.language}" if statement.translation_of_id else number


def shortened(slug: str) -> str:
    """A slug with room for a number behind it."""
    return slug[:ROOM_FOR_A_NUMBER].rstrip("-")


def _next_number(statement: Statement) -> str:
    year = statement.year or timezone.localdate(timezone=timezone.get_default_timezone()).year
    counter = ReferenceCounter.held(statement.issuing_body.pk, year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{statement.issuing_body.code}-{year}-{counter.last:03d}"
