"""What every newsroom has from its first migration on: guards, single rows, the group, the Import account."""

from types import ModuleType
from typing import Any

from django.apps import AppConfig

from . import guards

IMPORT_ACCOUNT = "Import"
KEPT_BY_ADMINISTRATORS = (
    "issuingbody", "membership", "topic", "presscontact", "user", "address", "quietperiod", "newsroom",
    "modeltext",
)  # fmt: skip


def furnish(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Make what is missing after a migration; never overwrite what an administrator changed.

    Permissions do not exist yet inside a migration on a fresh database, hence here.
    """
    from django.contrib.auth.models import Group, Permission
    from django.contrib.contenttypes.models import ContentType

    from .models import ChainHead, Newsroom, PublicEpoch, ReleaseGate, User
    from .models.people import ADMINISTRATORS
    from .search import storage

    guards.install(using)
    storage.install(using)
    ContentType.objects.clear_cache()
    for single in (ChainHead, Newsroom, PublicEpoch, ReleaseGate):
        single.objects.using(using).get_or_create(pk=1)
    User.objects.using(using).get_or_create(
        username=IMPORT_ACCOUNT, defaults={"is_active": False, "password": "!"}
    )
    group, made = Group.objects.using(using).get_or_create(name=ADMINISTRATORS)
    if made:
        kept = Permission.objects.using(using).filter(
            content_type__app_label="statements",
            content_type__model__in=KEPT_BY_ADMINISTRATORS,
        )
        group.permissions.set(kept)


def watch_public_models(epoch: ModuleType) -> None:
    """Name the models that public pages read beside editions; each change of theirs bumps the epoch."""
    from .models import Address, IssuingBody, Newsroom, PressContact, Topic, TopicOfStatement

    epoch.bump_on_change(Address, IssuingBody, Newsroom, PressContact, Topic, TopicOfStatement)
