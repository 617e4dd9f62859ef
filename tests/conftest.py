"""What every test has at hand: the cast, guards that let a flush pass, the browser."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches

from statements import guards
from tests.cast import cast, clock, newsroom  # noqa: F401  (fixtures of every test)
from tests.environment import on_postgres

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM = "no Chromium on this machine (Debian: apt install chromium; else name it in CHROMIUM)"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test begins at the same epoch of its own database: forget the ETags of the one before."""
    caches["etags"].clear()


@pytest.fixture(autouse=True)
def guards_lifted_before_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the flush after a test with real transactions pass; the flush itself puts the guards back."""
    marker = request.node.get_closest_marker("django_db")
    by_mark = marker is not None and marker.kwargs.get("transaction", False)
    is_flushed = by_mark or {"transactional_db", "live_server"} & set(request.fixturenames)
    if is_flushed:
        request.getfixturevalue("transactional_db")  # ends after this fixture
    yield
    if is_flushed:
        guards.lift()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what asks a database; the rest has run on SQLite, and the last lines say so."""
    if not on_postgres():
        return
    asks = {item for item in items if "db" in getattr(item, "fixturenames", ()) or _is_marked(item)}
    config.hook.pytest_deselected(items=[item for item in items if item not in asks])
    items[:] = [item for item in items if item in asks]


def _is_marked(item: pytest.Item) -> bool:
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def chromium() -> str | None:
    """The path of the machine's Chromium, or of the browser that `CHROMIUM` names; None if there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium instead of a downloaded one, without a word to anybody outside."""
    path = chromium()
    if path is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    if path is None:
        pytest.skip(NO_CHROMIUM)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGS}
