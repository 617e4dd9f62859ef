"""Notes on a statement: how one is written, and those that are open, for the panels that show them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Statement, User
from statements.models.content import labels
from statements.rights import may


class NoteForm(forms.Form):
    """A remark, and what it is on."""

    text = forms.CharField(
        label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    field = forms.ChoiceField(label=gettext_lazy("On"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(name, capfirst(called)) for name, called in labels().items()]
        choices = self.fields["field"]
        if isinstance(choices, forms.ChoiceField):
            choices.choices = [("", _("the whole statement")), *fields]


def panel(statement: Statement, person: User) -> dict[str, Any]:
    """What a panel of notes shows: the open ones with their answers; partners of a joint text see none."""
    may_note = may(person, "statements.change_statement", statement)
    unresolved = statement.notes.unresolved().select_related("author").prefetch_related("answers__author")
    return {
        "may_note": may_note,
        "open_notes": list(unresolved) if may_note else [],
        "note_form": NoteForm(auto_id="note_%s"),
    }
