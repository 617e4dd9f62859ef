"""The limit of a Python process behind a server: a page's bytes from a function that does nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

BODY = Path(os.environ["BENCH_PAGE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The page, whatever is asked (PEP 3333)."""
    start_response("200 OK", HEADERS.copy())
    return [BODY]
