"""What the tests of importing share: a file, the command on it, and its account."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.cast import Cast

Imported = dict[str, Any]


@pytest.fixture
def run(cast: Cast, tmp_path: Path) -> Callable[..., Imported]:
    """Import a text under this name as history, by the administrator; returns the account."""

    def imported(name: str, written: str | bytes, *options: str, state: str = "history") -> Imported:
        path, account = tmp_path / name, tmp_path / "account.json"
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
        arguments = [str(path), "--body", "NC", "--as", "administrator", "--state", state]
        call_command("import_statements", *arguments, "--report", str(account), *options, stdout=StringIO())
        told: Imported = json.loads(account.read_text("utf-8"))
        return told

    return imported


def fates(account: Imported) -> list[str]:
    """What became of each item."""
    return [item["fate"] for item in account["items"]]


def words(item: Imported, part: str = "altered") -> set[str]:
    """The words of what is told of an item."""
    return {one["what"] for one in item[part]}
