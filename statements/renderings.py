"""HTML that is kept: a template rendered from values that are all named; the same ones make the same HTML.

Nothing here depends on time or on what stands in the database now: whoever renders has read that before, and
names it. So what is kept cannot be old, and holds while the archive around it changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, cast

from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Characters; what is longer is made anew each time, so that memory has a bound.
LONGEST, LONGEST_PAGE = 64 * 1024, 128 * 1024


def kept(template: str, context: dict[str, Any], *named: object) -> SafeString:
    """The template rendered from `context`; `named` is all that it shows of it, as plain values.

    The reader's language and time zone, and where the newsroom stands, are named with it.
    """
    name = (template, get_script_prefix(), named)
    return cast(SafeString, _kept("renderings", name, LONGEST, lambda: render_to_string(template, context)))


def stored_text(named: object, write: Callable[[], str]) -> str:
    """A whole page, or another text as long, that `write` writes from what is named."""
    return _kept("pages", named, LONGEST_PAGE, write)


def digest(named: object) -> str:
    """A short name for what is named, in the reader's language and time zone."""
    all_of_it = (get_language(), timezone.get_current_timezone_name(), named)
    return hashlib.sha256(repr(all_of_it).encode(errors="backslashreplace")).hexdigest()


def _kept(cache: str, named: object, longest: int, write: Callable[[], str]) -> str:
    key = digest(named)
    text: str | None = caches[cache].get(key)
    if text is None:
        text = write()
        if len(text) <= longest:
            caches[cache].set(key, text, timeout=None)
    return text
