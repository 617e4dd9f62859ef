"""One file on a form: chosen, kept while the rest of the form is mended, taken away; without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from statements.files.arrival import keep
from statements.files.unwelcome import Unwelcome
from statements.models import File, User
from statements.models.files import NOTHING, Use
from statements.rights import bodies_of

from .files_field import ACCEPTED

PICTURES = "image/jpeg,image/png,image/webp,image/gif"


@dataclass(frozen=True)
class Sent:
    """What was sent: a new file, or the one kept before and not taken away."""

    upload: UploadedFile[Any] | None
    kept: File | None

    def __bool__(self) -> bool:
        return bool(self.upload or self.kept)


class OneFileWidget(forms.Widget):
    """The file there is, with a box to take it away, and a field to choose another."""

    template_name = "desk/one_file.html"
    needs_multipart_form = True

    def __init__(self, person: User, accepted: str) -> None:
        super().__init__()
        self.accepted = accepted
        # Nobody names another's file, nor what they saw in a body that they have left since.
        self.signer = Signer(salt=f"one file of {person.pk} in {sorted(bodies_of(person))}")
        self.cleaned: File | None = None  # what became of what was sent

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> Sent:
        """What was sent; a mark this person was not given is none."""
        kept = None if f"{name}-remove" in data else self._kept(data.get(f"{name}-kept", ""))
        return Sent(files.get(name), kept)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether nothing of it was sent."""
        return name not in files and f"{name}-kept" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What there is, and the mark by which it is known again."""
        file = self.cleaned or (value.kept if isinstance(value, Sent) else value)
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "use": Use(file, NOTHING) if file else None,
            "mark": self.signer.sign(file.sha256) if file else "",
            "accepted": self.accepted,
        }
        return context

    def _kept(self, mark: str) -> File | None:
        try:
            return File.objects.defer("text").filter(sha256=self.signer.unsign(mark)).first()
        except BadSignature:
            return None


class OneFileField(forms.Field):
    """A file, looked at and kept as the files of statements are; None where there is none."""

    widget: OneFileWidget

    def __init__(self, person: User, accepted: str = ACCEPTED, **said: Any) -> None:
        self.person = person
        super().__init__(required=False, widget=OneFileWidget(person, accepted), **said)

    def prepare_value(self, value: Any) -> Any:
        """The file of this SHA-256, as words name it."""
        return File.objects.filter(sha256=value).first() if isinstance(value, str) else value

    def clean(self, value: Sent) -> File | None:
        """Take in what was sent; what is refused is said why."""
        if not value.upload:
            self.widget.cleaned = value.kept
            return value.kept
        try:
            self.widget.cleaned = keep(value.upload, by=self.person, at=timezone.now())
        except Unwelcome as unwelcome:
            raise ValidationError(unwelcome.sentence) from unwelcome
        return self.widget.cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another file is there than at first."""
        return bool(data.upload) or data.kept != initial
