"""Addressees: the offices and companies of which something is demanded. Offices outlive who holds them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models.plain import Line

from .subject import Subject, SubjectQuerySet


class Addressee(Subject):
    """An office or a company; its title is its name, its holder is who holds it today."""

    class Nature(models.TextChoices):
        OFFICE = "office", _("Office")
        COMPANY = "company", _("Company")

    KIND: ClassVar[str] = Subject.Kind.ADDRESSEE
    WORDS: ClassVar[tuple[str, ...]] = (*Subject.WORDS, "nature", "holder", "place")

    nature = models.CharField(_("kind"), max_length=10, choices=Nature.choices, default=Nature.OFFICE)
    holder = Line(_("held today by"), max_length=200, blank=True)
    place = Line(_("place"), max_length=120, blank=True)

    objects = SubjectQuerySet["Addressee"].as_manager()  # type: ignore[misc]  # of this kind

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["slug"]
