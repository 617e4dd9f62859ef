"""Pictures of what a test sees, for `docs/screens/`: taken where `SCREENS` names a folder, else not."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page


def look(page: Page, name: str) -> None:
    """Keep a picture of the page under this name, for `make screens`."""
    if folder := os.environ.get("SCREENS"):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)
