"""What every test has at hand: the cast, an emptied newsroom, the browser."""

import gc
import os
import shutil
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.core.cache import caches
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.campaigns.builders import campaigning  # noqa: F401  (fixtures of every test)
from tests.cast import cast, clock, newsroom  # noqa: F401
from tests.emptied import empty_the_newsroom
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

# No test is timed, those of any text neither: a busy machine is no fault of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_the_newsroom())  # noqa: B010


class ToldAtOnce:
    """Shows a failure when it happens, not when all have run: a run that is broken off has told of it too."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of a test that failed, or what stands before or behind it: its name and why."""
        if report.failed:
            self._reporter.ensure_newline()
            self._reporter.line(f"FAILED {report.nodeid} ({report.when})", red=True)
            self._reporter.line(report.longreprtext)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Tell of failures where the results of all workers come together."""
    plugins = session.config.pluginmanager
    reporter = plugins.get_plugin("terminalreporter")
    if reporter and not hasattr(session.config, "workerinput"):
        plugins.register(ToldAtOnce(reporter))


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of the garbage collector's walks: a tenth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test begins at the same epoch of its own database: forget what the one before it kept."""
    for name in settings_of_django.CACHES:
        caches[name].clear()


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
