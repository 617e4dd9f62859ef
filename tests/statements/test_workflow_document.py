"""The table in `docs/workflow.md` is the table in `workflow.py`."""

from __future__ import annotations

import re

from django.utils.translation import override

from statements.workflow import TRANSITIONS, State, Transition, Verb
from tests.environment import ROOT

LIVING = tuple(state for state in State if state != State.DISCARDED)


def rows(head: str) -> list[list[str]]:
    """The cells of the table under this head line."""
    text = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    table = re.search(rf"^{re.escape(head)}\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, head
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def printed(rule: Transition) -> list[str]:
    """The row that says this rule."""
    if not rule.sources:
        sources = "–"
    elif rule.sources == LIVING:
        sources = "any"
    else:
        sources = ", ".join(str(state.label) for state in rule.sources)
    targets = ["stays" if (state,) == rule.sources else str(state.label) for state in rule.targets]
    roles = ", ".join(str(role.label) for role in rule.roles)
    return [
        rule.verb.value,
        str(rule.verb.label),
        sources,
        ", ".join(targets) or "stays",
        roles,
        rule.words or "–",
    ]


def test_the_documented_table_is_the_law() -> None:
    with override("en"):
        law = [printed(rule) for rule in TRANSITIONS.values()]
    assert rows("| code | verb | from | to | who | words asked |") == law


def test_the_table_has_every_verb_once() -> None:
    assert [rule.verb for rule in TRANSITIONS.values()] == list(Verb)


def test_the_documented_states_are_the_states() -> None:
    with override("en"):
        states = [[state.value, str(state.label)] for state in State]
    assert [row[:2] for row in rows("| code | state | what it means |")] == states
