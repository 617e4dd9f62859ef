"""Every search case of cases.txt, on the real database: what is found, in which order, whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from statements.archive import Search
from tests.cast import Clock, Newsroom
from tests.readers import get, rows
from tests.statements.search.corpus import CORPUS, fill

FILE = Path(__file__).with_name("cases.txt")
ARROW = "→"
EVERYTHING = [name for name, *_others in reversed(CORPUS)]  # newest first
SIGN = re.compile(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|n|\\)")
AGAIN = re.compile("«(.*?)×([0-9]+)»")


def cases() -> Iterator[tuple[str, list[str]]]:
    """What is typed, or a query string that begins with `?`, and the names of what is found."""
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, _arrow, names = line.rpartition(ARROW)
            spoken = SIGN.sub(lambda sign: sign[0].encode().decode("unicode_escape"), typed[:-1])
            yield AGAIN.sub(lambda part: part[1] * int(part[2]), spoken), names.split()


def query(typed: str) -> str:
    """The query string of a case; words are looked for newest first."""
    if typed.startswith("?"):
        return quote(typed[1:], safe="&=+%")
    return f"order=newest&{urlencode({'q': typed}, errors='surrogatepass')}"


@pytest.fixture
def names(newsroom: Newsroom, settings: Settings) -> dict[str, str]:
    """The corpus on the record: the names of its statements by their headlines. Nothing here is timed."""
    settings.PUBLIC_SECONDS = 600
    return fill(newsroom)


def test_there_are_enough_of_them() -> None:
    typed = [typed for typed, _names in cases()]
    assert len(typed) == len(set(typed)) >= 250
    assert {name for _typed, found in cases() for name in found} == {*EVERYTHING, "*"}


def test_every_case_finds_what_it_should(names: dict[str, str], clock: Clock) -> None:
    """Asked of the archive itself, of which page, feeds and exports are made."""
    wrong = []
    for typed, expected in cases():
        found = Search(QueryDict(query(typed)), clock.now).page(len(CORPUS), by_time=True).editions
        told = [names[one.headline] for one in found]
        if told != (EVERYTHING if expected == ["*"] else expected):
            wrong.append(f"{typed[:60]!a} → {' '.join(told)}")
    assert wrong == [], "\n".join(wrong)


def test_every_odd_case_is_answered_on_the_page_and_in_the_feed(names: dict[str, str], clock: Clock) -> None:
    odd = [(typed, found) for typed, found in cases() if not typed.isascii() or not typed.isalnum()][::5]
    for typed, expected in odd:
        page = get(f"/statements/?{query(typed)}", clock)
        told = [names[headline] for headline in rows(page, within="found-rows")]
        assert (page.status_code, told) == (200, EVERYTHING if expected == ["*"] else expected), typed
        if expected != ["*"]:  # a feed of nothing is not found; one tells of withdrawals, too
            items = get(f"/statements/feed.json?{query(typed)}", clock).json()["items"]
            titles = [item["title"] for item in items]
            assert [names[title] for title in titles if title in names] == expected, typed


TYPED = st.one_of(st.text(max_size=20), st.sampled_from([typed for typed, _names in cases()]))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TYPED, max_size=4))
@example(["pension", "\x00"])
@example(["\ud800"])
def test_whatever_is_typed_is_answered_and_shows_nothing_that_is_not_public(
    names: dict[str, str], clock: Clock, parts: list[str]
) -> None:
    page = get(f"/statements/?{query(' '.join(parts).lstrip('?'))}", clock)
    assert page.status_code == 200
    assert set(rows(page)) <= names.keys()
