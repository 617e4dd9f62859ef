"""The environment every test runs in; loaded by pytest before the settings are.

Tests run on SQLite; `TEST_ON=postgresql` moves them to the server at `TEST_POSTGRES_URL`.
A `DATABASE_URL` of the machine is never used: it may be somebody's newsroom.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"


def on_postgres() -> bool:
    """Whether the tests of this process run on PostgreSQL."""
    return os.environ.get("TEST_ON") == "postgresql"


def postgres_url() -> str:
    """This checkout's own database on the server of the tests; Django puts `test_` before its name.

    The name is the same in every run: what a run that was broken off left behind, the next one replaces.
    """
    server, _, rest = os.environ.get("TEST_POSTGRES_URL", LOCAL_POSTGRES).rpartition("/")
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return f"{server}/pressoffice_{checkout}" + "".join(rest.partition("?")[1:])


def sqlite_url() -> str:
    """An empty database beside the test database, in a folder of this run that is removed at its end."""
    if "TEST_SQLITE_FILE" not in os.environ:
        folder = tempfile.mkdtemp(prefix="pressoffice-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        # A file, because an in-memory SQLite database locks differently from the real thing.
        os.environ["TEST_SQLITE_FILE"] = f"{folder}/test.sqlite3"
    return "sqlite:///" + os.environ["TEST_SQLITE_FILE"].replace("test.sqlite3", "empty.sqlite3")


def var_folder() -> str:
    """An empty folder for what this worker keeps (files, backups, logins), removed at its end."""
    if "TEST_VAR_FOLDER" not in os.environ:
        folder = os.environ["TEST_VAR_FOLDER"] = tempfile.mkdtemp(prefix="pressoffice-var-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own = Path(os.environ["TEST_VAR_FOLDER"], os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    own.mkdir(exist_ok=True)
    return str(own)


def pytest_report_header() -> str:
    """Which database a run by hand is on."""
    return f"database: {'PostgreSQL' if on_postgres() else 'SQLite, a file in WAL'}"


os.environ["ENVIRONMENT_FILE"] = os.devnull
os.environ["HTTPS_ONLY"] = "0"
os.environ["STATIC_PREPARED"] = "0"
os.environ["BACKUPS_SECOND_PLACE"] = ""
os.environ["SECRET_KEY"] = "only for tests " * 4
os.environ["DEBUG"] = "0"
os.environ["TRY_OUT"] = "0"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["TIME_ZONE"] = "Asia/Kolkata"
os.environ["SITE_URL"] = "https://newsroom.example"
os.environ["EMAIL_URL"] = ""
os.environ["REQUIRE_SECOND_FACTOR"] = "0"  # the tests of the door turn it on
os.environ["MAIL_BY_WORKER"] = "1"  # no test sends mail behind its own back
os.environ["VAR_DIR"] = var_folder()
os.environ["FILES_ROOT"] = f"{var_folder()}/files"
os.environ["FILES_BY_FRONT_SERVER"] = ""
os.environ["IMPORTS_ROOT"] = f"{var_folder()}/imports"
os.environ["BACKUPS_ROOT"] = f"{var_folder()}/backups"
os.environ["MAINTENANCE_FILE"] = f"{var_folder()}/maintenance"
# A lock that nobody lets go of fails its test; it does not keep the others waiting for ever.
os.environ.setdefault("PGOPTIONS", "-c lock_timeout=120s")
os.environ["DATABASE_URL"] = postgres_url() if on_postgres() else sqlite_url()
# The browser driver runs an event loop in the test's thread; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
