"""The administrators' room of model texts: one of each kind in each language."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from statements.models import ModelText

from .as_opened import AsOpened
from .editor import editor_policy, prose_widget
from .readings import OwnFilters


@admin.register(ModelText)
class ModelTextDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Model texts. A draft that began from one keeps its words when the model changes."""

    list_display = ["kind", "language", "headline"]
    list_filter = ["kind", "language"]
    fields = [("kind", "language"), "headline", "standfirst", "body", "notes_to_editors"]

    class Media:
        css = {"all": ["css/desk.css", "css/office.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The text is written as that of a statement is."""
        if db_field.name == "body":
            kwargs["widget"] = prose_widget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @method_decorator(editor_policy)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, under the policy of the editor."""
        return super().changeform_view(request, *args, **kwargs)
