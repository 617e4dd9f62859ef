"""Texts written ahead: drafts kept ready for the day they are needed, and model texts to begin from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from statements import prose
from statements.workflow import UNFINISHED

from .content import Kind, content_languages, newsroom_language
from .plain import Line, Lines
from .review import Deadline
from .statement import Statement

if TYPE_CHECKING:
    from .people import User


class PreparedQuerySet(models.QuerySet["Prepared"]):
    """What is kept ready, in the desk's words."""

    @transaction.atomic
    def keep(self, statement: Statement, label: str, by: User, at: datetime) -> bool:
        """Keep a text ready under a label; what is kept ready has no time by which it is needed.

        False, and nothing written, where it is out or gone by now.
        """
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.state not in UNFINISHED:
            return False
        Deadline.objects.put(locked, None, by, at)
        self.update_or_create(statement=locked, defaults={"label": label, "kept_by": by, "since": at})
        return True


class Prepared(models.Model):
    """That a text is kept ready: it waits for its day, not for anybody. Gone once it is released."""

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="prepared")
    label = Line(_("what it is kept for"), max_length=120)
    kept_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+", verbose_name=_("person"))
    since = models.DateTimeField(_("since"))

    objects = PreparedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text kept ready")
        verbose_name_plural = _("texts kept ready")

    def __str__(self) -> str:
        return f"{self.label} · {self.statement}"


class ModelText(models.Model):
    """How a kind of text usually begins, in one language: a new statement may start from it."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    language = models.CharField(
        _("language"), max_length=12, choices=content_languages, default=newsroom_language
    )
    headline = Line(_("headline"), max_length=300, blank=True)
    standfirst = Lines(_("summary line"), blank=True)
    body = models.TextField(_("text"), blank=True)
    notes_to_editors = Lines(_("notes to editors"), blank=True)

    class Meta:
        verbose_name = _("model text")
        verbose_name_plural = _("model texts")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="one_model_text_of_a_kind_in_a_language",
                violation_error_message=_("There is a model text of this kind in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_language_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the text is sanitised as that of a statement is."""
        self.body = str(prose.clean(self.body))
        super().save(*args, **kwargs)
