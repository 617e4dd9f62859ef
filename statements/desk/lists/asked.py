"""What a person asks of the list of statements, read from the address, and the statements that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from statements import checklist, versions
from statements.desk import work
from statements.desk.counting import Bounded, bounded_count, first_keys
from statements.models import Edition, IssuingBody, Kind, Statement, Topic, User, Withdrawal
from statements.models.content import content_languages
from statements.models.statement import StatementQuerySet
from statements.rights import bodies_of
from statements.workflow import UNFINISHED, State

from .words import HEADLINES_SEARCHED, TEXTS_SEARCHED, said

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


class Asked(forms.Form):
    """The filters; whatever nobody offered is told beside its field, and the list shows without it."""

    state = forms.ChoiceField(required=False, choices=[*_ANY, *STANDINGS.items()], widget=forms.HiddenInput)
    q = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Search"),
        widget=forms.TextInput({"type": "search"}),
        help_text=format_lazy(
            gettext_lazy("Number, or words of the newest {headlines} headlines and {texts} texts."),
            headlines=f"{HEADLINES_SEARCHED:,}",
            texts=f"{TEXTS_SEARCHED:,}",
        ),
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
        return self.answers(at).in_chosen_state

    def answers(self, at: datetime) -> Answers:
        """The statements that answer everything but the state: what the chips count."""
        narrowed = [*self._choices(), *self._switches(at), *self._words()]
        begun = self._begun_with().filter(*narrowed)
        keys = first_keys(begun.order_by())
        count, state = Bounded.of(len(keys)), self.cleaned_data.get("state") or ""
        if not count.is_cut:
            few = Statement.objects.filter(pk__in=keys)
            return Answers(few, few, count, state, at)
        met = Statement.objects.visible_to(self.person).filter(*narrowed, *self._met())
        return Answers(met, begun, count, state, at)

    def _begun_with(self) -> StatementQuerySet:
        """The visible statements of a topic and a body, by joins: however few, they are found at once.

        A joint one as often as bodies of this person speak in it. Of others' bodies nobody is offered one.
        What is found by the row itself (a kind, a language) is found so, and asked who speaks.
        """
        topic, body = (self.cleaned_data.get(name) for name in ("topic", "body"))
        if self._choices() and not (topic or body):
            return Statement.objects.visible_to(self.person)
        speaking = {"bodies": body} if body else {"bodies__in": bodies_of(self.person)}
        found = Statement.objects.filter(**speaking).exclude(state=State.DISCARDED)
        return (found.filter(filings__tag=topic) if topic else found).distinct()

    def _met(self) -> list[Q]:
        """The same, asked of each statement met while walking down the list: many are met soon."""
        this, asked = OuterRef("pk"), self.cleaned_data
        filed = Statement.topics.through.objects.filter(tag=asked.get("topic"), content_object=this)
        speaking = Statement.bodies.through.objects.filter(issuingbody=asked.get("body"), statement=this)
        ways = {"topic": Q(Exists(filed)), "body": Q(Exists(speaking))}
        return [way for name, way in ways.items() if asked.get(name)]

    def _choices(self) -> list[Q]:
        asked = self.cleaned_data
        ways = {
            "kind": Q(kind=asked.get("kind")),
            "language": Q(language=asked.get("language")),
            "author": Q(begun_by=asked.get("author")),
        }
        return [way for name, way in ways.items() if asked.get(name)]

    def _words(self) -> list[Q]:
        typed = self.cleaned_data.get("q")
        return [Q(pk__in=said(typed, Statement.objects.visible_to(self.person)))] if typed else []

    def _switches(self, at: datetime) -> list[Q]:
        ways = {
            "mine": Q(begun_by=self.person) | Q(planned_by=self.person),
            "overdue": overdue(at),
            "kept_ready": work.is_kept_ready(),
            "behind": versions.is_behind(at),
            "incomplete": Q(state=State.DRAFT) & checklist.lacks_something(),
        }
        return [way for name, way in ways.items() if self.cleaned_data.get(name)]


@dataclass(frozen=True)
class Answers:
    """The statements that answer everything but the state, as a list is walked and as a crowd is counted."""

    walked: StatementQuerySet
    counted: StatementQuerySet
    count: Bounded
    state: str
    at: datetime

    @property
    def in_chosen_state(self) -> StatementQuerySet:
        """Those in the state that is asked for."""
        return self.walked.filter(in_standing(self.state, self.at)) if self.state else self.walked

    def count_in(self, standing: str) -> Bounded:
        """How many stand so: few, but for the public ones."""
        found = self.counted if standing == "public" else self.walked
        return bounded_count(found.filter(in_standing(standing, self.at)))


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
    # What is released is needed no more, its deadline is gone: asked, so that only work in hand is looked at.
    return Q(state__in=UNFINISHED) & (Q(deadline__needed_by__lte=at) | planned)
