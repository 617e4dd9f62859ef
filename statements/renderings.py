"""HTML that is kept: a template rendered from values that are all named; the same ones make the same HTML.

Nothing here depends on time or on what stands in the database now: whoever renders has read that before, and
names it. So what is kept cannot be old, and holds while the archive around it changes.
"""

from __future__ import annotations

import hashlib
from typing import Any, cast

from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

LONGEST = 64 * 1024  # characters; what is longer is made anew each time, so that memory has a bound


def kept(template: str, context: dict[str, Any], *named: object) -> SafeString:
    """The template rendered from `context`; `named` is all that it shows of it, as plain values.

    The reader's language and time zone, and where the newsroom stands, are named with it.
    """
    around = (get_language(), timezone.get_current_timezone_name(), get_script_prefix())
    all_of_it = (template, around, named)
    key = hashlib.sha256(repr(all_of_it).encode(errors="backslashreplace")).hexdigest()
    html = caches["renderings"].get(key)
    if html is None:
        html = render_to_string(template, context)
        if len(html) <= LONGEST:
            caches["renderings"].set(key, html, timeout=None)
    return cast(SafeString, html)
