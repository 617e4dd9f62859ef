"""The desk copy of a statement: what press staff write on. The public never reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from statements.workflow import Plan, State

from .content import Content, digest
from .topics import TopicOfStatement

if TYPE_CHECKING:
    from datetime import datetime

    from .bodies import IssuingBody
    from .consents import Consent
    from .editions import Edition, Withdrawal
    from .people import User
    from .record import Approval, Revision


class StatementQuerySet(models.QuerySet["Statement"]):
    """Desk copies, in the desk's words."""

    def visible_to(self, user: User) -> StatementQuerySet:
        """What exists for this person: statements of the bodies they belong to, and below."""
        from statements.rights import bodies_of

        bodies = bodies_of(user)
        jointly = Statement.bodies.through.objects.filter(
            statement_id=models.OuterRef("pk"), issuingbody__in=bodies
        )
        # Who issues it stands on the row itself: who speaks besides is asked for the rest alone.
        return self.filter(Q(issuing_body__in=bodies) | models.Exists(jointly)).exclude(state=State.DISCARDED)


class Statement(Content):  # type: ignore[django-manager-missing]  # of filings: taggit has no types
    """One statement in one language: its identity, the desk copy of its words, and where it stands."""

    reference = models.CharField(_("reference"), max_length=40, unique=True, null=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    slug = models.SlugField(
        _("address"), max_length=80, blank=True, help_text=_("Made from the headline when left empty.")
    )
    topics = TaggableManager(through=TopicOfStatement, blank=True, verbose_name=_("topics"), help_text="")
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False
    )
    lock_version = models.PositiveIntegerField(default=0, editable=False)
    plan = models.CharField(
        _("release"), max_length=10, choices=Plan.choices, default=Plan.LATER, editable=False
    )
    planned_for = models.DateTimeField(_("planned for"), null=True, editable=False)
    planned_by = models.ForeignKey(
        "statements.User", models.PROTECT, null=True, editable=False, related_name="+"
    )
    begun_by = models.ForeignKey("statements.User", models.PROTECT, editable=False, related_name="+")
    begun_at = models.DateTimeField(_("begun at"), editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="translations",
        verbose_name=_("translation of"),
    )  # fmt: skip
    renders = models.ForeignKey(
        "statements.Edition", models.PROTECT, null=True, editable=False, related_name="rendered_by",
        verbose_name=_("edition it says"),
    )  # fmt: skip
    # The one-time key of the form it was begun with: two clicks on Save are one beginning.
    begin_token = models.CharField(max_length=40, null=True, editable=False)
    source_key = models.CharField(max_length=80, unique=True, null=True, editable=False)
    source_address = models.CharField(max_length=500, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-changed_at", "-id"], name="statement_state_changed"),
            models.Index(
                fields=["planned_for"], condition=Q(planned_for__isnull=False), name="statement_planned"
            ),
            # The list's order, what its search looks in, who sees it: no text is read for any of them.
            models.Index(
                fields=["-changed_at", "-id", "headline", "issuing_body", "state"], name="statement_list"
            ),
            # What the list is filtered by: the few of a kind are found at once, and of it those in a state.
            models.Index(fields=["kind", "state"], name="statement_kind"),
            models.Index(fields=["language", "state"], name="statement_language"),
            models.Index(fields=["issuing_body", "state"], name="statement_body"),
            models.Index(fields=["begun_by", "state"], name="statement_begun_by"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="one_statement_at_an_address"),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                condition=Q(translation_of__isnull=False) & ~Q(state="discarded"),
                name="one_version_in_a_language",
            ),
            models.UniqueConstraint(
                fields=["begun_by", "begin_token"], condition=~Q(state="discarded"), name="a_form_begins_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="statement_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(plan="at_time") | Q(planned_for__isnull=False), name="a_set_time_is_set"
            ),
        ]

    def __str__(self) -> str:
        return self.headline_for_lists()

    @property
    def digest(self) -> str:
        """The digest of the words now on the desk."""
        return digest(self.content())

    @cached_property
    def revision(self) -> Revision:
        """The newest revision: the words now on the desk, as last saved."""
        return self.revisions.latest("number")

    @property
    def original(self) -> Statement:
        """The statement this one translates, or itself."""
        return self.translation_of or self

    @property
    def needed_by(self) -> datetime | None:
        """When it is needed: as one of those concerned said; else, once sent, the time it is planned for."""
        deadline = getattr(self, "deadline", None)  # a reverse one-to-one: no attribute where there is none
        is_planned = self.state in (State.IN_REVIEW, State.APPROVED)
        return deadline.needed_by if deadline else self.planned_for if is_planned else None

    def standing_yeses(self) -> models.QuerySet[Approval]:
        """The yeses to exactly the words now on the desk."""
        return self.approvals.filter(digest=self.revision.digest, voided_at=None)

    def standing_consents(self) -> models.QuerySet[Consent]:
        """The partners' answers to exactly the words now on the desk."""
        return self.consents.filter(digest=self.revision.digest, voided_at=None)

    def partners(self) -> list[IssuingBody]:
        """The joint bodies, in the agreed order: each of them has to agree."""
        return [body for body in self.spoken_by() if body.pk != self.issuing_body_id]

    def last_edition(self) -> Edition | None:
        """The edition with the highest number: public, due or past; None before the first."""
        return self.editions.exclude(number=None).order_by("-number").first()

    def edition_public(self, at: datetime) -> Edition | None:
        """The edition readers see at `at`."""
        return self.editions.public(at).first()

    def edition_due(self, at: datetime) -> Edition | None:
        """The edition released for a time after `at`."""
        return self.editions.due(at).first()

    def withdrawal_in_force(self, at: datetime) -> Withdrawal | None:
        """The withdrawal in force at `at`."""
        return self.withdrawals.in_force(at).first()

    def has_been_public(self, at: datetime) -> bool:
        """Whether readers have ever seen an edition."""
        return self.editions.has_been_public(at).exists()

    def short_path(self) -> str:
        """The permanent short address; only for a statement with a reference."""
        return f"/r/{self.reference}/"

    def set_bodies(self) -> None:
        """Bring the derived list of speaking bodies in line with the content."""
        self.bodies.set(self.spoken_by())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: a draft is discarded by its verb, and its row is kept."""
        raise models.ProtectedError("Statements are never deleted.", {self})
