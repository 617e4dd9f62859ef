"""The description of the API in OpenAPI 3.1: parameters from the filters, answers from the shapes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from statements.archive import MOST_PAGES, RELEVANCE
from statements.filters import FILTERS, MOST_VALUES, Filter
from statements.lists import NEWEST, OLDEST

from .schemas import reference, schemas
from .shapes import Listing, Problem, Refusal

PROBLEM = "application/problem+json"  # RFC 9457
VERSION = "1"  # rises where something that was promised is no longer so; fields may be added under the same
ABOUT = (
    "The public statements of a newsroom, to be read by programs. No key is asked for, and any site may ask. "
    "The query string is that of the archive's page, its feeds and its spreadsheet, and finds the same. "
    "Give the ETag of an answer back as If-None-Match: while nothing has changed the answer is 304. "
    "What is withdrawn is no longer listed; feeds tell of it for 30 days, and its page always."
)
# Those besides the filters: what each means, and its schema.
OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "q": (
        'Words that all have to be there; `"an exact phrase"`, `-without`, `this OR that`, `begin*`, '
        "`topic:` `body:` `lang:` `place:` `kind:` `by:` `after:` `before:`; a statement's number; or a text "
        "of more than 200 characters, whose paragraphs are looked up word for word.",
        {"type": "string"},
    ),
    "order": (
        f"`{RELEVANCE}` is usual where there are words, and asks for some; else `{NEWEST}` is.",
        {"type": "string", "enum": [RELEVANCE, NEWEST, OLDEST]},
    ),
    "older": (
        "Begin with what is older than the statement with this reference; for lists by time.",
        {"type": "string"},
    ),
    "newer": ("End with what is newer than the statement with this reference; likewise.", {"type": "string"}),
    "page": (
        "The page of a list by relevance.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PAGES},
    ),
}


def described(origin: str) -> dict[str, Any]:
    """The whole description; `origin` is the newsroom's address without a slash at its end."""
    parameters = [*map(_filter, FILTERS), *(_parameter(name, *told) for name, told in OTHERS.items())]
    listing = _operation("listStatements", "A page of the archive", Listing)
    listing["parameters"] = parameters
    listing["responses"]["422"] = _answer(
        "Something of the query string cannot be followed.", reference(Refusal), PROBLEM
    )
    listing["responses"]["503"] = _answer("It could not be found in time.", reference(Problem), PROBLEM)
    of_itself = _operation("describe", "This description", None)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Statements", "version": VERSION, "description": ABOUT},
        "servers": [{"url": origin}],
        "paths": {reverse("api"): {"get": listing}, reverse("api_description"): {"get": of_itself}},
        "components": {"schemas": schemas(Listing, Problem, Refusal)},
    }


def _operation(name: str, summary: str, shape: Any) -> dict[str, Any]:
    schema = reference(shape) if shape else {"type": "object"}
    told = _answer(summary + ".", schema)
    told["headers"] = {
        "ETag": {"description": "The hash of the answer's bytes.", "schema": {"type": "string"}},
        "Last-Modified": {
            "description": "When readers last saw a change.",
            "schema": {"type": "string"},
        },
    }
    unchanged = {"description": "Nothing has changed since the answer with this ETag, or since this date."}
    return {"operationId": name, "summary": summary, "responses": {"200": told, "304": unchanged}}


def _answer(meaning: str, schema: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"description": meaning, "content": {media: {"schema": schema}}}


def _filter(one: Filter) -> dict[str, Any]:
    value = one.schema
    if one.is_single:
        return _parameter(one.name, one.meaning, value)
    several = {"type": "array", "items": value, "maxItems": MOST_VALUES}
    return {**_parameter(one.name, f"{one.meaning} Several widen the list.", several), "explode": True}


def _parameter(name: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": meaning, "schema": schema}
