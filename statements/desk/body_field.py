"""The field of a statement's text: written in the editor or in plain signs, read as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.html import escape
from django.utils.translation import gettext as _

from statements import plain_writing

from .editor import direction, prose_widget
from .ways import BUTTON, Choice, Way

LONGEST_BODY = 500_000  # characters; a long book chapter
IN_SIGNS = "{}_plain"  # the name under which a browser sends plain signs


@dataclass(frozen=True)
class Written:
    """A text as a person typed it, in one way or the other, over the one that is stored."""

    typed: str
    way: Way
    stored: str = ""

    @cached_property
    def html(self) -> str:
        """The text as HTML: the stored one where plain signs say the same."""
        if self.way == Way.EDITOR:
            return self.typed
        if self.is_too_much:
            return escape(self.typed)
        html = plain_writing.to_html(self.typed)
        return self.stored if plain_writing.reads_alike(html, self.stored) else str(html)

    @property
    def is_too_much(self) -> bool:
        """Whether so much is written in plain signs that it is not read."""
        return len(self.typed) > LONGEST_BODY or plain_writing.is_tangled(self.typed)

    def __str__(self) -> str:
        return self.html


class TwoWays(forms.Widget):
    """The text in plain signs or in the editor, and two buttons that show it in the other way."""

    template_name = "desk/two_ways.html"

    def __init__(self, language: str, stored: str, choice: Choice) -> None:
        super().__init__()
        self.stored, self.choice = stored, choice
        self.editor = prose_widget(language)
        text = {"lang": language, "dir": direction(language)} if language else {}
        self.plain = forms.Textarea(attrs={"rows": 20, "class": "in-plain-signs", **text})

    @property
    def media(self) -> forms.Media:
        """The editor's files, and the script that puts it in place."""
        scripts: list[Any] = [Script(f"js/{name}.js", defer=True) for name in ("two-ways", "legacy-font")]
        return self.editor.media + forms.Media(css={"all": ["css/writing.css"]}, js=scripts)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Written | None:
        """What was typed, and how; None where the form has no text."""
        for sent_as, way in ((IN_SIGNS.format(name), Way.PLAIN), (name, Way.EDITOR)):
            if (typed := data.get(sent_as)) is not None:
                return Written(typed, way, self.stored)
        return None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form has no text, in either way."""
        return self.value_from_datadict(data, files, name) is None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What is shown: the way that was asked for or typed in, else plain signs, where they hold the text.

        Over a text nobody typed yet a script may put the editor.
        """
        context = super().get_context(name, "", attrs)
        typed = value if isinstance(value, Written) else None
        html, wanted = str(value or ""), self.choice.now or (typed and typed.way)
        plain = typed.typed if typed and typed.way == Way.PLAIN else plain_writing.from_html(html)
        signs_id = f"{context['widget']['attrs'].get('id', name)}_signs"
        described = {**(attrs or {}), "aria-describedby": signs_id}
        is_plain = plain is not None and wanted != Way.EDITOR
        context["widget"] |= {
            "button": BUTTON,
            "is_plain": is_plain,
            "cannot_hold": plain is None and wanted != Way.EDITOR,
            "signs_id": signs_id,
            "last": self.choice.last or "",
            "plain": self.plain.render(IN_SIGNS.format(name), plain, described) if is_plain else "",
            "editor": self.editor.render(name, html, attrs) if not is_plain or wanted is None else "",
        }
        return context


class BodyField(forms.CharField):
    """The text of a statement."""

    def __init__(self, *, language: str, stored: str, choice: Choice, **kwargs: Any) -> None:
        widget = TwoWays(language, stored, choice)
        super().__init__(widget=widget, max_length=LONGEST_BODY, required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """The text as HTML; more plain signs than anybody reads are refused in words."""
        if isinstance(value, Written) and value.way == Way.PLAIN:
            self.run_validators(value.typed)
            if value.is_too_much:
                raise ValidationError(_("This text has too many lines and signs. Take it apart."))
        return str(super().to_python(str(value or "")))
