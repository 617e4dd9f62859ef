"""A pasted text: the page names the statement in which its paragraphs stand, and claims nothing more."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Clock, Newsroom
from tests.readers import find, get, seen

FIRST = "The workers' wages of all three months, every rupee of them, are due today and not tomorrow. " * 2
SECOND = "We ask the labour commissioner to hear both sides before the week is over, in the open. " * 2
NOTHING = "No paragraph of this text was found word for word. That proves nothing"


def page(pasted: str, clock: Clock) -> object:
    return get("/statements/", clock, data={"q": pasted})


def test_the_statement_is_named_in_which_all_of_it_stands(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(body=f"<p>{FIRST}</p><p>{SECOND}</p>")
    newsroom.public(headline="Another")
    told = page(f"{FIRST.upper()}\n\n{SECOND.replace(',', '')}", clock)
    assert "These paragraphs stand word for word in NC-2026-001" in seen(told)
    (address,) = find(told, "//*[@class='notice notice-plain']//a/@href")
    assert address.startswith("/statements/2026/statement-number-")
    assert NOTHING not in seen(told)


def test_of_a_part_it_is_said_how_much(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(body=f"<p>{FIRST}</p>")
    newsroom.public(body=f"<p>{SECOND}</p><p>{FIRST}</p>")
    told = seen(page(f"{FIRST}\n{SECOND}\n{FIRST.replace('due', 'paid')}", clock))
    assert "2 of the 3 paragraphs looked up stand word for word in NC-2026-002" in told
    assert "1 of the 3 paragraphs looked up stands word for word in NC-2026-001" in told
    assert told.index("NC-2026-002") < told.index("NC-2026-001")


def test_none_found_is_said_to_prove_nothing(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.draft(body=f"<p>{FIRST}</p>")
    newsroom.public(body=f"<p>{FIRST}</p>", public_from=clock.now + timedelta(days=1))
    newsroom.public(headline="Another")
    assert NOTHING in seen(page(FIRST + SECOND, clock))


def test_of_words_nothing_of_the_kind_is_said(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="Wages")
    for typed in ("wages", "nothing", "Thanks.\n" * 30):
        assert "word for word" not in seen(page(typed, clock)).replace("stands word for word in one of", "")
