"""Texts that exist in several languages: one JSON column, read in the reader's language."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in `language` (the active one by default), else in the newsroom's, else in any."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE, *texts)
    return next((texts[code] for code in wanted if texts.get(code)), "")


def check_texts(value: object) -> None:
    """Refuse anything but a mapping from the newsroom's languages to text."""
    known = dict(settings.CONTENT_LANGUAGES)
    if not isinstance(value, dict) or any(
        code not in known or not isinstance(text, str) for code, text in value.items()
    ):
        raise ValidationError(_("Give one text per language."))


class TextPerLanguage(models.JSONField):
    """A text per language, kept as `{"en": …, "hi": …}`; read it with `in_language`."""

    default_validators = [check_texts]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
