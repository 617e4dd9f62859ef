"""Forms of the office know what they showed: who saves after another is told once, and sees what stands."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .overtaken import Overtaken, Shown, differs, set_beside

FIELD = "as_opened"  # what the page showed, in its hidden field


class AsOpened(admin.ModelAdmin):
    """A form that is refused once where its row, or one below it, was changed after it was opened."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form. Where the same was saved in the same moment, it comes back and says so."""
        asked = (request, object_id, form_url, dict(extra_context or {}))
        if request.method != "POST":
            return self._form(*asked)
        try:
            with transaction.atomic():
                return self._save(*asked)
        except IntegrityError:
            with transaction.atomic():
                return self._save(*asked)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; one that saves nothing where what was typed is only set beside what stands."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("Refused", (_Refused, form), {}) if isinstance(request.POST, Overtaken) else form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A field without a second, hidden one: what counts is what stands, not what the page showed."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.show_hidden_initial = False
        return field

    def rows_to_lock(self, request: HttpRequest, row: Any) -> QuerySet[Any]:
        """The rows a save of this one must find as they are until it is done."""
        found: QuerySet[Any] = self.model._default_manager.filter(pk=row.pk)
        return found

    def _form(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        # Asked before the form reads its row: what another saves between the two is noticed.
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row and self.has_change_permission(request, row):
            context[FIELD] = Shown(row, *self._forms(request, row)).sign()
        return super().changeform_view(request, object_id, form_url, context)

    def _save(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        if object_id is None:
            return super().changeform_view(request, None, form_url, context)
        row = self._locked(request, object_id)
        if row is None:
            return self._deleted(request, object_id, form_url, context)
        if not self.has_change_permission(request, row):
            return super().changeform_view(request, object_id, form_url, context)
        shown = Shown(row, *self._forms(request, row))
        context[FIELD] = shown.sign()
        typed = Overtaken.by(request.POST, shown, request.POST.get(FIELD, ""))
        if shown.is_as(request.POST.get(FIELD, "")) or not differs(typed, shown):
            return super().changeform_view(request, object_id, form_url, context)
        return self._beside(request, typed, object_id, form_url, context)

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """The row and those below it, as they stand until the transaction ends; None where it is gone."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return None
        list(self.rows_to_lock(request, row).select_for_update(no_key=True).order_by("pk"))
        for formset, _inline in self.get_formsets_with_inlines(request, row):
            below = formset.model._default_manager.filter(**{formset.fk.name: row.pk})
            list(below.select_for_update(no_key=True).order_by("pk"))
        return self.get_object(request, unquote(object_id))

    def _forms(self, request: HttpRequest, row: Model) -> tuple[ModelForm, list[BaseInlineFormSet]]:
        """The form of a row as it opens now, and those of the rows below it."""
        below = [
            formset(instance=row, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]
        return self.get_form(request, row, change=True)(instance=row), below

    def _beside(
        self,
        request: HttpRequest,
        typed: Overtaken,
        object_id: str | None,
        form_url: str,
        context: dict[str, Any],
    ) -> HttpResponse:
        """The form with all that was typed, and beside it what stands now."""
        request.POST = typed  # type: ignore[assignment]
        response: Any = super().changeform_view(request, object_id, form_url, {**context, "overtaken": typed})
        set_beside(response.context_data)
        response.status_code = HTTPStatus.CONFLICT
        return response  # type: ignore[no-any-return]

    def _deleted(
        self, request: HttpRequest, object_id: str, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        """What was typed into a row that another deleted, as the form of a new one."""
        if not (self.has_add_permission(request) and self.has_delete_permission(request)):
            return super().changeform_view(request, object_id, form_url, context)
        sentence = _(
            "This was deleted after you opened it. Nothing you typed is lost: save, and it is there again."
        )
        anew = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return self._beside(request, Overtaken.saying(request.POST, sentence), None, anew, context)


class _Refused:
    """A form that shows its mistakes and is not saved."""

    def is_valid(self) -> bool:
        """Never; but all of it is judged."""
        super().is_valid()  # type: ignore[misc]
        return False
