"""Former addresses, and the counters from which references are drawn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bodies import IssuingBody
from .statement import Statement


class Address(models.Model):
    """A former or imported path and what it leads to now: a statement, or another path."""

    path = models.CharField(_("former path"), max_length=500, unique=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="former_addresses"
    )
    leads_to = models.CharField(_("leads to"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, leads_to="") | Q(Q(statement=None), ~Q(leads_to="")),
                name="an_address_leads_to_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.path


class ReferenceCounter(models.Model):
    """The last serial drawn for a body in a year; its row is locked while the next is drawn."""

    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of references")
        verbose_name_plural = _("counters of references")
        constraints = [models.UniqueConstraint(fields=["body", "year"], name="one_counter_a_body_and_year")]

    def __str__(self) -> str:
        return f"{self.body.code}-{self.year}"

    @classmethod
    def held(cls, body: int, year: int) -> "ReferenceCounter":
        """The counter of a body (its key) and a year, locked until the transaction ends; made where it lacks.

        Who holds several takes them in the order of (body, year): then no two wait for each other.
        """
        cls.objects.get_or_create(body_id=body, year=year)
        return cls.objects.select_for_update().get(body=body, year=year)
