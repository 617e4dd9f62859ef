"""What every template knows of the newsroom."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from statements import maintenance, speakers
from statements.freshness import press_contacts


@dataclass(frozen=True)
class ScreenLanguage:
    """A language of the screens, and where this page is found in it."""

    code: str
    name: str
    address: str
    front: str
    is_current: bool


def newsroom(request: HttpRequest) -> dict[str, object]:
    """The newsroom's own words, its press contacts of today, its languages, whether maintenance is going on.

    Asked of the database only where a template shows them.
    """
    settled = partial(speakers.newsroom_of, request)
    return {
        "newsroom": SimpleLazyObject(settled),
        "newsroom_name": SimpleLazyObject(lambda: speakers.newsroom_name(settled())),
        "press_contacts": SimpleLazyObject(partial(press_contacts, request)),
        "maintenance": {"words": maintenance.words()} if maintenance.is_on() else None,
        "screen_languages": SimpleLazyObject(lambda: screen_languages(request)),
    }


def screen_languages(request: HttpRequest) -> list[ScreenLanguage]:
    """The languages of the screens, in the order of the settings."""
    return [
        ScreenLanguage(code, name, translate_url(request.path, code), front_in(code), code == get_language())
        for code, name in settings.LANGUAGES
    ]


def front_in(language: str) -> str:
    """The address of the front page in a language."""
    with override(language):
        return reverse("front")
