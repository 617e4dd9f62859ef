"""The newsroom's settings at the desk: one form, and beside it what the server's environment says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Field
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import outbox
from statements.models import Newsroom, PressContact

from .as_opened import AsOpened
from .office import TEXTS, Paragraphs


class ContactField(forms.ModelChoiceField):
    """A press contact, named with the body it is of."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and body."""
        return f"{obj.name} · {obj.body.name}"


@admin.register(Newsroom)
class NewsroomDesk(AsOpened, admin.ModelAdmin):
    """One row: its list is its form."""

    formfield_overrides = TEXTS
    readonly_fields = ["time_zone", "screen_languages", "text_languages", "address", "mail"]

    class Media:
        css = {"all": ["css/office.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: Newsroom | None = None) -> Any:
        """What readers see first, then what the server says."""
        from_server = _("These are set on the server, by whoever runs it, and stand here to be looked up.")
        return [
            (
                _("What readers see"),
                {
                    "fields": ["names", "taglines", "abouts", "nights", "contact"],
                    "description": _("A change is public as soon as it is saved."),
                },
            ),
            (_("Set on the server"), {"fields": self.readonly_fields, "description": from_server}),
        ]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """A paragraph gets more room than a name; the contact is one that may be published."""
        if db_field.name in ("abouts", "nights"):
            kwargs["inner"] = Paragraphs
        if db_field.name == "contact":
            published = PressContact.objects.filter(is_published=True).select_related("body")
            words: dict[str, Any] = {
                "label": capfirst(db_field.verbose_name),
                "help_text": db_field.help_text,
            }
            return ContactField(published, required=False, **words)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one newsroom."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Newsroom | None = None) -> bool:
        """There is one newsroom."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of the one row."""
        return self.change_view(request, "1")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form under its plain name."""
        context = {"title": _("Newsroom settings"), "subtitle": None, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def response_change(self, request: HttpRequest, obj: Newsroom) -> HttpResponse:
        """Stay with the form."""
        messages.success(request, _("Saved. Readers see it now."))
        return HttpResponseRedirect(reverse("admin:statements_newsroom_change", args=[obj.pk]))

    # --- what the server says -----------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Time zone"))
    def time_zone(self, newsroom: Newsroom) -> str:
        """The newsroom's zone."""
        return str(settings.TIME_ZONE)

    @admin.display(description=gettext_lazy("Languages of the pages"))
    def screen_languages(self, newsroom: Newsroom) -> str:
        """The languages of the screens; the first is that of pages without a prefix."""
        first = settings.LANGUAGE_CODE
        ordered = sorted(settings.LANGUAGES, key=lambda language: language[0] != first)
        return ", ".join(str(name) for _code, name in ordered)

    @admin.display(description=gettext_lazy("Languages of statements"))
    def text_languages(self, newsroom: Newsroom) -> str:
        """The languages a statement may be in."""
        return ", ".join(name for _code, name in settings.CONTENT_LANGUAGES)

    @admin.display(description=gettext_lazy("Address of the newsroom"))
    def address(self, newsroom: Newsroom) -> str:
        """The address as seen from outside."""
        return str(settings.SITE_URL) or _("not set: mails and paper name no address")

    @admin.display(description=gettext_lazy("Mail"))
    def mail(self, newsroom: Newsroom) -> str:
        """The sender of mails."""
        return (
            str(settings.DEFAULT_FROM_EMAIL) if outbox.is_mail_set_up() else _("not set up: nobody is told")
        )
