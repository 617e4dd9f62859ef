"""Rows with named columns, as CSV and JSON Lines have them, made neutral records by a map of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from statements import text

from . import days, markup, mending
from .choices import Choices
from .record import Record, Standing

# What a column may be called for each field of a record; the first name found is proposed.
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "nid", "node id", "uuid", "guid", "number", "reference"),
    "headline": ("headline", "title", "post title", "name", "शीर्षक"),
    "standfirst": ("standfirst", "summary", "excerpt", "subtitle", "lead", "teaser"),
    "body": ("body", "text", "content", "html", "post content", "field body"),
    "day": ("day", "date", "issued on", "published", "published on", "publish date", "post date", "created",
            "authored on", "field date"),
    "address": ("address", "url", "link", "path", "permalink", "view node", "alias"),
    "slug": ("slug", "post name"),
    "language": ("language", "langcode", "lang"),
    "place": ("place", "dateline", "city", "location"),
    "standing": ("standing", "status", "state", "published status", "moderation state"),
    "kind": ("type", "kind", "content type", "post type"),
    "author": ("author", "authored by", "byline", "creator"),
    "categories": ("categories", "category", "section", "sections", "channel"),
    "tags": ("tags", "tag", "topics", "keywords", "field tags"),
}  # fmt: skip
_STANDINGS = {
    **dict.fromkeys(("1", "true", "yes", "on", "publish", "published", "public", "live"), Standing.PUBLIC),
    **dict.fromkeys(
        ("0", "false", "no", "off", "draft", "pending", "unpublished", "review", "archived"), Standing.DRAFT
    ),
    **dict.fromkeys(("private", "internal"), Standing.PRIVATE),
    **dict.fromkeys(("password", "protected"), Standing.PROTECTED),
    **dict.fromkeys(("scheduled", "future", "embargoed"), Standing.SCHEDULED),
    **dict.fromkeys(("trash", "trashed", "deleted"), Standing.TRASHED),
}
_PARTS = re.compile(r"\s*(?:[|;\n]|,(?!\s*\w+\s*\)))\s*")
_TAG = re.compile(r"<[a-zA-Z/!]")


def proposed(columns: Iterable[str]) -> dict[str, str]:
    """Which column seems to be which field; "" where none is."""
    known = {_plainly(column): column for column in columns}
    return {
        field: next((known[name] for name in names if name in known), "") for field, names in NAMES.items()
    }


def record_of(row: Mapping[str, Any], choices: Choices, number: int) -> Record:
    """The record of one row; without a column of identities its address or its words are its identity."""
    columns = choices.columns

    def cell(field: str) -> str:
        return _written(_found(row, columns[field])) if columns.get(field) else ""

    def word(field: str) -> str:
        return text.printable(cell(field))  # what is not mended, a database takes all the same

    record = Record(source_id="", has_authors=bool(columns.get("author")))
    record.headline = mending.line(record, cell("headline"))
    record.standfirst = mending.line(record, cell("standfirst"))
    record.body = _html(record, cell("body"))
    record.address, record.slug = word("address"), word("slug")
    record.language, record.kind = word("language").casefold(), word("kind") or "post"
    record.place = mending.line(record, cell("place"))
    record.author = mending.line(record, cell("author"))
    record.day_as_written = word("day")
    record.day = days.day(record.day_as_written, choices.days)
    record.standing_as_written = word("standing")
    record.standing = _standing(record.standing_as_written) if columns.get("standing") else Standing.PUBLIC
    for field in ("categories", "tags"):
        names = _several(_found(row, columns[field])) if columns.get(field) else []
        setattr(record, field, [mending.line(record, name) for name in names if name])
    record.source_id = word("id") or record.address or f"{record.day_as_written} {record.headline}".strip()
    return record


def _standing(written: str) -> Standing:
    return _STANDINGS.get(written.strip().casefold(), Standing.UNKNOWN)


def _html(record: Record, written: str) -> str:
    """Text without any element is written in plain paragraphs."""
    mended = mending.html(record, written)
    if _TAG.search(mended):
        return mended if markup.has_blocks(mended) else markup.paragraphs(mended)
    return markup.paragraphs(re.sub(r"&(?!#?\w+;)", "&amp;", mended).replace("<", "&lt;"))


def _plainly(column: str) -> str:
    return re.sub(r"[\s_.:-]+", " ", text.fold(column)).strip()


def _found(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column; `body.value` goes into what is inside."""
    if column in row:
        return row[column]
    value: Any = row
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("value") or value.get("name") or ""
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def _several(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_written(one).strip() for one in value]
    return [part.strip() for part in _PARTS.split(_written(value))]
