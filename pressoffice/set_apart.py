"""Parts of the settings that are long and read nothing of the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import environ

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
# Every language a statement may be in, by its own name.
EVERY_LANGUAGE = [
    ("en", "English"),
    ("hi", "हिन्दी"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("mr", "मराठी"),
    ("or", "ଓଡ଼ିଆ"),
]
# The caches of each process and how many things each may hold, apart from one another: anybody can ask for so
# many of the one kind that nothing of another would be kept.
MOST_KEPT = {
    "default": 300,
    "etags": 20_000,  # of public pages (`statements.freshness`)
    "searches": 400,  # what was found (`statements.search.finding`): at the worst 240 kB each, 100 MB
    "renderings": 2_000,  # rows of lists, texts (`statements.renderings`): 64 kB each at most
    "pages": 500,  # as they were written from all that was read (`statements.stored`): 128 kB each at most
    "held": 5_000,  # the names of these, and few rows, under the epoch (`statements.freshness.held`)
    "years": 300,  # one thing: the archive counted year by year (`statements.search.whole`)
}


def in_memory(name: str, most: int) -> dict[str, Any]:
    """A cache of this process, in Django's terms."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    return {"BACKEND": backend, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": most}}


def database(url: str) -> dict[str, Any]:
    """A database in Django's terms, from its address; ValueError, with a sentence, for what is none.

    `?options=` at the end of PostgreSQL's says otherwise than what stands here.
    """
    told: dict[str, Any] = environ.Env.db_url_config(url) if "://" in url else {}
    if told.get("ENGINE") not in (SQLITE, POSTGRESQL) or told["NAME"] in ("", ":memory:"):
        raise ValueError("Write postgres://user:password@host/name, or sqlite:///path of a file.")
    told.setdefault("CONN_MAX_AGE", 60)  # seconds; to open a connection costs a page as much as its queries
    if told["ENGINE"] == SQLITE:
        # IMMEDIATE: a writer waits for its turn at BEGIN, and never fails halfway with "database is locked".
        told["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # 16 MB of pages for each connection, the rest read from where the machine keeps the file anyway.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16384; "
            "PRAGMA mmap_size=1073741824;",
        }
        return told
    told["HOST"] = unquote(told["HOST"])  # a folder of sockets is written %2Fvar%2Frun%2Fpostgresql
    told["CONN_HEALTH_CHECKS"] = True
    # Compiling a plan, or parting it among processes, costs a page more than it saves it.
    plainly = "-c jit=off -c max_parallel_workers_per_gather=0"
    told.setdefault("OPTIONS", {}).setdefault("options", plainly)
    return told


def logging_settings(is_trial: bool) -> dict[str, Any]:
    """Everything to standard error, where systemd keeps it.

    A trial shows plain lines, and requests are runserver's matter.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "pressoffice.logs.JsonLines"},
            "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
        },
        "handlers": {"log": {"class": "logging.StreamHandler", "formatter": "plain" if is_trial else "json"}},
        "root": {"handlers": ["log"], "level": "INFO"},
        "loggers": {
            "django": {"level": "INFO"},  # without Django's own handlers, one of which mails what was typed
            "django.request": {"level": "ERROR"},  # what was refused or not found has its line already
            "gunicorn.http": {"level": "ERROR"},  # it remarks on every HEAD
            "pressoffice.requests": {"level": "WARNING" if is_trial else "INFO"},
        },
    }
