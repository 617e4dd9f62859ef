"""The words of a subject as plain JSON: how each kind of column is written down, tidied and read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from statements.models import File, IssuingBody
from statements.models.record import utc_text

Field = Any  # a column or a relation of a model; the stubs have no one type for both
_NAMED_BY: dict[type[models.Model], str] = {
    IssuingBody: "code",
    File: "sha256",
}  # every other thing by its slug


def plain(field: Field, value: Any) -> Any:
    """A value as JSON: things by slug or code and never by key, dates as ISO text, moments in UTC."""
    if field.many_to_many:
        return sorted(_name(one) for one in value)
    if isinstance(value, models.Model):
        return _name(value)
    if isinstance(value, datetime.datetime):
        return utc_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.value if isinstance(value, models.enums.Choices) else value


def parsed(field: Field, value: Any) -> Any:
    """What `plain` wrote, as the column has it; of a relation the things themselves that are there."""
    if field.many_to_many:
        return list(_things(field, value or []))
    if field.is_relation:
        return next(iter(_things(field, [value])), None) if value else None
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return parse_datetime(value)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return parse_date(value)
    return field.to_python(value)


def default(field: Field) -> Any:
    """The value at which a column adds nothing to the words, as JSON."""
    return [] if field.many_to_many else None if field.is_relation else plain(field, field.get_default())


def unknown(field: Field, value: Any) -> list[str]:
    """The names in a relation's words that nothing bears."""
    wanted = value if field.many_to_many else [value] if value else []
    known = {_name(one) for one in _things(field, wanted)}
    return [str(name) for name in wanted if name not in known]


def _things(field: Field, names: Iterable[str]) -> models.QuerySet[Any]:
    other: type[models.Model] = field.related_model
    return other._default_manager.filter(**{f"{_NAMED_BY.get(other, 'slug')}__in": list(names)})


def _name(thing: models.Model) -> str:
    return str(getattr(thing, _NAMED_BY.get(type(thing), "slug")))
