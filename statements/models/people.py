"""The people of the press office and what each may be to a body."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from statements.workflow import Role

from .plain import Line

MEMBER_ROLES = [(role.value, role.label) for role in (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)]
ADMINISTRATORS = "Administrators"  # the group of those who keep bodies, memberships and topics


def check_zone(name: str) -> None:
    """Refuse a time zone nobody knows."""
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as fault:
        raise ValidationError(_("There is no such time zone. Write one like Asia/Kolkata.")) from fault


class User(AbstractUser):
    """A person of the press office. Rights over statements come from memberships, even a superuser's."""

    first_name = Line(_("first name"), max_length=150, blank=True)
    last_name = Line(_("last name"), max_length=150, blank=True)
    language = models.CharField(
        _("language of the desk"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[check_zone],
        help_text=_("Empty: the newsroom's."),
    )

    class Meta(AbstractUser.Meta):
        abstract = False
        verbose_name = _("person")  # type: ignore[assignment]  # the stubs of AbstractUser know plain text
        verbose_name_plural = _("people")  # type: ignore[assignment]

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Ask the backends about a statement for everybody: superusers are bound by the law too."""
        from .statement import Statement

        if isinstance(obj, Statement):
            from statements.rights import may

            return may(self, perm, obj)
        return super().has_perm(perm, obj)  # type: ignore[arg-type]

    @cached_property
    def held_roles(self) -> tuple[tuple[int, Role], ...]:
        """The person's memberships: a body's key and the role there.

        Asked once for each time the person is read: every request reads them anew.
        """
        return tuple((body, Role(role)) for body, role in self.memberships.values_list("body", "role"))

    @cached_property
    def held_bodies(self) -> dict[int, set[int]]:
        """The key of each body the person is a member of, with the keys of that body and of all below it.

        Asked as `held_roles` is. As plain keys: a database plans by them what it cannot by a subquery.
        """
        from .bodies import IssuingBody

        below: dict[int, set[int]] = {key: set() for key, _role in self.held_roles}
        for body in IssuingBody.objects.only("path").order_by() if below else ():
            for key in below.keys() & set(body.lineage):
                below[key].add(body.pk)
        return below

    @cached_property
    def is_administrator(self) -> bool:
        """Whether this person keeps bodies, memberships, topics and imports; asked as `held_roles` is."""
        return self.is_active and (self.is_superuser or self.groups.filter(name=ADMINISTRATORS).exists())

    @property
    def zone(self) -> tzinfo:
        """The time zone the person works in; the newsroom's for none, or for one nobody knows any more."""
        try:
            return ZoneInfo(self.time_zone) if self.time_zone else timezone.get_default_timezone()
        except (LookupError, ValueError, OSError):
            return timezone.get_default_timezone()

    @property
    def called(self) -> str:
        """The name by which screens and the record call this person."""
        return self.get_full_name() or self.get_username()


class Membership(models.Model):
    """One person's role in one issuing body; its sub-bodies come with it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    body = models.ForeignKey(
        "statements.IssuingBody", models.CASCADE, related_name="memberships", verbose_name=_("issuing body")
    )
    role = models.CharField(_("role"), max_length=20, choices=MEMBER_ROLES)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["body", "user", "role"]
        constraints = [models.UniqueConstraint(fields=["user", "body", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.body} · {self.get_role_display()}"
