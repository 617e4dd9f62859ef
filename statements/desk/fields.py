"""Form fields of the desk: a text per language, people one a line, moments in the newsroom's zone."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from statements import text
from statements.models import IssuingBody


class TextsWidget(forms.MultiWidget):
    """One input per language; those that are not a language of the screens stand folded away."""

    template_name = "desk/texts_per_language.html"

    def __init__(self, inner: type[forms.Widget], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({code: inner() for code, _name in settings.CONTENT_LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The texts in the order of the languages."""
        return [(value or {}).get(code, "") for code, _name in settings.CONTENT_LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each input with its language's name."""
        context = super().get_context(name, value, attrs)
        screens = dict(settings.LANGUAGES)
        for (code, label), inner in zip(
            settings.CONTENT_LANGUAGES, context["widget"]["subwidgets"], strict=True
        ):
            inner["attrs"] |= {"lang": code, "aria-label": label}
            inner |= {"label": label, "is_main": code in screens or bool(inner["value"])}
        return context


class TextsField(forms.MultiValueField):
    """A text per language, as `{"en": …}`; languages left empty are left out."""

    def __init__(
        self, *, required: bool = False, inner: type[forms.Widget] = forms.TextInput, **kwargs: Any
    ) -> None:
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        kwargs["widget"] = TextsWidget(inner)
        fields = [forms.CharField(required=False) for _code in settings.CONTENT_LANGUAGES]
        super().__init__(fields=fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """What was typed, by language."""
        codes = [code for code, _name in settings.CONTENT_LANGUAGES]
        return {code: typed for code, typed in zip(codes, data_list, strict=False) if typed}


def _without_nul(value: Any) -> str:
    """What was typed; a NUL is refused here, since Django's own check sees the parsed list only."""
    typed = str(value or "")
    if "\x00" in typed:
        raise ValidationError(_("There is a sign in it that no text has."))
    return typed


class SignatoriesField(forms.CharField):
    """Signatories in their order, one a line: name; post on that day; body."""

    widget = forms.Textarea(attrs={"rows": 3})
    PARTS = ("name", "post", "body")

    def prepare_value(self, value: Any) -> Any:
        """One line for each person."""
        if not isinstance(value, list):
            return value
        return "\n".join("; ".join(filter(None, (person[part] for part in self.PARTS))) for person in value)

    def to_python(self, value: Any) -> Any:
        """The people of the lines."""
        lines = [line.split(";") for line in _without_nul(value).splitlines() if line.strip()]
        if any(len(parts) > len(self.PARTS) for parts in lines):
            raise ValidationError(_("One person a line: name; post; body."))
        if any(not parts[0].strip() for parts in lines):
            raise ValidationError(_("A signatory needs a name."))
        return [
            dict(zip(self.PARTS, [*(part.strip() for part in parts), "", ""], strict=False))
            for parts in lines
        ]


class JointBodiesField(forms.CharField):
    """The codes of the bodies that speak together with the issuing one, in the agreed order."""

    def prepare_value(self, value: Any) -> Any:
        """The codes in one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The codes as a list; a code nobody has is refused by name."""
        codes = list(dict.fromkeys(text.topics_from_string(_without_nul(value).upper())))
        known = set(IssuingBody.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(
                _("There is no body with the code %(codes)s.") % {"codes": ", ".join(unknown)}
            )
        return codes


class TopicsField(forms.CharField):
    """Names of topics, separated by commas or lines; a blank separates nothing."""

    widget = forms.TextInput(attrs={"class": "vTextField"})

    def prepare_value(self, value: Any) -> Any:
        """The names in one line."""
        return text.string_from_topics(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The names."""
        names = text.topics_from_string(_without_nul(value))
        if any(len(name) > 100 for name in names):
            raise ValidationError(_("A topic has at most 100 characters."))
        return names


class PeopleField(forms.ModelMultipleChoiceField):
    """People to tick, by the names screens use."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the username where that is another."""
        name, username = obj.called, obj.get_username()
        return str(name if name == username else f"{name} ({username})")


class MomentField(forms.DateTimeField):
    """A day and time in the zone of whoever types it, asked for by the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        kwargs.setdefault("help_text", lazy(_zone_words, str)())
        super().__init__(widget=picker, **kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """The moment; one that the clock skips or cannot hold is refused in words."""
        try:
            moment = super().to_python(value)
        except (OverflowError, ValueError) as broken:
            raise ValidationError(_("This is not a time.")) from broken
        if moment and moment.year > timezone.now().year + 10:
            raise ValidationError(_("This time is more than ten years away."))
        return moment


def _zone_words() -> str:
    """In which zone a time is read: the person's own, or else the newsroom's."""
    return _("In the time zone %(zone)s.") % {"zone": timezone.get_current_timezone_name()}
