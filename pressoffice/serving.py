"""How the newsroom is served: what has to be set before it starts, and the web server's command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks.security.base import (
    SECRET_KEY_INSECURE_PREFIX,
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)

NEW_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(64))'"


def not_set() -> Iterator[str]:
    """What keeps this from being served to the public, each in a sentence that says what to set."""
    if settings.TRY_OUT:
        yield "TRY_OUT is set: take it out of the environment; it opens the desk without a login."
    if settings.DEBUG:
        yield "DEBUG is on: take DEBUG out of the environment; it shows readers the insides of every error."
    if _is_a_sample(settings.SECRET_KEY):
        yield f"SECRET_KEY is a sample or too short: set it to what this prints: {NEW_KEY}"
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS names no host: set it to the newsroom's names, for example press.example.org"
    if settings.STATIC_PREPARED and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "The static files are not prepared: run python manage.py collectstatic --noinput"


def command() -> list[str]:
    """Gunicorn, with several processes of a few threads each; why: `docs/decisions/0014-gunicorn.md`."""
    return [
        sys.executable, "-m", "gunicorn", "pressoffice.wsgi",
        "--bind", settings.BIND,
        "--workers", str(settings.WEB_PROCESSES),
        "--worker-class", "gthread",
        "--threads", str(settings.WEB_THREADS),
        "--timeout", "60",  # a process that says nothing for so long is replaced
        "--graceful-timeout", "25",  # what was begun is ended, within systemd's patience
        "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--worker-tmp-dir", "/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp",  # noqa: S108
        "--no-control-socket",
        "--umask", "7",
    ]  # fmt: skip


def _is_a_sample(key: str) -> bool:
    """Django's own measure (security.W009), and the word that samples bear."""
    return (
        key.startswith(SECRET_KEY_INSECURE_PREFIX)
        or "sample" in key.lower()
        or len(key) < SECRET_KEY_MIN_LENGTH
        or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS
    )
