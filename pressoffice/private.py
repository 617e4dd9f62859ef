"""What no page has declared public is kept by no cache: the desk, outsiders' links, refusals, errors."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivateUnlessPublic:
    """Forbids caches whatever says nothing of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request, private unless its view says otherwise."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response
