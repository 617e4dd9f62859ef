"""The desk walked whole: in Hindi no word is left in English but people's own; every time has its zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from statements.models import User
from tests.browser.test_desk_accessibility import NOBODY, PAGES, desk  # noqa: F401  (a fixture)
from tests.cast import Cast
from tests.statements.desk.pages import parsed

LATIN = re.compile(r"[A-Za-z]{3,}")
TIME = re.compile(
    r"(?<!–)\b\d{1,2}:\d{2}(?! (?:IST|UTC|BST|GMT)\b|–)"
)  # hours of every day, 08:00–22:00, aside
SPOKEN = ("title", "aria-label", "placeholder")  # not alt: Django writes its two pictures' into its HTML
# Names that are the same in every language.
NAMES = {"WhatsApp", "Telegram", "UTC", "IST", "English", "PDF", "Asia/Kolkata", "draft", "hello"}
# What the environment says, as the settings' page shows it.
NAMES |= {word for value in (settings.SITE_URL, settings.DEFAULT_FROM_EMAIL) for word in LATIN.findall(value)}
NAMES |= set(LATIN.findall(settings.TIME_ZONE))


def told(page: Any) -> Iterator[str]:
    """What a page says in the language of its screen, piece by piece."""
    for node in parsed(page).iter():
        if not isinstance(node.tag, str) or node.tag in {"script", "style", "textarea", "code", "pre"}:
            continue
        if any("hidden" in one.get("class", "").split() for one in [node, *node.iterancestors()]):
            continue
        if node.tag == "option" and node.getparent().get("name") == "time_zone":
            continue
        language = next((one.get("lang") for one in [node, *node.iterancestors()] if one.get("lang")), "")
        if language == parsed_language(page):
            yield from (text for text in (node.text, *(child.tail for child in node)) if text)
            yield from (node.get(name) for name in SPOKEN if node.get(name))
        if node.tag == "input" and node.get("type") in {"submit", "button"}:
            yield node.get("value", "")


def parsed_language(page: Any) -> str:
    """The language of the screen, as the page says it."""
    return str(parsed(page).get("lang", ""))


def own_words() -> set[str]:
    """Every text in the database: what people wrote, and what is called by a name."""
    found: set[str] = set()
    models: list[Any] = [
        Group,
        *(model for app in ("statements", "campaigns") for model in apps.get_app_config(app).get_models()),
    ]
    for model in models:
        for row in model._default_manager.values_list():
            found.update(word for value in row for word in strings(value))
    return found


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(LATIN, value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.mark.parametrize("room", PAGES)
def test_no_word_is_left_in_english_and_no_time_without_its_zone(
    request: pytest.FixtureRequest, cast: Cast, client: Client, room: str
) -> None:
    _address, keys = request.getfixturevalue("desk")
    left, zoneless = set(), set()
    for who, paths in PAGES[room].items():
        if who != NOBODY:
            client.force_login(getattr(cast, who))
            for path in paths:
                said = {}
                for language in ("en", "hi"):
                    User.objects.update(language=language)
                    page = client.get(f"/admin/{path.format(**keys)}")
                    assert parsed_language(page) == language
                    said[language] = {" ".join(text.split()) for text in told(page)}
                zoneless |= {(path, text) for text in said["hi"] | said["en"] if TIME.search(text)}
                left |= {(path, text) for text in said["hi"] & said["en"] if LATIN.search(text)}
    assert zoneless == set()
    known = own_words() | NAMES
    assert {(path, text) for path, text in left if set(LATIN.findall(text)) - known} == set()
