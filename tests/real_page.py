"""The page of statements as they stand on the web today: beside the checkout, never in it."""

from pathlib import Path

import pytest

_PAGE = Path(__file__).resolve().parents[2] / "shared" / "input" / "present-site.txt"


def real_page() -> Path:
    """The file; a test that asks for it is left out where it is not there."""
    if not _PAGE.exists():
        pytest.skip("the real page is not beside this checkout: shared/input/present-site.txt")
    return _PAGE
