"""What every template knows of the newsroom."""

from django.conf import settings
from django.http import HttpRequest


def newsroom(request: HttpRequest) -> dict[str, object]:
    """The newsroom's name and the languages of its screens."""
    return {"newsroom_name": settings.NEWSROOM_NAME, "screen_languages": settings.LANGUAGES}
