"""The administrators' rooms: bodies, contacts, former addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Address, IssuingBody, Membership, PressContact, User
from statements.models.languages import TextPerLanguage
from statements.workflow import Role

from . import usage
from .as_opened import AsOpened
from .fields import PeopleField, TextsField
from .readings import OwnFilters

TEXTS: dict[type[Field[Any, Any]], Mapping[str, Any]] = {TextPerLanguage: {"form_class": TextsField}}


class Paragraphs(forms.Textarea):
    """Room for a paragraph."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})


def without_detours(field: Any) -> Any:
    """A choice without the small signs that would change, add or open what is chosen."""
    if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
        for detour in ("add", "change", "delete", "view"):
            setattr(field.widget, f"can_{detour}_related", False)
    return field


class ContactInline(admin.StackedInline):
    """A body's press contacts."""

    model = PressContact
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Languages are chosen by their names."""
        if db_field.name != "languages":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label=capfirst(db_field.verbose_name),
            choices=settings.CONTENT_LANGUAGES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class MembershipInline(admin.StackedInline):
    """Who is what to a body, or to which bodies a person is what."""

    model = Membership
    extra = 1

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The other side and the role, in one line."""
        other = "user" if self.parent_model is IssuingBody else "body"
        return [(other, "role")]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The other side is chosen, and kept on its own page."""
        return without_detours(super().formfield_for_dbfield(db_field, request, **kwargs))


def _reviewers() -> QuerySet[User]:
    """Who can be named as an approver: reviewers, and whoever is named already."""
    named = IssuingBody.approvers.through.objects.values("user")
    return User.objects.filter(Q(memberships__role=Role.REVIEWER) | Q(pk__in=named)).distinct()


@admin.register(IssuingBody)
class BodyDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Issuing bodies with their contacts and members."""

    list_display = ["name", "code", "parent", "approvals_required", "is_external"]
    search_fields = ["code", "names"]
    prepopulated_fields = {"slug": ["code"]}
    inlines = [ContactInline, MembershipInline]
    formfield_overrides = TEXTS
    change_form_template = "admin/statements/issuingbody/change_form.html"

    class Media:
        css = {"all": ["css/office.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: IssuingBody | None = None) -> Any:
        """Who it is, what readers see, who approves."""
        who = {"fields": ["names", "code", "slug", "parent", "is_external"]}
        seen = {
            "fields": ["boilerplates", "address"],
            "description": _("A change is public as soon as it is saved. What was issued keeps its words."),
        }
        approves = {
            "fields": ["approvals_required", "approvers"],
            "description": _("A change holds from now on. What is approved already stays approved."),
        }
        return [(_("Who it is"), who), (_("What readers see"), seen), (_("Who approves"), approves)]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, with what uses the body and who may approve for it."""
        context = extra_context or {}
        if body := self.get_object(request, object_id):
            context |= {
                "uses": list(usage.uses_of_body(body, timezone.now())),
                "who_approves": usage.who_approves(body),
                "too_few": usage.too_few_approve(body),
            }
        return super().change_view(request, object_id, form_url, context)

    def rows_to_lock(self, request: HttpRequest, row: IssuingBody) -> QuerySet[IssuingBody]:
        """The tree: two bodies that are put below each other in one moment would make a circle."""
        return IssuingBody.objects.all()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save contacts and members, and warn where too few may approve."""
        super().save_related(request, form, formsets, change)
        if warning := usage.too_few_approve(form.instance):
            messages.warning(request, warning)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Longer texts get more room; people are ticked."""
        if db_field.name == "address":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        if db_field.name == "boilerplates":
            kwargs["inner"] = Paragraphs
        if db_field.name == "approvers":
            return PeopleField(
                _reviewers(),
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                required=False,
            )
        return without_detours(super().formfield_for_dbfield(db_field, request, **kwargs))

    @admin.display(description=gettext_lazy("name"))
    def name(self, body: IssuingBody) -> str:
        """The body's name in the reader's language."""
        return body.name

    def has_delete_permission(self, request: HttpRequest, obj: IssuingBody | None = None) -> bool:
        """Bodies stand in references and on editions: they are not deleted."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: IssuingBody | None = None) -> list[str]:
        """The code stands in references and never changes."""
        return ["code"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An address is proposed for a new body only."""
        return {} if obj else self.prepopulated_fields


class AddressForm(forms.ModelForm):
    """A former path, and the path of this newsroom or the https address it leads to."""

    class Meta:
        model = Address
        fields = ["path", "leads_to"]

    def clean_path(self) -> str:
        """A path of this newsroom."""
        return _local_path(self.cleaned_data["path"])

    def clean_leads_to(self) -> str:
        """Where it leads: within the newsroom, or somewhere else over https."""
        target: str = self.cleaned_data["leads_to"]
        if target.startswith("https://") and not _has_controls(target):
            return target
        if target == self.cleaned_data.get("path"):
            raise ValidationError(_("An address cannot lead to itself."))
        return _local_path(target)


@admin.register(Address)
class AddressDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Former addresses and where they lead."""

    list_display = ["path", "leads_to"]
    search_fields = ["path"]
    form = AddressForm


def _local_path(typed: str) -> str:
    """A path of this newsroom; anything a browser would take elsewhere is refused."""
    if not typed.startswith("/") or typed.startswith(("//", "/\\")) or _has_controls(typed):
        raise ValidationError(_("Write a path of this newsroom, as in /statements/."))
    return typed


def _has_controls(typed: str) -> bool:
    return any(not sign.isprintable() for sign in typed)
