"""Plain text typed beside the statements: tidied before it is stored, as a statement's own words are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from statements import text

if TYPE_CHECKING:  # the stubs' classes take type arguments, Django's own do not
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
else:
    from django.db.models import CharField, TextField


class Line(CharField):
    """One line, as `text.line` leaves it."""

    def to_python(self, value: Any) -> Any:
        """The line; asked by forms, and by every write and search."""
        typed = super().to_python(value)
        return text.line(typed) if isinstance(typed, str) else typed


class Lines(TextField):
    """Several lines, as `text.lines` leaves them."""

    def to_python(self, value: Any) -> Any:
        """The lines; asked by forms, and by every write and search."""
        typed = super().to_python(value)
        return text.lines(typed) if isinstance(typed, str) else typed
