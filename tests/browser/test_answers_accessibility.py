"""Axe finds nothing on what the form of a statement answers: two texts that met, a reading of an old font."""

from __future__ import annotations

from django.utils import timezone
from playwright.sync_api import Browser, expect

from statements import verbs
from statements.models import Statement, User, WorkingCopy
from tests.cast import Cast

from .test_desk_accessibility import (  # noqa: F401  (a fixture)
    EDITORS_ARE_READY,
    STATEMENTS,
    browser_of,
    desk,
    faults_in_sight,
)


def test_axe_finds_nothing_on_two_texts_that_met(
    desk: tuple[str, dict[str, int]],  # noqa: F811
    cast: Cast,
    browser: Browser,
) -> None:
    address, keys = desk
    User.objects.update(language="hi")
    with browser_of(browser, address, cast.drafter) as page:
        page.goto(f"{address}/admin/{STATEMENTS}{keys['draft']}/change/")
        page.evaluate(EDITORS_ARE_READY)
        newer = {"headline": "Wages are paid", "body": "<p>They are paid.</p>", "dateline_place": "Nagpur"}
        verbs.save(Statement.objects.get(pk=keys["draft"]), by=cast.colleague, content=newer)
        page.locator("#id_headline").fill("Wages will be paid")
        with page.expect_navigation() as met:
            page.locator("#id_headline").press("Enter")
        assert met.value.status == 409
        expect(page.locator("section.stale fieldset.clash")).to_have_count(1)
        page.evaluate(EDITORS_ARE_READY)
        assert list(faults_in_sight(page)) == []


def test_axe_finds_nothing_where_kruti_dev_is_read(
    desk: tuple[str, dict[str, int]],  # noqa: F811
    cast: Cast,
    browser: Browser,
) -> None:
    address, keys = desk
    User.objects.update(language="hi")
    typed = "etnwjksa dh ekax gS vkSj muds ifjokj dh Hkh ;gh ekax gS"
    words = {"typed": {"headline": typed}, "seen_version": 1, "typed_at": timezone.now()}
    draft = Statement.objects.get(pk=keys["draft"])
    WorkingCopy.objects.create(person=cast.drafter, statement=draft, key="kruti", **words)
    with browser_of(browser, address, cast.drafter) as page:
        page.goto(f"{address}/admin/{STATEMENTS}{draft.pk}/change/?take_up=kruti")
        page.evaluate(EDITORS_ARE_READY)
        expect(page.locator("[data-legacy-font]")).to_contain_text("मजदूरों")
        assert list(faults_in_sight(page)) == []
