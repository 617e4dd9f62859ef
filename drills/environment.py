"""What a drill's newsroom runs in: ports, folder and databases of its own. Loaded before any setting."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
HOST = "press.example.org"


def free_ports(number: int) -> list[int]:
    """So many ports of this machine that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _each in range(number)]
    ports = [int(one.getsockname()[1]) for one in held]
    for one in held:
        one.close()
    return ports


FOLDER = Path(tempfile.mkdtemp(prefix="pressoffice-drill-"))
(FOLDER / "database").mkdir()
FOLDER.chmod(0o755)  # the servers of PostgreSQL, nginx and Varnish are other users
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
POSTGRESQL, SQLITE = "postgresql", "sqlite"
ENGINE = os.environ.get("DRILL_ON", POSTGRESQL)
PRIMARY, STANDBY = free_ports(2)
# Both servers by name: whoever asks gets to the one that takes writes, which is how a standby is found.
BOTH = (
    f"postgres://postgres@127.0.0.1:{PRIMARY},127.0.0.1:{STANDBY}/newsroom"
    "?target_session_attrs=read-write&connect_timeout=3"
)

OUTSIDE = dict(os.environ)  # as it was before the newsroom of the drill
os.environ.update(
    {
        "ENVIRONMENT_FILE": os.devnull,
        "DJANGO_SETTINGS_MODULE": "pressoffice.settings",
        "DATABASE_URL": BOTH if ENGINE == POSTGRESQL else f"sqlite:///{FOLDER}/database/newsroom.sqlite3",
        "VAR_DIR": str(FOLDER),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "CSRF_TRUSTED_ORIGINS": f"https://{HOST}",
        "TRUSTED_PROXIES": "127.0.0.1",
        "STATIC_PREPARED": "0",
        "MAIL_BY_WORKER": "1",
        "WEB_PROCESSES": "2",
        "DEFAULT_FROM_EMAIL": "Press desk <desk@newsroom.example>",
        "TIME_ZONE": "Asia/Kolkata",
        "TRY_OUT": "0",
        "DEBUG": "0",
    }
)
django.setup()
