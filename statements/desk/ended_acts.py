"""What is done once and ended later, by verbs, and never edited: the record names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise


class EndedActs(admin.ModelAdmin):
    """A list, and a page for each act in the place of a form."""

    list_title: ClassVar[Promise]
    page_of: Callable[..., HttpResponse]  # of a request and an act: how it stands, the button that ends it

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stands as it is: it can be ended."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Acts are kept: the record names them."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list under its plain name."""
        return super().changelist_view(request, {"title": self.list_title, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one act."""
        act = self.get_object(request, object_id)
        if act is None or not self.has_view_permission(request, act):
            raise Http404
        return self.page_of(request, act)
