"""People at the desk: invited by mail, never given a password; what is done about their accounts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from statements.house import IMPORT_ACCOUNT
from statements.models import User
from statements.people import acts, letters, record
from statements.people.links import INVITATION, Link
from statements.people.record import Deed

from .as_opened import AsOpened
from .office import MembershipInline
from .readings import OwnFilters, short_time
from .who import person_of

admin.site.unregister(TOTPDevice)  # its page would show the secrets of other people's phones


class InvitationForm(forms.ModelForm):
    """Somebody new: no password, they choose it themselves."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "language"]

    def save(self, commit: bool = True) -> User:
        """The account, open to nobody until its owner has chosen a password."""
        self.instance.set_unusable_password()
        self.instance.is_staff = True
        person: User = super().save(commit)
        return person


class WhyForm(forms.Form):
    """The reason, kept in the record."""

    note = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


PLAIN: dict[str, dict[str, Any]] = {
    "username": {"help_text": gettext_lazy("Typed at the login; a short word without blanks.")},
    "email": {"help_text": gettext_lazy("Invitations, links and all messages of the desk go there.")},
    "is_staff": {
        "label": gettext_lazy("May come to the desk"),
        "help_text": gettext_lazy("What this person may do there say the memberships below."),
    },
    "groups": {
        "help_text": gettext_lazy(
            "Administrators keep bodies, people, topics and settings. Over statements that gives no rights."
        )
    },
}


@admin.register(User)
class PeopleDesk(AsOpened, OwnFilters, UserAdmin):
    """People and what they are to bodies."""

    inlines = [MembershipInline]
    add_form = InvitationForm
    add_form_template = "admin/statements/user/add_form.html"
    change_form_template = "admin/statements/user/change_form.html"
    act_template = "admin/statements/user/act.html"
    list_display = ["username", "called", "email", "is_active", "is_staff", "has_second_factor", "last_in"]
    list_filter = ["is_active", "is_staff", "groups"]
    filter_horizontal = ()
    add_fieldsets = [(None, {"fields": InvitationForm.Meta.fields})]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What Django calls staff and username, in the words of an office."""
        plain = PLAIN.get(db_field.name, {})
        return super().formfield_for_dbfield(db_field, request, **kwargs, **plain)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Groups are ticked: a list that is moved from left to right is nothing for a screen reader."""
        return super().formfield_for_manytomany(
            db_field, request, **kwargs | {"widget": forms.CheckboxSelectMultiple}
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With what the list shows of each."""
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(has_phone=Exists(phones))

    @admin.display(description=gettext_lazy("Second factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        """Whether a phone is set up."""
        return bool(person.has_phone)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("Last login"), ordering="last_login")
    def last_in(self, person: User) -> str:
        """When the person last came in."""
        return short_time(person.last_login) if person.last_login else "–"

    @admin.display(description=gettext_lazy("Name"), ordering="first_name")
    def called(self, person: User) -> str:
        """The name screens and the record use."""
        return person.called

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a superuser makes superusers; rights of a kind of their own are not handed out."""
        if obj is None:
            return self.add_fieldsets
        status = ["is_staff", *(["is_superuser"] if _is_superuser(request) else []), "groups"]
        return [
            (None, {"fields": ["username"]}),
            (_("Person"), {"fields": ["first_name", "last_name", "email", "language", "time_zone"]}),
            (_("At the desk"), {"fields": status}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An administrator does not change a superuser, nor take their password."""
        if obj is not None and obj.is_superuser and not _is_superuser(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are deactivated, not deleted: the record names them."""
        return False

    # --- invitation and the acts on an account ------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save, and invite somebody new."""
        super().save_model(request, obj, form, change)
        if not change:
            acts.invite(obj, by=person_of(request))
            self._say_sent(request, obj, INVITATION)

    def _say_sent(self, request: HttpRequest, person: User, link: Link) -> None:
        if letters.can_be_sent_to(person):
            messages.success(request, _("The link goes to %(email)s.") % {"email": person.email})
        else:
            sentence = _("No mail goes to %(name)s. Hand over this link yourself, it works once: %(link)s")
            said = {"name": person.called, "link": request.build_absolute_uri(link.path(person))}
            messages.warning(request, sentence % said)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Somebody new reads the newsroom's language until they choose another."""
        return {"language": settings.LANGUAGE_CODE, **super().get_changeform_initial_data(request)}

    def get_urls(self) -> list[URLPattern]:
        """The list, the form and a page for each act."""
        act = self.admin_site.admin_view(self.act_view)
        return [
            path("<int:person>/account/<slug:name>/", act, name="statements_user_act"),
            *super().get_urls(),
        ]

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Nobody sets a password for somebody else: whoever knows it could say yes in their name."""
        raise PermissionDenied

    def act_view(self, request: HttpRequest, person: int, name: str) -> HttpResponse:
        """What an act will do, why it is done, and the button."""
        found, by = self._find(request, person), person_of(request)
        act = next((act for act in acts.offered(found, by) if act.name == name), None)
        if act is None:
            raise Http404
        form = WhyForm(request.POST or None)
        if form.is_valid():
            act.change(found, by, form.cleaned_data["note"])
            self._say_done(request, found, act)
            return HttpResponseRedirect(_address(found))
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "subtitle": None,
            "opts": self.opts,
            "act": act,
            "person": found,
            "form": form,
        }
        return TemplateResponse(request, self.act_template, context, status=status)

    def _find(self, request: HttpRequest, key: int) -> User:
        found: User | None = self.get_object(request, str(key))
        if found is None or found.username == IMPORT_ACCOUNT:
            raise Http404
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def _say_done(self, request: HttpRequest, person: User, act: acts.Act) -> None:
        if act.link:
            self._say_sent(request, person, act.link)
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": act.label})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, with how this person comes in and what was done about it."""
        context = extra_context or {}
        person = self.get_object(request, object_id)
        if person is not None:
            may_act = self.has_change_permission(request, person) and person.username != IMPORT_ACCOUNT
            context |= {
                "acts": acts.offered(person, person_of(request)) if may_act else [],
                "person_steps": [(step, Deed(step.verb).label) for step in record.steps_of(person)[:20]],
            }
        return super().change_view(request, object_id, form_url, context)


def _address(person: User) -> str:
    return reverse("admin:statements_user_change", args=[person.pk])


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
