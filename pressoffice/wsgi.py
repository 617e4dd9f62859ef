"""The door for a WSGI server: the page cache, and behind it Django."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application


def _application() -> Callable[..., Any]:
    django = get_wsgi_application()
    if not settings.PAGE_CACHE_MB:
        return django
    from .page_cache import PageCache  # reads models, which are there only now

    return PageCache(django, room=settings.PAGE_CACHE_MB * 1_000_000)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressoffice.settings")
application = _application()
