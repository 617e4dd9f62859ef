"""What a new statement begins from: an empty form, an earlier statement, a model text of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from statements.models import IssuingBody, ModelText, Statement, User
from statements.rights import bodies_where
from statements.workflow import Role

# Of an earlier statement: how it is made and who speaks. Its headline, summary line and day are its own.
_COPIED = (
    "kind", "language", "body", "joint_bodies", "signatories", "notes_to_editors", "dateline_place",
)  # fmt: skip
_OF_A_MODEL = ("kind", "language", "headline", "standfirst", "body", "notes_to_editors")


@dataclass
class Beginning:
    """What the address of the empty form asks to begin from: `?from=` a statement, `?model=` a model text."""

    request: HttpRequest
    person: User

    @cached_property
    def earlier(self) -> Statement | None:
        """The statement it begins from; one that exists for this person."""
        return Statement.objects.visible_to(self.person).filter(pk=self._key("from")).first()

    @cached_property
    def model(self) -> ModelText | None:
        """The model text it begins from."""
        return ModelText.objects.filter(pk=self._key("model")).first()

    def initial(self) -> dict[str, Any]:
        """What the form holds: the day, the body a person drafts for, and what is copied."""
        fields: dict[str, Any] = {"dateline_date": timezone.localdate(None, timezone.get_default_timezone())}
        if self.person.language in dict(settings.CONTENT_LANGUAGES):
            fields["language"] = self.person.language
        fields["issuing_body"] = self._body()
        if self.earlier:
            fields |= {name: getattr(self.earlier, name) for name in _COPIED}
            fields |= self.earlier.parts
            fields["topics"] = list(self.earlier.topics.all())
        elif self.model:
            fields |= {name: getattr(self.model, name) for name in _OF_A_MODEL}
        return fields

    def panel(self) -> dict[str, Any]:
        """What stands beside the empty form."""
        return {"begins_from": self._said(), "model_texts": ModelText.objects.all()}

    def _said(self) -> str:
        """What it begins from, as a sentence."""
        if self.earlier:
            sentence = _("Begins from “%(headline)s”. Its headline, summary line and date are not taken.")
            return sentence % {"headline": self.earlier.headline_for_lists()}
        if self.model:
            return _("Begins from the model text “%(model)s”.") % {"model": self.model}
        if self.request.GET.get("from") or self.request.GET.get("model"):
            return _("What you wanted to begin from is not there. You begin with an empty text.")
        return ""

    def _body(self) -> int | None:
        """The body that speaks: that of the earlier statement, or the one above all a person drafts for."""
        own = IssuingBody.objects.filter(pk__in=bodies_where(self.person, Role.DRAFTER), is_external=False)
        if self.earlier:
            wanted = self.earlier.issuing_body_id
            return wanted if own.filter(pk=wanted).exists() else None
        drafted = {key for key, role in self.person.held_roles if role == Role.DRAFTER}
        tops = [body.pk for body in own.filter(pk__in=drafted) if not drafted & {*body.lineage} - {body.pk}]
        return tops[0] if len(tops) == 1 else None

    def _key(self, name: str) -> int:
        """The key the address names; 0, which is nobody's, where it names none."""
        typed = self.request.GET.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
