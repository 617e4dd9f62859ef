"""What a person asks of the list of statements, read from the address, and the statements that answer it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from statements import checklist, versions
from statements.models import Edition, IssuingBody, Kind, Statement, Topic, User, Withdrawal
from statements.models.content import content_languages
from statements.models.statement import StatementQuerySet
from statements.rights import bodies_of
from statements.workflow import State

MOST_WORDS = 6
TEXTS_SEARCHED = 2_000  # of the newest: whole texts are read one by one
NEWEST_FIRST = ("-changed_at", "-pk")

# Where a statement stands, as the chips above the list say it.
STANDINGS: dict[str, str | Promise] = {
    "draft": State.DRAFT.label,
    "in_review": State.IN_REVIEW.label,
    "approved": State.APPROVED.label,
    "due": gettext_lazy("Goes out"),
    "public": gettext_lazy("Public"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
_ANY = [("", gettext_lazy("All"))]
_REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}(-[0-9A-Za-z-]*)?")


class Asked(forms.Form):
    """The filters; whatever nobody offered is told beside its field, and the list shows without it."""

    state = forms.ChoiceField(required=False, choices=[*_ANY, *STANDINGS.items()], widget=forms.HiddenInput)
    q = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Search"),
        widget=forms.TextInput({"type": "search"}),
        help_text=gettext_lazy("Number or words of the headline; in the newest also words of the text."),
    )
    body = forms.ModelChoiceField(
        IssuingBody.objects.none(),
        required=False,
        to_field_name="code",
        label=gettext_lazy("Issued by"),
        empty_label=gettext_lazy("All"),
    )
    kind = forms.ChoiceField(required=False, choices=[*_ANY, *Kind.choices], label=gettext_lazy("Kind"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Language"))
    topic = forms.ModelChoiceField(
        Topic.objects.none(),
        required=False,
        to_field_name="slug",
        label=gettext_lazy("Topic"),
        empty_label=gettext_lazy("All"),
    )
    author = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        to_field_name="username",
        label=gettext_lazy("Begun by"),
        empty_label=gettext_lazy("All"),
    )
    mine = forms.BooleanField(required=False, label=gettext_lazy("Mine only"))
    overdue = forms.BooleanField(required=False, label=gettext_lazy("Overdue only"))
    kept_ready = forms.BooleanField(required=False, label=gettext_lazy("Kept ready"))
    behind = forms.BooleanField(required=False, label=gettext_lazy("Language versions behind"))
    incomplete = forms.BooleanField(required=False, label=gettext_lazy("Drafts that lack something"))

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        mine = bodies_of(person)
        fields: dict[str, Any] = self.fields
        fields["body"].queryset = IssuingBody.objects.filter(pk__in=mine)
        fields["topic"].queryset = Topic.objects.living()
        authors = User.objects.filter(memberships__body__in=mine).distinct()
        fields["author"].queryset = authors.order_by("first_name", "last_name", "username")
        fields["author"].label_from_instance = lambda one: one.called
        fields["language"].choices = [*_ANY, *content_languages()]
        self.full_clean()

    @property
    def query(self) -> str:
        """What is asked for, as the end of an address; of what was refused nothing."""
        return urlencode(self.parts())

    def parts(self, **instead: str) -> dict[str, str]:
        """What is asked for, by the name of its field, with some of it replaced."""
        raw = {name: self.data.get(name, "") for name in self.fields if self.cleaned_data.get(name)}
        return {name: value for name, value in (raw | instead).items() if value}

    def choices_shown(self) -> list[forms.BoundField]:
        """The filters with something to choose from."""
        return [self[name] for name in ("body", "kind", "language", "topic", "author")]

    def switches_shown(self) -> list[forms.BoundField]:
        """The filters that are on or off."""
        return [self[name] for name in ("mine", "overdue", "behind", "kept_ready", "incomplete")]

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for beside the state."""
        return bool(self.parts(state=""))

    def statements(self, at: datetime) -> StatementQuerySet:
        """The statements that answer everything asked."""
        found = self.apart_from_state(at)
        standing = self.cleaned_data.get("state")
        return found.filter(in_standing(standing, at)) if standing else found

    def apart_from_state(self, at: datetime) -> StatementQuerySet:
        """The statements that answer everything but the state: what the chips count."""
        asked = self.cleaned_data
        visible = Statement.objects.visible_to(self.person)
        found = visible.filter(*self._choices(), *self._switches(at))
        return found.filter(_said(asked["q"], visible)) if asked.get("q") else found

    def _choices(self) -> list[Q]:
        asked = self.cleaned_data
        filed = Statement.topics.through.objects.filter(tag=asked.get("topic"))
        speaking = Statement.bodies.through.objects.filter(issuingbody=asked.get("body"))
        ways = {
            "body": Q(pk__in=speaking.values("statement")),
            "kind": Q(kind=asked.get("kind")),
            "language": Q(language=asked.get("language")),
            "topic": Q(pk__in=filed.values("content_object")),
            "author": Q(begun_by=asked.get("author")),
        }
        return [way for name, way in ways.items() if asked.get(name)]

    def _switches(self, at: datetime) -> list[Q]:
        ways = {
            "mine": Q(begun_by=self.person) | Q(planned_by=self.person),
            "overdue": overdue(at),
            "kept_ready": Q(prepared__isnull=False),
            "behind": versions.is_behind(at),
            "incomplete": Q(state=State.DRAFT) & checklist.lacks_something(),
        }
        return [way for name, way in ways.items() if self.cleaned_data.get(name)]


def in_standing(standing: str, at: datetime) -> Q:
    """Statements that stand so at `at`. A correction in work is a draft, and public too."""
    if standing == "due":
        return Q(pk__in=Edition.objects.due(at).values("statement"))
    if standing == "public":
        return Q(Exists(Edition.objects.public(at).filter(statement=OuterRef("pk"))))
    if standing == "withdrawn":
        return Q(pk__in=Withdrawal.objects.in_force(at).values("statement"))
    return Q(state=standing)


def overdue(at: datetime) -> Q:
    """Texts needed by a time that has passed; the twin of `Statement.needed_by`."""
    planned = Q(deadline=None, state__in=(State.IN_REVIEW, State.APPROVED), planned_for__lte=at)
    return Q(deadline__needed_by__lte=at) | planned


def _said(typed: str, visible: QuerySet[Statement]) -> Q:
    """Statements of this number, with these words in the headline or, among the newest, in the text.

    Each a query of its own that an index answers: together they would read every text.
    """
    words = typed.split()[:MOST_WORDS]
    everything = Statement.objects.order_by()
    newest = visible.order_by(*NEWEST_FIRST).values("pk")[:TEXTS_SEARCHED]
    found = Q(pk__in=everything.filter(*(Q(headline__icontains=word) for word in words)).values("pk"))
    texts = everything.filter(pk__in=newest)
    found |= Q(pk__in=texts.filter(*(Q(body__icontains=word) for word in words)).values("pk"))
    if _REFERENCE.fullmatch(typed):
        found |= Q(pk__in=everything.filter(reference__startswith=typed.upper()).values("pk"))
    return found
