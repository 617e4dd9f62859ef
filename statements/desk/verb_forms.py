"""What each verb asks the person for before it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.models import Confirmation, Edition, Statement, User, Withdrawal
from statements.on_record import reference_as_said
from statements.versions import Source
from statements.workflow import Plan, Verb

from . import other_versions
from .fields import MomentField, TopicsField
from .release_times import TimedForm


class VerbForm(forms.Form):
    """Asks nothing but the version of the statement that the person saw."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, statement: Statement, person: User, verb: Verb | None = None, **kwargs: Any
    ) -> None:
        self.statement, self.person = statement, person
        super().__init__(*args, **kwargs)
        self.initial["lock_version"] = statement.lock_version
        self.others = other_versions.of(statement, verb, person) if verb else []
        self.fields |= other_versions.fields(self.others, verb)
        self.set_choices()

    def set_choices(self) -> None:
        """Fill in what depends on the statement."""

    def arguments(self) -> dict[str, Any]:
        """What the verb's function is called with, beside the statement and the person."""
        beside = {"lock_version", *other_versions.fields(self.others)}
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}

    def renew(self, statement: Statement) -> None:
        """Take the statement as it stands now; what was typed stays, and can be sent again consciously."""
        self.statement = statement
        self.data = {**dict(self.data.items()), "lock_version": str(statement.lock_version)}

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return any(not field.is_hidden for field in self)


def words_field(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **kwargs)


class SubmitForm(VerbForm):
    """When it is to go out, and when the yes is needed."""

    plan = forms.ChoiceField(
        label=gettext_lazy("Release"), choices=Plan.choices, widget=forms.RadioSelect, initial=Plan.AT_ONCE
    )
    planned_for = MomentField(label=gettext_lazy("Time"), required=False)
    needed_by = MomentField(label=gettext_lazy("Approval needed by (may stay empty)"), required=False)

    def set_choices(self) -> None:
        """Begin with what was said before, while it has not passed."""
        needed_by = self.statement.needed_by
        if needed_by and needed_by > timezone.now():
            self.initial["needed_by"] = needed_by

    def arguments(self) -> dict[str, Any]:
        """The plan, as the law names it."""
        asked = {name: self.cleaned_data.get(name) for name in ("planned_for", "needed_by")}
        return {"plan": Plan(self.cleaned_data["plan"]), **asked}

    def clean(self) -> dict[str, Any]:
        """A set time is set."""
        cleaned = super().clean() or {}
        if cleaned.get("plan") == Plan.AT_TIME and not cleaned.get("planned_for"):
            self.add_error("planned_for", _("Say at what time it is to go out."))
        return cleaned


class YesForm(VerbForm):
    """A yes; by its own button, where the planned time has passed, also the wish to publish at once."""

    def arguments(self) -> dict[str, Any]:
        """Which of the two buttons was pressed."""
        return {"release_now": "release_now" in self.data}


class ReasonForm(VerbForm):
    """A reason."""

    reason = words_field(gettext_lazy("Reason"))


class SendBackForm(ReasonForm):
    """A reason, and remarks on single parts of the text."""

    PARTS = (
        "headline",
        "standfirst",
        "body",
        "dateline_place",
        "signatories",
        "notes_to_editors",
        "change_note",
    )
    ALWAYS = ("headline", "body")

    def set_choices(self) -> None:
        """A remark for each part there is."""
        for name in self.PARTS:
            if getattr(self.statement, name) or name in self.ALWAYS:
                label = _("On %(field)s") % {"field": Statement._meta.get_field(name).verbose_name}  # type: ignore[union-attr]
                self.fields[f"on_{name}"] = words_field(label, required=False)
                self.fields[f"on_{name}"].widget.attrs["rows"] = 1

    def arguments(self) -> dict[str, Any]:
        """The reason, and the remarks by their field."""
        remarks = {name: self.cleaned_data.get(f"on_{name}") for name in self.PARTS}
        return {"reason": self.cleaned_data["reason"], "notes": {name: r for name, r in remarks.items() if r}}


class PublishForm(TimedForm, VerbForm):
    """Now, or a time."""

    def arguments(self) -> dict[str, Any]:
        """The moment that stood on the button."""
        return {name: said for name, said in super().arguments().items() if name != "another_time"}


