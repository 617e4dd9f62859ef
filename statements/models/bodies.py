"""Issuing bodies, who speak, and their press contacts, whom journalists ring."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .languages import TextPerLanguage, check_languages, in_language
from .plain import Line, Lines

MOST_APPROVALS = 9


class IssuingBodyQuerySet(models.QuerySet["IssuingBody"]):
    """Bodies, and the tree they form."""

    def within(self, bodies: models.QuerySet[IssuingBody] | list[IssuingBody]) -> IssuingBodyQuerySet:
        """These bodies and all bodies below them; none for none."""
        paths = [body.path for body in bodies]
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__startswith=path)
        return self.filter(below)

    def hold_tree(self) -> None:
        """Let nobody else change a body until the end of the transaction; their readers do not wait."""
        list(self.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


class IssuingBody(models.Model):
    """Who speaks. `code` is ASCII and never changes: references and digests name bodies by it."""

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]*\Z", _("Capital letters and digits, for example CC."))],
        help_text=_("Stands in every reference and never changes, for example CC."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The end of its public address: /bodies/…/. A change breaks links to it."),
    )
    names = TextPerLanguage(
        _("names"), help_text=_("Editions keep the name of their day; lists show the name of today.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_bodies",
        verbose_name=_("part of"),
        help_text=_("Members of the body above have the same rights here."),
    )
    path = models.CharField(max_length=255, editable=False, db_index=True, default="")
    boilerplates = TextPerLanguage(
        _("about the body"),
        blank=True,
        help_text=_("Stands under every new edition and on the body’s page; earlier editions keep theirs."),
    )
    address = Lines(_("postal address"), blank=True, help_text=_("On its page and its letterhead."))
    approvals_required = models.PositiveSmallIntegerField(
        _("approvals required"),
        default=1,
        validators=[
            MinValueValidator(1),
            MaxValueValidator(
                MOST_APPROVALS, _("At most %(limit_value)s: with more, no text would go out in time.")
            ),
        ],
        help_text=_("How many reviewers have to say yes. Two people always do: whoever sends it is one."),
    )
    approvers = models.ManyToManyField(
        "statements.User",
        blank=True,
        related_name="+",
        verbose_name=_("named approvers"),
        help_text=_("Where people are named here, only they approve."),
    )
    is_external = models.BooleanField(
        _("a partner without a desk here"),
        default=False,
        help_text=_("It speaks together with others and issues nothing by itself."),
    )

    objects = IssuingBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approvals_required__range=(1, MOST_APPROVALS)),
                name="body_asks_for_some_approvals",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep `path`, by which sub-bodies are found with one query, for itself and all below.

        Raises ValidationError where another has put the body above below this one meanwhile.
        """
        with transaction.atomic():
            stored = type(self).objects
            stored.hold_tree()
            above = stored.get(pk=self.parent_id).path if self.parent_id else "/"
            if self.pk and f"/{self.pk}/" in above:
                raise ValidationError({"parent": _("A body cannot be part of itself.")})
            before = stored.filter(pk=self.pk).values_list("path", flat=True).first()
            super().save(*args, **kwargs)  # type: ignore[arg-type]
            self.path = f"{above}{self.pk}/"
            stored.filter(pk=self.pk).update(path=self.path)
            if before not in (None, self.path):
                for child in self.sub_bodies.all():
                    child.save()

    def clean(self) -> None:
        """Refuse a circle of parents and a changed code."""
        if self.pk and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": _("A body cannot be part of itself.")})
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(code=self.code).exists():
            raise ValidationError({"code": _("The code stands in references and never changes.")})

    @property
    def name(self) -> str:
        """The body's name in the reader's language."""
        return in_language(self.names) or self.code

    def name_in(self, language: str) -> str:
        """The body's name in `language`, or in the nearest there is."""
        return in_language(self.names, language) or self.code

    def boilerplate_in(self, language: str) -> str:
        """The paragraph about the body; empty where none is written in that language."""
        return str(self.boilerplates.get(language, ""))

    @property
    def boilerplate(self) -> str:
        """The paragraph about the body in the reader's language, or in the nearest there is."""
        return in_language(self.boilerplates)

    def is_seen_by_readers(self) -> bool:
        """Whether public pages show it: it, or one below, has spoken; or it gives the newsroom its name."""
        from .editions import Edition
        from .newsroom import Newsroom

        spoken = Edition.objects.has_been_public(timezone.now()).filter(bodies__path__startswith=self.path)
        is_placed = bool(self.path)  # empty while the row is made
        return is_placed and (self.pk == Newsroom.current().own_body or spoken.exists())

    @property
    def lineage(self) -> list[int]:
        """Keys of this body and all bodies above it."""
        return [int(key) for key in self.path.strip("/").split("/") if key]


class PressContact(models.Model):
    """A person or desk journalists may ring; public pages show the body's contacts of today."""

    body = models.ForeignKey(
        IssuingBody, models.CASCADE, related_name="contacts", verbose_name=_("issuing body")
    )
    name = Line(_("name"), max_length=120)
    role = Line(_("post"), max_length=120, blank=True)
    phone = Line(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[check_languages]
    )  # codes
    hours = Line(
        _("hours"), max_length=120, blank=True, help_text=_("As readers read it: every day 08:00–22:00.")
    )
    is_published = models.BooleanField(
        _("may be published"),
        default=False,
        help_text=_("Then name, phone and e-mail stand on public pages, from the moment it is saved."),
    )

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["body", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def speaks(self) -> str:
        """The languages in which one may ring, each by its own name."""
        return ", ".join(dict(settings.CONTENT_LANGUAGES).get(code, code) for code in self.languages)

    def is_seen_by_readers(self) -> bool:
        """Whether it can stand on public pages: its body is known to readers, or it is the newsroom's."""
        from .newsroom import Newsroom

        return self.body.is_seen_by_readers() or Newsroom.objects.filter(contact=self.pk).exists()
