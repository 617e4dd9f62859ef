"""The desk's tables for a move to another installation: what an app names as moving, row by row with keys.

An app names its models in `moves` of its configuration, and so takes part without being known here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Row = dict[str, Any]
# Nobody moves with a password: people are invited anew. Links that were handed out are dead there.
SECRET: dict[str, Row] = {"User": {"password": "!", "last_login": None}, "ConsentLink": {"token_hash": None}}


def moving() -> list[type[models.Model]]:
    """The models that move, their tables of pairs behind them, in one order."""
    found: list[type[models.Model]] = []
    for config in apps.get_app_configs():
        for name in getattr(config, "moves", ()):
            model = config.get_model(name)
            pairs: list[Any] = [relation.remote_field.through for relation in model._meta.local_many_to_many]
            found += [model, *(one for one in pairs if one._meta.auto_created)]
    return [model for model in found if _is_at_home(model)]


def _is_at_home(model: type[models.Model]) -> bool:
    """Not a table that points to Django's own: groups are made anew on every installation."""
    targets = {field.related_model._meta.app_label for field in _columns(model) if field.related_model}
    return not targets & {"auth", "contenttypes"}


def rows(model: type[models.Model]) -> Iterator[Row]:
    """Every row of a table by its key, as values JSON can say."""
    names = [field.attname for field in _columns(model)]
    for row in model._base_manager.order_by("pk").values(*names).iterator(chunk_size=1000):
        told: Row = json.loads(json.dumps(row, cls=_Exact))
        yield told | SECRET.get(model.__name__, {})


def _dead(model: type[models.Model], row: Row) -> Row:
    """A link's row with a hash that no token has."""
    return row | {"token_hash": f"moved-{row['id']}"} if model.__name__ == "ConsentLink" else row


def administrators() -> Iterator[Row]:
    """The groups people are in, by name."""
    from statements.models import User

    for person in User.objects.filter(groups__isnull=False).order_by("pk").distinct():
        yield {"user": person.pk, "groups": sorted(person.groups.values_list("name", flat=True))}


def unwritten(model: type[models.Model], row: Row) -> models.Model:
    """The row as an object that is not saved. Raises ValidationError or TypeError for what is no such row."""
    fields = {field.attname: field for field in _columns(model)}
    told = _dead(model, row)
    return model(**{name: _parsed(fields[name], value) for name, value in told.items() if name in fields})


def _parsed(field: Any, value: Any) -> Any:
    return value if isinstance(field, models.JSONField) else field.to_python(value)


def _columns(model: type[models.Model]) -> list[Any]:
    """Its own columns: of a model that extends another, the other's stand in that one's table."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own leaves three digits."""

    def default(self, o: Any) -> Any:
        """A moment in full."""
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
