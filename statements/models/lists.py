"""What a person keeps of their lists."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .plain import Line


class SavedFilter(models.Model):
    """A filter of the list of statements under a name; one person's own."""

    person = models.ForeignKey("statements.User", models.CASCADE, related_name="saved_filters")
    name = Line(_("name"), max_length=60)
    query = models.CharField(max_length=2_000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_filter_of_a_name")]

    def __str__(self) -> str:
        return self.name
