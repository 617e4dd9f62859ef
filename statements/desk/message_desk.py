"""The desk of messages: what was sent to whom, what waits or failed and why, and what to do about it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from statements.models import Effect, User
from statements.models.outbox import EffectQuerySet
from statements.objections import clock_words
from statements.outbox import is_mail_set_up, oldest_due
from statements.outbox.tellers import teller_of
from statements.outbox.wording import verb

from .readings import OwnFilters, short_time


class Sent(admin.SimpleListFilter):
    """Only what was sent, or only what ought to have been and was not."""

    title = gettext_lazy("sent")
    parameter_name = "sent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two choices beside all."""
        return [("no", _("Not sent")), ("yes", _("Sent"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """What is late, given up or held back; or what was sent."""
        if self.value() == "no":
            return queryset.not_sent(timezone.now())
        return queryset.filter(state=Effect.State.SENT) if self.value() == "yes" else queryset


@admin.register(Effect)
class MessageDesk(OwnFilters, admin.ModelAdmin):
    """Messages about the statements that exist for a person; nobody writes or deletes one."""

    fields = ["headline", "what", "to_whom", "how_it_stands", "due"]
    list_display = ["headline", "what", "to_whom", "how_it_stands", "due"]
    list_display_links = None
    list_filter = [Sent]
    list_select_related = ["statement", "step", "recipient"]
    ordering = ["-due_at", "-pk"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["send_again", "leave_unsent"]

    class Media:
        css = {"all": ["css/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> EffectQuerySet:
        """Messages of this person's statements; what only asked who is concerned is left out."""
        if not isinstance(request.user, User):
            return Effect.objects.none()
        return Effect.objects.visible_to(request.user).exclude(state=Effect.State.ADDRESSED)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Members have a desk."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Effect | None = None) -> bool:
        """Members see; which ones is said by `get_queryset`."""
        return isinstance(request.user, User) and bool(request.user.held_roles)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Verbs write messages, nobody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Effect | None = None) -> bool:
        """A message is sent again or left unsent, never changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Effect | None = None) -> bool:
        """The list is a record."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, and how the outbox stands."""
        context = {"title": _("Messages"), "subtitle": standing(), **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.action(description=gettext_lazy("Send again what was given up or held back"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Effect]) -> None:
        """Make the chosen ones due anew."""
        count = Effect.objects.filter(pk__in=queryset).send_again(timezone.now())
        words = ngettext("%(count)d message is to be sent.", "%(count)d messages are to be sent.", count)
        messages.success(request, words % {"count": count})

    @admin.action(description=gettext_lazy("Leave unsent what was given up or held back"))
    def leave_unsent(self, request: HttpRequest, queryset: QuerySet[Effect]) -> None:
        """Let the chosen ones rest."""
        count = Effect.objects.filter(pk__in=queryset).leave_unsent()
        words = ngettext("%(count)d message stays unsent.", "%(count)d messages stay unsent.", count)
        messages.success(request, words % {"count": count})

    @admin.display(description=gettext_lazy("statement"), ordering="statement__headline")
    def headline(self, effect: Effect) -> SafeString:
        """What it is about, as a link."""
        if teller := teller_of(effect):
            return format_html('<a href="{}">{}</a>', teller.way(effect)[1], teller.title(effect))
        address = reverse("admin:statements_statement_change", args=[effect.statement_id])
        statement = effect.text
        link = '<a href="{}" lang="{}">{}</a>'
        return format_html(link, address, statement.language, statement.headline_for_lists())

    @admin.display(description=gettext_lazy("about"))
    def what(self, effect: Effect) -> str:
        """The verb it tells of."""
        done = verb(effect)
        return _("Not told of: %(verb)s") % {"verb": done} if effect.kind == Effect.Kind.FAILURE else done

    @admin.display(description=gettext_lazy("recipient"), ordering="recipient")
    def to_whom(self, effect: Effect) -> str:
        """The recipient; before they are asked for, all concerned."""
        return effect.recipient.called if effect.recipient else _("All concerned")

    @admin.display(description=gettext_lazy("how it stands"), ordering="state")
    def how_it_stands(self, effect: Effect) -> str:
        """Its state; where it was tried in vain how often, when it is tried again, and what went wrong."""
        words = [str(effect.get_state_display())]
        if effect.last_error and effect.attempts:
            tried = ngettext("tried %(count)d time", "tried %(count)d times", effect.attempts)
            words.append(tried % {"count": effect.attempts})
            if effect.state == Effect.State.DUE:
                words.append(_("again %(time)s") % {"time": short_time(effect.next_try)})
        return ": ".join(filter(None, [", ".join(words), effect.last_error]))

    @admin.display(description=gettext_lazy("due at"), ordering="due_at")
    def due(self, effect: Effect) -> str:
        """When it was or is to be sent, in the newsroom's time."""
        return short_time(effect.due_at)


def standing() -> str:
    """How the outbox stands, in one sentence; empty where nothing waits."""
    oldest = oldest_due(timezone.now())
    if not is_mail_set_up():
        return _("Mail is not set up: nobody is told of anything. Messages wait here.")
    if oldest is None:
        return ""
    return _("The oldest message has been waiting since %(time)s.") % {"time": clock_words(oldest.due_at)}
