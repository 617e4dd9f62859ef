"""What the states of demands are called: administrators word them, updates set them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from campaigns.models import Status
from statements.desk.as_opened import AsOpened
from statements.desk.office import TEXTS
from statements.desk.readings import OwnFilters


@admin.register(Status)
class StatusDesk(AsOpened, OwnFilters, admin.ModelAdmin):
    """Labels over fixed types; a label is public as soon as it is saved."""

    list_display = ["called", "type", "place"]
    formfield_overrides = TEXTS

    class Media:
        css = {"all": ["css/office.css"]}

    @admin.display(description=gettext_lazy("name"))
    def called(self, status: Status) -> str:
        """What it is called."""
        return status.name

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What is set already keeps its type: a met demand does not become a refused one."""
        return ["slug", "type"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Updates name them: they are not deleted."""
        return False
