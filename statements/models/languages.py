"""Texts that exist in several languages: one JSON column, read in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from statements import text

# The languages of texts as the screens speak of them, in the language of the screen: the Hindi version.
_CALLED = {
    "en": _("English"),
    "hi": _("Hindi"),
    "ur": _("Urdu"),
    "bn": _("Bengali"),
    "pa": _("Punjabi"),
    "ta": _("Tamil"),
    "te": _("Telugu"),
    "mr": _("Marathi"),
    "or": _("Odia"),
}


def language_called(code: str) -> str:
    """What a language is called on the screen; its own name for it where the house knows no other."""
    return str(_CALLED.get(code) or dict(settings.CONTENT_LANGUAGES).get(code, code))


def language_shown(texts: Mapping[str, str], language: str | None = None) -> str:
    """The language of the text that `in_language` gives; empty where there is none."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE, *texts)
    return next((code for code in wanted if texts.get(code)), "")


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in `language` (the active one by default), else in the newsroom's, else in any."""
    return texts.get(language_shown(texts, language), "")


def check_texts(value: object) -> None:
    """Refuse anything but a mapping from the newsroom's languages to text."""
    known = dict(settings.CONTENT_LANGUAGES)
    if not isinstance(value, dict) or any(
        code not in known or not isinstance(written, str) for code, written in value.items()
    ):
        raise ValidationError(_("Give one text per language."))


def check_languages(value: object) -> None:
    """Refuse anything but a list of the newsroom's languages by their codes."""
    if not isinstance(value, list) or not set(map(str, value)) <= set(dict(settings.CONTENT_LANGUAGES)):
        raise ValidationError(_("Choose languages of this newsroom."))


class TextPerLanguage(models.JSONField):
    """A text per language, kept as `{"en": …, "hi": …}`; read it with `in_language`."""

    default_validators = [check_texts]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def to_python(self, value: Any) -> Any:
        """The texts as `text.lines` leaves them, without those of which nothing can be seen."""
        if not isinstance(value, dict):
            return value
        tidied = {
            code: text.lines(typed) if isinstance(typed, str) else typed for code, typed in value.items()
        }
        return {code: written for code, written in tidied.items() if written != ""}

    def get_prep_value(self, value: Any) -> Any:
        """What is stored."""
        return super().get_prep_value(self.to_python(value))
