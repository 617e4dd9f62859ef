"""Synonyms and acronyms: kept at the desk, and looked for whoever types which of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from statements.models import Synonym
from statements.search.grammar import read
from statements.search.synonyms import MOST_EXPRESSIONS, Synonyms
from statements.search.told import told
from statements.search.tree import All, Any, Phrase, Word
from tests.cast import NOON, Cast, Clock, Newsroom
from tests.readers import find, get, rows, seen

MSP = "MSP\nminimum support price\nन्यूनतम समर्थन मूल्य"
FORM = "/admin/statements/synonym/add/"

KNOWN = Synonyms.of(
    [MSP.splitlines(), ["RTI", "right to information"], ["price", "cost"], ["cost", "expense"]]
)


def said(typed: str) -> str:
    """How a query is told once it is read."""
    tree = read(typed, lambda name, value: None, NOON, KNOWN).tree
    return told(tree) if tree else ""


TOLD = {
    "MSP": "“MSP”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”",
    "msp.": "“msp.”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”",
    "minimum support prices": "“minimum support prices”, also “MSP” or “न्यूनतम समर्थन मूल्य”",
    "न्यूनतम समर्थन मूल्य": "“न्यूनतम समर्थन मूल्य”, also “MSP” or “minimum support price”",
    "right to information": "“right information”, also “RTI”",
    "support price": "“support” and (“price”, also “cost”)",
    "cost": "“cost”, also “price” or “expense”",
    '"minimum support price"': "exactly “minimum support price”",
    'minimum "support" price': "“minimum” and exactly “support” and (“price”, also “cost”)",
    "wheat MSP": "“wheat” and (“MSP”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”)",
    "wheat -MSP": "“wheat”, without (“MSP”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”)",
    "-minimum support price": "“support” and (“price”, also “cost”), without “minimum”",
    "MSP*": "a word that begins with “msp”",
    "pulses": "“pulses”",
}


@pytest.mark.parametrize("typed", TOLD)
def test_the_page_says_what_else_is_looked_for(typed: str) -> None:
    assert said(typed) == TOLD[typed]


def test_what_was_typed_stands_beside_or_as_one() -> None:
    tree = read("MSP OR wheat", lambda name, value: None, NOON, KNOWN).tree
    assert tree is not None
    assert isinstance(tree.wanted[0], Any)
    assert said("wheat OR MSP") == ("“wheat” or (“MSP”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”)")


def test_several_words_typed_fit_in_any_order_those_of_the_list_only_as_they_stand() -> None:
    tree = read("minimum support price", lambda name, value: None, NOON, KNOWN).tree
    assert tree is not None
    typed, acronym, hindi = getattr(tree.wanted[0], "ways")  # noqa: B009
    assert (type(typed), type(acronym), type(hindi)) == (All, Word, Phrase)


def test_whoever_types_one_finds_all(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="MSP for all crops")
    newsroom.public(headline="On prices", body="<p>A minimum support price by law.</p>")
    newsroom.public(headline="फ़सल", language="hi", body="<p>न्यूनतम समर्थन मूल्य का क़ानून।</p>")
    newsroom.public(headline="No support", body="<p>The minimum is a price.</p>")
    asked = ("MSP", "minimum support price", "न्यूनतम समर्थन मूल्य", '"minimum support price"', "law -MSP")
    before = {typed: set(rows(get("/statements/", clock, data={"q": typed}))) for typed in asked}
    assert before["MSP"] == {"MSP for all crops"}
    Synonym.objects.create(expressions=MSP)  # and what was found before is not what is found now
    after = {typed: set(rows(get("/statements/", clock, data={"q": typed}))) for typed in asked}
    everywhere = {"MSP for all crops", "On prices", "फ़सल"}
    assert after["MSP"] == after["न्यूनतम समर्थन मूल्य"] == everywhere
    assert after["minimum support price"] == everywhere | {"No support"}
    assert after['"minimum support price"'] == before['"minimum support price"']
    assert (before["law -MSP"], after["law -MSP"]) == ({"On prices"}, set())
    page = get("/statements/?q=MSP", clock)
    assert "Looked for “MSP”, also “minimum support price” or “न्यूनतम समर्थन मूल्य”." in seen(page)
    assert "minimum" in [mark.text for mark in find(page, "//mark")]


def test_a_word_of_no_public_text_is_named_to_nobody(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On wages and crops")
    newsroom.draft(headline="Our general strike", body="<p>Bharat Bandh on the ninth.</p>")
    due = clock.now + timedelta(days=1)
    newsroom.public(due, headline="The great march", body="<p>Kisan Long March begins.</p>")
    Synonym.objects.create(expressions="wages\nBharat Bandh\nKisan Long March")
    page = get("/statements/?q=wages", clock)
    assert "On wages and crops" in seen(page)
    assert not re.search("Bandh|March", seen(page))
    clock.now = due
    page = get("/statements/?q=wages", clock)
    assert "Looked for “wages”, also “Kisan Long March”." in seen(page)
    assert "Bandh" not in seen(page)


def test_a_word_is_not_named_because_a_public_text_holds_another_of_its_stem(
    newsroom: Newsroom, clock: Clock
) -> None:
    Synonym.objects.create(expressions="walkout\nstrikers")
    newsroom.public(headline="The strike goes on", body="<p>No word of those who walk out.</p>")
    assert "strikers" not in get("/statements/?q=walkout", clock).content.decode()
    newsroom.public(headline="The strikers stand firm")
    assert "strikers" in get("/statements/?q=walkout", clock).content.decode()


def test_administrators_keep_them_and_nobody_else(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.publisher)
    assert client.get(FORM).status_code == 403
    client.force_login(cast.administrator)
    typed = " MSP \r\nminimum  support price\r\n\r\nmsp\r\n"
    assert client.post(FORM, {"expressions": typed}).status_code == 302
    assert Synonym.objects.get().expressions == "MSP\nminimum support price"


MISTAKES = {
    "MSP": "Write two expressions at least",
    "wage\nwages": "Write two expressions at least",
    "the\nMSP": "“the” stands in nearly every text",
    "MSP\n" + "word " * 7: "is too long: six words at most",
    "MSP\n" + "x" * 81: "is too long",
    "\n".join(f"word{chr(97 + number)}" for number in range(MOST_EXPRESSIONS + 1)): "expressions at most",
    "…\n\u200b": "Write two expressions at least",
}


@pytest.mark.parametrize("typed", MISTAKES, ids=lambda typed: ascii(typed[:12]))
def test_what_cannot_be_an_expression_is_said(cast: Cast, typed: str) -> None:
    client = Client()
    client.force_login(cast.administrator)
    page = client.post(FORM, {"expressions": typed})
    assert MISTAKES[typed] in page.content.decode()
    assert not Synonym.objects.exists()
