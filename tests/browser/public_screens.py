"""Pictures of every public page of the demo newsroom, for `make screens`.

One sheet for each page and language: on a phone, a tablet and a desktop, by day above, by night below. Not
part of the suite: `test_public.py` checks what is to be checked.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from playwright.sync_api import Browser

from statements.models import Edition, Withdrawal

WIDTHS = (360, 768, 1280)
THEMES = ("light", "dark")
TALL = 1500  # pixels of a page that a picture shows at most
GAP = 24
SMALLER = 0.6


def statements() -> dict[str, str]:
    """Addresses of public statements of every look, by the name of their sheet."""
    public = Edition.objects.public(timezone.now()).select_related("statement")
    found = {
        "statement": public.filter(language="en").latest("issued_at"),
        "statement-hindi": public.filter(language="hi").latest("issued_at"),
        "statement-urdu": public.filter(language="ur").latest("issued_at"),
        "statement-picture": public.filter(statement__reference__isnull=False, kind="condolence").first(),
        "statement-corrected": public.filter(change_kind="correction").latest("issued_at"),
        "statement-withdrawn": Edition.objects.filter(
            statement__withdrawals__kind=Withdrawal.Kind.WITHDRAWN
        ).first(),
    }
    paths = {name: edition.get_absolute_url() for name, edition in found.items() if edition}
    return paths | {"editions": f"{paths['statement-corrected']}editions/"}


def lists() -> dict[str, str]:
    """Addresses of the pages that lead to statements, in both languages, by the name of their sheet."""
    found: dict[str, str] = {}
    for language in ("en", "hi"):
        with override(language):
            archive = reverse("archive")
            pages = {
                "front": reverse("front"),
                "archive": archive,
                "found": f"{archive}?q={'wages' if language == 'en' else 'मज़दूरी'}",
                "topics": reverse("topics"),
                "topic": reverse("topic", kwargs={"slug": "wages"}),
                "bodies": reverse("bodies"),
                "coverage": reverse("coverage"),
                "year": reverse("year", kwargs={"year": timezone.now().year}),
                "press": reverse("press"),
                "demands": reverse("demands"),
                "demand": reverse("demand", kwargs={"slug": "noon-to-four"}),
                "campaigns": reverse("campaigns"),
                "campaign": reverse("campaign", kwargs={"slug": "shade-and-water"}),
                "causes": reverse("causes"),
                "cause": reverse("cause", kwargs={"slug": "families-of-belmora"}),
                "addressee": reverse("addressee", kwargs={"slug": "union-labour-ministry"}),
                "actions": reverse("actions"),
                "action": reverse("action", kwargs={"slug": "mourning-for-shelgaon"}),
                "not-found": f"{archive}0/nothing/",
            }
        found |= {f"{name}-{language}": path for name, path in pages.items()}
    return found


@pytest.fixture
def demo(transactional_db: None, live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The address of the demo newsroom."""
    settings.VAR_DIR = tmp_path
    call_command("demo", verbosity=0)
    return str(live_server.url)


def test_pictures(demo: str, browser: Browser) -> None:
    folder = Path(os.environ["SCREENS"])
    for name, path in (statements() | lists()).items():
        rows = [[picture(browser, demo + path, width, theme) for width in WIDTHS] for theme in THEMES]
        sheet(rows).save(folder / f"public-{name}.webp", quality=50, method=6)


def picture(browser: Browser, address: str, width: int, theme: Any) -> Image.Image:
    """The upper part of a page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    shot = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    return shot.crop((0, 0, width, min(shot.height, TALL)))


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """The pictures side by side, row under row, made smaller."""
    heights = [max(shot.height for shot in row) for row in rows]
    whole = Image.new(
        "RGB", (sum(WIDTHS) + GAP * (len(WIDTHS) + 1), sum(heights) + GAP * (len(rows) + 1)), "#8a8a86"
    )
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for shot in row:
            whole.paste(shot, (left, top))
            left += shot.width + GAP
        top += height + GAP
    return whole.resize((round(whole.width * SMALLER), round(whole.height * SMALLER)))