class PublishWithoutApprovalForm(PublishForm):
    """A reason, who approved by word of mouth, and a time."""

    reason = words_field(gettext_lazy("Reason, for example: approved by phone, by whom"))
    asked_of = forms.ModelChoiceField(
        label=gettext_lazy("Who is asked to confirm"), queryset=User.objects.none(), required=False
    )
    field_order = ("lock_version", "reason", "asked_of", "public_from", "another_time")

    def set_choices(self) -> None:
        """Reviewers of the body, but not oneself."""
        reviewers = User.objects.filter(
            memberships__role="reviewer",
            memberships__body__in=self.statement.issuing_body.lineage,
            is_active=True,
        )
        field = self.fields["asked_of"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = reviewers.exclude(pk=self.person.pk).distinct()


class ConfirmForm(VerbForm):
    """Which of the open marks; where there is one, nothing."""

    mark = forms.ModelChoiceField(
        label=gettext_lazy("What you confirm"),
        queryset=Confirmation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("This does not wait to be confirmed any more.")},
    )

    def set_choices(self) -> None:
        """Marks another person has to confirm."""
        field = self.fields["mark"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = self.marks()
            self.initial["mark"] = field.queryset.first()
        if self.marks().count() == 1:
            field.widget = forms.HiddenInput()

    def marks(self) -> QuerySet[Confirmation]:
        """What waits to be confirmed by this person."""
        waiting = self.statement.confirmations.open(timezone.now()).exclude(done_by=self.person)
        return waiting.select_related("edition", "withdrawal__target", "done_by", "asked_of")


class FlagForm(VerbForm):
    """The public line, and for how long."""

    words = forms.CharField(label=gettext_lazy("Public words"), max_length=300)
    hours = forms.IntegerField(label=gettext_lazy("Hours"), min_value=1, max_value=24, initial=24)

    def arguments(self) -> dict[str, Any]:
        """The words and when they end."""
        until = timezone.now() + timedelta(hours=self.cleaned_data["hours"])
        return {"words": self.cleaned_data["words"], "until": until}


class WithdrawForm(VerbForm):
    """How, why, and for a merged statement into which."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Withdrawal.Kind.choices, widget=forms.RadioSelect
    )
    explanation = words_field(gettext_lazy("Explanation for the public"))
    target = forms.CharField(
        label=gettext_lazy("Reference of the other statement (for merged)"), required=False, max_length=80
    )

    def clean_target(self) -> Statement | None:
        """The public statement with that reference."""
        said: str = self.cleaned_data["target"]
        if not said:
            return None
        public = Statement.objects.filter(editions__in=Edition.objects.public(timezone.now()))
        target = public.filter(reference=reference_as_said(said)).first()
        if target is None:
            raise ValidationError(_("No public statement has this reference."))
        return target

    def arguments(self) -> dict[str, Any]:
        """The withdrawal, as the law names it."""
        return {**super().arguments(), "kind": Withdrawal.Kind(self.cleaned_data["kind"])}


class RefileForm(VerbForm):
    """The topics."""

    topics = TopicsField(label=gettext_lazy("Topics"), required=False)

    def set_choices(self) -> None:
        """Begin with what stands."""
        self.initial["topics"] = list(self.statement.topics.all())


class FollowForm(VerbForm):
    """Which edition of the original the version says: the newest there was when the page was opened."""

    edition = forms.ModelChoiceField(
        queryset=Edition.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": gettext_lazy("The original has no such edition any more. Look again.")
        },
    )

    def set_choices(self) -> None:
        """The editions of the original."""
        field, source = self.fields["edition"], Source.of(self.statement)
        if isinstance(field, forms.ModelChoiceField) and source:
            field.queryset = source.original.editions.exclude(number=None)
            self.initial["edition"] = source.to_follow


FORMS: dict[Verb, type[VerbForm]] = {
    Verb.FOLLOW: FollowForm,
    Verb.SUBMIT: SubmitForm,
    Verb.AGREE: YesForm,
    Verb.APPROVE: YesForm,
    Verb.SEND_BACK: SendBackForm,
    Verb.PUBLISH: PublishForm,
    Verb.PUBLISH_WITHOUT_APPROVAL: PublishWithoutApprovalForm,
    Verb.CONFIRM: ConfirmForm,
    Verb.FLAG: FlagForm,
    Verb.WITHDRAW: WithdrawForm,
    Verb.RESTORE: ReasonForm,
    Verb.REFILE: RefileForm,
}
