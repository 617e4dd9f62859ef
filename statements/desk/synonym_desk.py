"""The administrators' room of synonyms: acronyms and their words, in one language or several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Synonym
from statements.search.synonyms import (
    LONGEST,
    MOST_EXPRESSIONS,
    MOST_GROUPS,
    MOST_WORDS,
    Expression,
    expression,
)

from .as_opened import AsOpened
from .readings import OwnFilters


class SynonymForm(forms.ModelForm):
    """Equal expressions, one a line."""

    class Meta:
        model = Synonym
        fields = ["expressions"]
        labels = {"expressions": gettext_lazy("Expressions that mean the same")}
        help_texts = {
            "expressions": gettext_lazy(
                "One a line, in any language: an acronym, the words it stands for, the same in Hindi. "
                "Whoever types one of them in the search finds the others too, and is told so. Each has six "
                "words at most."
            )
        }
        widgets = {"expressions": forms.Textarea(attrs={"rows": 5})}

    def clean_expressions(self) -> str:
        """Two expressions or more, each of which says something, and no two the same."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["expressions"].splitlines())
        told: dict[tuple[str, ...], Expression] = {}
        for one in map(expression, filter(None, lines)):
            told.setdefault(one.tokens, one)
        mistakes = [*_mistakes(list(told.values())), *self._too_many_groups()]
        if mistakes:
            raise ValidationError(mistakes)
        return "\n".join(one.said for one in told.values())

    def _too_many_groups(self) -> Iterator[str]:
        if not self.instance.pk and Synonym.objects.count() >= MOST_GROUPS:
            yield _("There are %(number)d groups, which is the most the search reads.") % {
                "number": MOST_GROUPS
            }


def _mistakes(expressions: list[Expression]) -> Iterator[str]:
    """What speaks against these, in sentences."""
    if len({one.key for one in expressions}) < 2:
        yield _("Write two expressions at least, each on a line of its own.")
    if len(expressions) > MOST_EXPRESSIONS:
        yield _("Write %(number)d expressions at most.") % {"number": MOST_EXPRESSIONS}
    for one in expressions:
        if not one.key:
            yield _("“%(words)s” stands in nearly every text: the search passes it over.") % {
                "words": one.said[:LONGEST]
            }
        if len(one.tokens) > MOST_WORDS or len(one.said) > LONGEST:
            yield _("“%(words)s” is too long: six words at most.") % {"words": f"{one.said[:LONGEST]}…"}


@admin.register(Synonym)
class SynonymDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Groups of equal expressions."""

    form = SynonymForm
    list_display = ["__str__"]
    search_fields = ["expressions"]

    class Media:
        css = {"all": ["css/office.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: Synonym | None = None) -> Any:
        """One field, and when a change is seen."""
        told = _("A change counts at once. Readers are told an expression once a public text holds it.")
        return [(None, {"fields": ["expressions"], "description": told})]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list under its plain name."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})
