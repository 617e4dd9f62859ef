"""What the tests of imports at the desk share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A private folder of this test's own."""
    settings.IMPORTS_ROOT = tmp_path / "imports"
    return tmp_path / "imports"


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """The administrator's browser."""
    client.force_login(cast.administrator)
    return client
