"""What the columns of a row say against what is written in them, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.db.models import Model


def unfit_columns(row: Model, but: Collection[str]) -> Iterator[str]:
    """A sentence for each column of `row` that refuses its value, `but` these: too long, no such choice."""
    columns = {field.name: field for field in row._meta.concrete_fields}
    try:
        row.clean_fields(exclude=set(but))
    except ValidationError as fault:
        for name, sentences in fault.message_dict.items():
            yield f"{columns[name].verbose_name}: {' '.join(sentences)}"
