"""Topics at the desk: accepted, named per language, merged, with what is filed under each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import text
from statements.models import Topic, TopicOfStatement
from statements.workflow import State

from . import usage
from .as_opened import AsOpened
from .office import TEXTS, Paragraphs, without_detours
from .readings import OwnFilters


class TopicForm(forms.ModelForm):
    """A topic; merging it into another is part of the form."""

    class Meta:
        model = Topic
        fields = ["name", "slug", "names", "texts", "is_accepted", "merged_into"]
        labels = {"slug": gettext_lazy("Address")}
        help_texts = {
            "name": gettext_lazy("What drafters type to file a statement here."),
            "slug": gettext_lazy("The end of its public address: /topics/…/. A change breaks links to it."),
        }

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
class TopicDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Topics: accepted, named per language, merged."""

    form = TopicForm
    change_form_template = "admin/statements/topic/change_form.html"
    list_display = ["name", "filed", "is_accepted", "leads_to"]
    list_select_related = ["merged_into"]
    list_filter = ["is_accepted"]
    search_fields = ["name", "names"]
    view_on_site = False  # readers may not know it yet; and the desk has no such way out
    formfield_overrides = TEXTS
    actions = ["accept"]

    class Media:
        css = {"all": ["css/office.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """With how many statements are filed under each."""
        filed = TopicOfStatement.objects.filter(tag=OuterRef("pk")).exclude(
            content_object__state=State.DISCARDED
        )
        counted = filed.order_by().values("tag").annotate(number=Count("pk")).values("number")
        topics = super().get_queryset(request)
        found: QuerySet[Topic] = topics.annotate(number_filed=Coalesce(Subquery(counted), 0))
        return found

    @admin.display(description=gettext_lazy("Statements"), ordering="number_filed")
    def filed(self, topic: Topic) -> int:
        """How many statements are filed under it, drafts included."""
        return int(getattr(topic, "number_filed", 0))

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, topic: Topic) -> str:
        """The topic it was merged into; nothing for a living one."""
        return topic.merged_into.label if topic.merged_into else ""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list under its plain name."""
        return super().changelist_view(request, {"title": _("Topics"), **(extra_context or {})})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Introductions get more room; a topic is merged into a living one, but not into itself."""
        if db_field.name == "texts":
            kwargs["inner"] = Paragraphs
        if db_field.name == "merged_into":
            here = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            kwargs["queryset"] = Topic.objects.living().exclude(pk=here if str(here).isdecimal() else None)
        return without_detours(super().formfield_for_dbfield(db_field, request, **kwargs))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, with what uses the topic."""
        context = extra_context or {}
        if topic := self.get_object(request, object_id):
            context["uses"] = list(usage.uses_of_topic(topic, timezone.now()))
        return super().change_view(request, object_id, form_url, context)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        """Topics are merged, not deleted: their addresses are promises."""
        return False

    def rows_to_lock(self, request: HttpRequest, row: Topic) -> QuerySet[Topic]:
        """The topic, and the one it is merged into: each into the other would be a circle."""
        other = text.whole_number(request.POST.get("merged_into", ""))
        return Topic.objects.filter(pk__in=[row.pk, *([] if other is None else [other])])

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """Save, and file everything anew where the topic is merged."""
        other, obj.merged_into = obj.merged_into, None
        super().save_model(request, obj, form, change)
        if not other:
            return
        try:
            obj.merge_into(other)
        except ValueError as refused:  # somebody merged the other one away in this very moment
            messages.error(request, str(refused))

    @admin.action(description=gettext_lazy("Accept: readers may see these topics"))
    def accept(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        """Accept the chosen topics."""
        for topic in queryset:
            topic.is_accepted = True
            topic.save(update_fields=["is_accepted"])
        messages.success(request, _("Accepted."))
