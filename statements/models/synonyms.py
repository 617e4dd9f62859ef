"""Equal expressions: what the office says in several ways, so that whoever looks for one finds the others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .plain import Lines


class Synonym(models.Model):
    """Expressions that mean the same, one a line, each of one word or several: an acronym and its words.

    `statements.search.synonyms` says what an expression may be, and reads them when somebody searches.
    """

    expressions = Lines(_("expressions"))

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["expressions"]

    def __str__(self) -> str:
        return " = ".join(self.expressions.splitlines())

    def is_seen_by_readers(self) -> bool:
        """Always: it holds for the next search."""
        return True
