"""Pictures of what a test sees, for `docs/screens/`: taken where `SCREENS` names a folder, else not."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page


def look(page: Page, name: str) -> None:
    """Keep a picture of the whole page under this name, for `make screens`."""
    if folder := os.environ.get("SCREENS"):
        picture = Image.open(BytesIO(page.screenshot(full_page=True)))
        picture.save(Path(folder, f"{name}.webp"), quality=50, method=6)
