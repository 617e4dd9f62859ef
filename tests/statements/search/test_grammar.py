"""The grammar: what is understood of what a reader types, and that no string breaks either database."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statements.models import SearchRow
from statements.search.engine import condition
from statements.search.fields import known
from statements.search.grammar import read
from statements.search.tree import All, Any, Asked, Filed, Node, Phrase, Prefix, Word, loosened
from tests.cast import NOON, Newsroom


def asked(typed: str) -> Asked:
    return read(typed, lambda name, value: (f"{name}§{value}",) if value != "unknown" else None, NOON)


def told(node: Node | None) -> str:
    """The tree in one line."""
    if isinstance(node, Word):
        return node.token
    if isinstance(node, Prefix):
        return f"{node.token}*"
    if isinstance(node, Phrase):
        return f'"{" ".join(node.tokens)}"'
    if isinstance(node, Filed):
        return f"<{' '.join(node.tokens)}>"
    if isinstance(node, Any):
        return f"({' | '.join(map(told, node.ways))})"
    if isinstance(node, All):
        return " ".join([*map(told, node.wanted), *(f"-{told(one)}" for one in node.unwanted)])
    return "nothing"


READ = {
    "pension wages": "pension wages",
    '"Minimum Wage"': '"minimum wage"',
    "“minimum wage”": '"minimum wage"',
    '"the people"': '"the people"',
    "pension -strike": "pension -strike",
    'pension -"general strike"': 'pension -"general strike"',
    "pension OR gratuity": "(pension | gratuity)",
    "mill pension OR gratuity OR fund closed": "mill (pension | gratuity | fund) closed",
    "pension|gratuity": "(pension | gratuity)",
    "OR pension OR": "pension",
    "pension or gratuity": "pension gratuity",
    "pens*": "pens*",
    "pe*": "pe",
    "the wages of workers": "wages workers",
    "COVID-19": "covid 19",
    "topic:wages mill": "<topic§wages> mill",
    'topic:"minimum wage"': "<topic§minimum wage>",
    "-body:NC wages": "wages -<body§NC>",
    "by:Rao": "<by§rao>",
    'by:"Asha Rao"': "<by§asha> <by§rao>",
    "topic:unknown": "<>",
    '"unclosed words': '"unclosed words"',
    "col:words NEAR(a b)": "col words near b",
    "((((": "nothing",
    "-strike": "nothing",
    "the of": "nothing",
    "": "nothing",
    "AND pension": "pension",
    "c++ workers' rights": "c workers rights",
    "किसान -आंदोलन": "किसान -आंदोलन",
    "after:2019 wages": "wages",
}


@pytest.mark.parametrize("typed", READ)
def test_it_is_read_so(typed: str) -> None:
    assert told(asked(typed).tree) == READ[typed]


REMARKS = {
    "-strike": "Say also what you look for",
    "the of": "stands in nearly every text",
    '"unclosed': "The quotes were not closed",
    "word " * 17: "Only the first 16 words",
    "after:soon wages": "“soon” is not a date",
    "topic:unknown": "We know no “unknown”",
    "pension": "",
}


@pytest.mark.parametrize("typed", REMARKS, ids=lambda typed: typed[:20])
def test_what_cannot_be_read_is_said(typed: str) -> None:
    assert REMARKS[typed] in " ".join(asked(typed).remarks)
    assert bool(REMARKS[typed]) == bool(asked(typed).remarks)


def test_days_bound_the_whole() -> None:
    query = asked("wages after:2019 before:03/2020")
    assert (str(query.since), str(query.until)) == ("2019-01-01", "2020-03-31")


def test_a_long_text_is_one_that_was_pasted() -> None:
    assert asked("word " * 60).pasted
    assert asked("word " * 60).tree is None


HOSTILE = [
    "\x00", "\ud800", "NEAR(a b)", "col:a", '"', '""', '"a', "a*b*", "-", "--a", "^a", "a AND", "OR OR",
    "{a}:b", "'; DROP TABLE x; --", "\\", "a\\'b", "§topic", "h§a", "%", "_", ":*", "!a & b", "<->", "a<->b",
    "(a|b", "topic:", "after:", "topic:\x00", "after:0001-01-01", "before:" + "9" * 190, "a" * 200, "ँ", "क्",
    "\u200d", "🙂",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_no_hostile_string_reaches_the_engine_raw(newsroom: Newsroom, typed: str) -> None:
    look_up_anything(typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from([*HOSTILE, *READ]))))
@example(["\ufdd0"])
def test_no_string_at_all_breaks_a_search(db: None, parts: list[str]) -> None:
    look_up_anything(" ".join(parts)[:200])


def look_up_anything(typed: str) -> None:
    """Read it, ask the real database for it in every room, and the same loosened."""
    query = read(typed, known(NOON), NOON)
    if query.tree is None:
        return
    for room in ("", "h§"):
        list(SearchRow.objects.filter(condition(query.tree, room, [2026]))[:1])
    loose = loosened(query.tree)
    assert isinstance(loose, All)
    list(SearchRow.objects.public(NOON).filter(condition(loose)).values_list("pk")[:1])
