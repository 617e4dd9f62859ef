"""The headers of every answer, whoever gives it: Django, the static files, a refusal before any view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What no page of the house needs of a browser; `()` allows it to nobody.
UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-create", "publickey-credentials-get",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# For what comes without a policy of its own: nothing is loaded, run, framed or sent.
STRICTEST = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Pictures that feed readers and other sites show beside our words; what the frame of a preview is drawn
# with, which is sandboxed, and so of no origin.
SHOWN_ELSEWHERE = ("image/", "text/css", "font/")


class SafeHeaders:
    """Adds to each answer what it lacks of these; the first of the middleware, so that none passes by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request."""
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith(SHOWN_ELSEWHERE):
            response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", STRICTEST)
        return response
