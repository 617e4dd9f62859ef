"""Addresses with a sign no database takes get a plain 400 at the desk; public pages read around it."""

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse


class NoNulAtTheDesk:
    """Refuses a NUL in the desk's addresses before any list, search or autocompletion meets it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request, or raise what Django answers with 400."""
        asked = request.path_info + unquote(request.META.get("QUERY_STRING", ""))
        if asked.startswith("/admin/") and "\x00" in asked:
            raise SuspiciousOperation("NUL in an address of the desk")
        return self.get_response(request)
