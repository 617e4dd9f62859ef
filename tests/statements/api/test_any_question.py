"""Any question at all, made from the API's own description: a described answer, and no unpublished word."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from statements.api.description import described
from tests.cast import Clock, Newsroom
from tests.never_public import MARK, NEVER_PUBLIC
from tests.readers import get
from tests.test_leaks import known  # noqa: F401  (a fixture)

from .test_api import MEDIA, promised

# `API_QUESTIONS=5000` makes a drill of it; the suite asks the same few each time.
QUESTIONS = int(os.environ.get("API_QUESTIONS", "150"))
LISTS = ("/statements/", "/hi/statements/", "/statements/feed.atom", "/statements/feed.rss",
    "/statements/feed.json", "/statements/export.csv", "/statements/suggestions")  # fmt: skip
FITTING = ["wages", "heat", "nc", "ww", "en", "hi", "2026", "2026-03-12", "NC-2026-001", '"First"', "2", "-1"]


def parameters() -> Iterator[dict[str, Any]]:
    """Those that the description names."""
    yield from described("http://testserver")["paths"]["/api/statements"]["get"]["parameters"]


def values(schema: dict[str, Any]) -> SearchStrategy[str]:
    """What the schema asks for, and what it does not."""
    schema = schema.get("items", schema)
    kinds = [st.text(max_size=30), st.sampled_from(FITTING), st.integers().map(str)]
    if "enum" in schema:
        kinds.append(st.sampled_from(schema["enum"]))
    if schema.get("format") == "date":
        kinds.append(st.dates().map(str))
    return st.one_of(kinds)


def queries() -> SearchStrategy[str]:
    """Query strings of some parameters, some of them twice, with a name nobody knows now and then."""
    named = [st.tuples(st.just(one["name"]), values(one["schema"])) for one in parameters()]
    pairs = st.lists(st.one_of(*named, st.tuples(st.text(max_size=8), st.text(max_size=8))), max_size=5)
    return pairs.map(lambda found: urlencode(found, errors="replace"))


@pytest.fixture
def unpublished(known: Newsroom, clock: Clock) -> Newsroom:  # noqa: F811
    """What readers know, beside it everything they may not."""
    with transaction.atomic():
        for make in NEVER_PUBLIC:
            make(known)
    return known


@settings(
    max_examples=QUESTIONS, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=queries(), beside=st.sampled_from(LISTS))
def test_any_question_gets_a_described_answer_and_no_unpublished_word(
    unpublished: Newsroom, query: str, beside: str
) -> None:
    answer = get(f"/api/statements?{query}", unpublished.clock)  # type: ignore[arg-type]
    assert answer["Content-Type"] == MEDIA[str(answer.status_code)]
    promised(str(answer.status_code)).validate(json.loads(answer.content))
    other = get(f"{beside}?{query}", unpublished.clock)  # type: ignore[arg-type]
    assert other.status_code in {200, 301, 400, 404, 422}
    for told in (answer, other):
        assert MARK not in f"{dict(told.headers)}{told.content.decode()}"
