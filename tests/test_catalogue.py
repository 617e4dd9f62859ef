"""The screens in Hindi: every word of code and templates is there, in the words of the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from django.conf import settings
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import override

from statements import verbs
from statements.models import ChangeKind, Kind, Statement, Withdrawal
from statements.models.content import FIELDS
from statements.notices import HEADINGS
from statements.standing import Standing
from statements.workflow import Plan, Role, State, Verb
from tests.cast import Clock, Newsroom
from tests.environment import ROOT

UPDATE: dict[str, Any] = run_path(str(ROOT / "locale/update.py"))
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TRANSLATIONS = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDERS = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}|<[^>]+>")

in_each_translation = pytest.mark.parametrize("language", TRANSLATIONS)
in_both_languages = pytest.mark.parametrize("language", ["en", "hi"])


def written(language: str) -> Catalog:
    """The catalogue people translate in."""
    catalog: Catalog = UPDATE["read"](folder(language) / "django.po")
    return catalog


def folder(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return ROOT / "locale" / language / "LC_MESSAGES"


def messages(catalog: Catalog) -> dict[tuple[str | None, tuple[str, ...]], Message]:
    """The messages of a catalogue, its header aside, by context and English forms."""
    return {(message.context, forms(message.id)): message for message in catalog if message.id}


def forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Singular and plural, or the one form there is."""
    return (words,) if isinstance(words, str) else tuple(words or ())


# --- the catalogue ----------------------------------------------------------------------------------


@in_each_translation
def test_every_word_of_the_screens_is_in_the_catalogue_and_no_other(language: str) -> None:
    catalog = written(language)
    here, on_screens = messages(catalog).keys(), messages(UPDATE["extracted"]()).keys()
    assert on_screens - here == set(), "new: run `make messages`, then translate"
    assert here - on_screens == set(), "gone: run `make messages`"
    assert not catalog.obsolete


@in_each_translation
def test_every_word_is_translated_and_none_is_a_mere_proposal(language: str) -> None:
    assert [message.id for message in UPDATE["awaiting"](written(language))] == []


def test_words_are_marked_by_names_that_are_looked_for() -> None:
    unknown = [f"{name}: {mark}" for name, mark in marks() if mark not in UPDATE["KEYWORDS"]]
    assert unknown == []


def marks() -> Iterator[tuple[str, str]]:
    """The names under which modules import Django's functions of translation, after the module's own name."""
    for name, source in UPDATE["sources"]():
        for node in ast.walk(ast.parse(source)) if name.endswith(".py") else ():
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                marked = [alias for alias in node.names if "gettext" in alias.name]
                yield from ((name, alias.asname or alias.name) for alias in marked)


@in_each_translation
def test_the_compiled_catalogue_holds_what_the_written_one_says(language: str) -> None:
    fresh = BytesIO()
    write_mo(fresh, written(language))
    fresh.seek(0)
    compiled = BytesIO((folder(language) / "django.mo").read_bytes())
    assert said(read_mo(compiled)) == said(read_mo(fresh)), "run `make messages`"


def said(catalog: Catalog) -> dict[Any, tuple[str, ...]]:
    """What a catalogue says for the English of each message."""
    return {key: forms(message.string) for key, message in messages(catalog).items()}


@in_each_translation
def test_placeholders_and_markup_are_the_same_in_both_languages(language: str) -> None:
    for (_context, english), message in messages(written(language)).items():
        for form in forms(message.string):
            assert sorted(PLACEHOLDERS.findall(form)) == sorted(PLACEHOLDERS.findall(english[-1])), form


@in_each_translation
def test_each_plural_form_of_the_language_is_there(language: str) -> None:
    catalog = written(language)
    assert catalog.num_plurals == Catalog(language).num_plurals
    plurals = [message for (_context, english), message in messages(catalog).items() if len(english) > 1]
    assert {len(forms(message.string)) for message in plurals} == {catalog.num_plurals}


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_spelt_as_the_unicode_locale_data_spell_them(month: int) -> None:
    spelt = Locale("hi").months["format"]
    with override("hi"):
        assert date_format(date(2026, month, 12), "j F Y") == f"12 {spelt['wide'][month]} 2026"
        assert date_format(date(2026, month, 12), "j M") == f"12 {spelt['abbreviated'][month]}"


# --- the glossary -----------------------------------------------------------------------------------


def choices(of: type[TextChoices]) -> Callable[[], dict[str, str]]:
    """The labels of choices by their code, in the language then active."""
    return lambda: {code: str(label) for code, label in of.choices}


def parts_of_a_statement() -> dict[str, str]:
    """The names of the content's fields, in the language then active."""
    return {name: str(Statement._meta.get_field(name).verbose_name) for name in FIELDS}  # type: ignore[union-attr]


def said_first() -> dict[str, str]:
    """What is said before a text that is handed on, in the language then active."""
    return {code: str(heading) for code, heading in HEADINGS.items()}


STANDING = "Where a statement stands"
TABLES = {
    "What can be done": choices(Verb),
    "Who": choices(Role),
    "When it goes out": choices(Plan),
    "What it is": choices(Kind),
    "What an edition is to the one before": choices(ChangeKind),
    "The parts of a statement": parts_of_a_statement,
    "Withdrawals": choices(Withdrawal.Kind),
    "What is said first when a text is handed on": said_first,
}


def table(heading: str, language: str) -> dict[str, str]:
    """A table of the glossary: the words by their code."""
    section = GLOSSARY.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    _header, *rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    return {code: {"en": english, "hi": hindi}[language] for code, english, hindi in rows}


def test_every_table_of_the_glossary_is_compared() -> None:
    sections = re.split(r"^## ", GLOSSARY, flags=re.MULTILINE)
    with_a_table = {section.splitlines()[0] for section in sections if "|---|" in section}
    assert with_a_table == {STANDING, *TABLES}


@in_both_languages
@pytest.mark.parametrize("heading", TABLES)
def test_the_code_speaks_the_glossarys_words(heading: str, language: str) -> None:
    with override(language):
        labels = TABLES[heading]()
    assert list(table(heading, language).items()) == list(labels.items())


@in_both_languages
def test_where_a_statement_stands_is_said_in_the_glossarys_words(
    language: str, newsroom: Newsroom, clock: Clock
) -> None:
    in_work = verbs.reopen(newsroom.public(), by=newsroom.cast.drafter, clock=clock)
    seen = {
        "due": newsroom.public(public_from=clock.now + timedelta(hours=6)),
        "public": newsroom.public(),
        "public with a draft": in_work,
        "withdrawn": newsroom.withdrawn(kind=Withdrawal.Kind.WITHDRAWN),
    }
    with override(language):
        states = choices(State)()
        standings = {code: Standing.of(one, clock.now).words for code, one in seen.items()}
    expected = table(STANDING, language)
    expected["due"] %= {"time": "18:00 IST"}
    assert expected == states | standings
