"""The administrators' rooms: bodies, contacts, topics, former addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import text
from statements.models import Address, IssuingBody, Membership, PressContact, Topic, User
from statements.models.languages import TextPerLanguage
from statements.workflow import Role

from .fields import PeopleField, TextsField
from .readings import OwnFilters

TEXTS: dict[type[Field[Any, Any]], Mapping[str, Any]] = {TextPerLanguage: {"form_class": TextsField}}


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


def _reviewers() -> QuerySet[User]:
    """Who can be named as an approver: reviewers, and whoever is named already."""
    named = IssuingBody.approvers.through.objects.values("user")
    return User.objects.filter(Q(memberships__role=Role.REVIEWER) | Q(pk__in=named)).distinct()


@admin.register(IssuingBody)
class BodyDesk(OwnFilters, admin.ModelAdmin):
    """Issuing bodies with their contacts and members."""

    list_display = ["name", "code", "parent", "approvals_required", "is_external"]
    search_fields = ["code", "names"]
    prepopulated_fields = {"slug": ["code"]}
    inlines = [ContactInline, MembershipInline]
    formfield_overrides = TEXTS

    class Media:
        css = {"all": ["css/office.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Longer texts get more room; people are ticked."""
        if db_field.name == "boilerplates":
            kwargs["inner"] = forms.Textarea
        if db_field.name == "approvers":
            return PeopleField(
                _reviewers(),
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                required=False,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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


class TopicForm(forms.ModelForm):
    """A topic; merging it into another is part of the form."""

    class Meta:
        model = Topic
        fields = ["name", "slug", "names", "texts", "is_accepted", "merged_into"]

    def clean_name(self) -> str:
        """A name by which no other topic goes, however that is written."""
        name: str = self.cleaned_data["name"]
        same = Topic.objects.filter(folded=text.fold(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(
                _("There is a topic of this name already: %(topic)s"), params={"topic": same.name}
            )
        return name

    def clean_merged_into(self) -> Topic | None:
        """Another topic, one that is not merged itself."""
        other: Topic | None = self.cleaned_data["merged_into"]
        if other and (other.pk == self.instance.pk or other.merged_into_id):
            raise ValidationError(_("Choose another topic, one that is not merged itself."))
        return other


@admin.register(Topic)
class TopicDesk(OwnFilters, admin.ModelAdmin):
    """Topics: accepted, named per language, merged."""

    form = TopicForm
    list_display = ["name", "slug", "is_accepted", "merged_into"]
    list_filter = ["is_accepted"]
    search_fields = ["name", "names"]
    view_on_site = False  # readers may not know it yet; and the desk has no such way out
    formfield_overrides = TEXTS
    actions = ["accept"]

    class Media:
        css = {"all": ["css/office.css"]}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A topic is merged into a living one."""
        return super().formfield_for_foreignkey(db_field, request, queryset=Topic.objects.living(), **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        """Topics are merged, not deleted: their addresses are promises."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form. Where the same name was saved in the same moment, it comes back and says so."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """Save, and file everything anew where the topic is merged."""
        other, obj.merged_into = obj.merged_into, None
        super().save_model(request, obj, form, change)
        if other:
            obj.merge_into(other)

    @admin.action(description=gettext_lazy("Accept: readers may see these topics"))
    def accept(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        """Accept the chosen topics."""
        for topic in queryset:
            topic.is_accepted = True
            topic.save()
        messages.success(request, _("Accepted."))


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
class AddressDesk(OwnFilters, admin.ModelAdmin):
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
