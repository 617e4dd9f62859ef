"""What every newsroom has from its first migration on: guards, single rows, the group, the Import account."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.db import connections

from . import guards

IMPORT_ACCOUNT = "Import"
KEPT_BY_ADMINISTRATORS = (
    "issuingbody", "membership", "topic", "presscontact", "user", "address", "quietperiod", "newsroom",
    "modeltext", "synonym",
)  # fmt: skip


def clear_the_way(sender: AppConfig, using: str, plan: Sequence[object], **kwargs: Any) -> None:
    """Take the triggers off before tables change; `furnish` puts them back.

    SQLite makes a changed table anew under its name, and refuses where a trigger elsewhere names it;
    PostgreSQL refuses to change the type of a column that a trigger looks at.
    """
    if not plan:
        return
    is_postgresql = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger"
            " WHERE NOT tgisinternal"
            if is_postgresql
            else "SELECT format('DROP TRIGGER \"%w\"', name) FROM sqlite_master WHERE type = 'trigger'"
        )
        for (drop,) in cursor.fetchall():
            cursor.execute(drop)


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


def is_in_use(using: str = "default") -> bool:
    """Whether anybody has begun to work here: a statement, a body, a person."""
    from .models import IssuingBody, Statement, User

    people = User.objects.exclude(username=IMPORT_ACCOUNT)
    return any(rows.using(using).exists() for rows in (Statement.objects, IssuingBody.objects, people))


def watch_public_models(epoch: ModuleType) -> None:
    """Name the models that public pages read beside editions; each change of theirs bumps the epoch."""
    from .models import Address, IssuingBody, Newsroom, PressContact, Synonym, Topic, TopicOfStatement

    epoch.bump_on_change(Address, IssuingBody, Newsroom, PressContact, Synonym, Topic, TopicOfStatement)
