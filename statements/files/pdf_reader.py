"""Reads a PDF from its input, in a process of its own, and says what it is: pages and text, or why not.

A script and no part of the house: it imports nothing of it. A PDF may be made so that reading it takes all
memory or never ends; then this process is ended, and nothing else.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from typing import Any

SECONDS = 15
MEMORY = 1_500_000_000  # bytes
MOST_PAGES = 1_000
PAGES_READ = 200
TEXT_KEPT = 200_000  # characters
TAIL = b"\x00\t\n\x0c\r "  # what may stand behind the end mark
# Names by which a PDF does something, or carries what is no page of it.
ACTIVE = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFiles",
    "/EF",
    "/FileAttachment",
    "/GoToE",
    "/GoToR",
    "/RichMedia",
    "/XFA",
    "/SubmitForm",
    "/ImportData",
}
MOST_OBJECTS = 200_000


def limit() -> None:
    """Take away from this process what it could take from others."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes) -> dict[str, Any]:
    """What is to be said of these bytes."""
    from pypdf import PdfReader

    if not content.startswith(b"%PDF-"):
        return {"refused": "broken"}
    if not content.rstrip(TAIL).endswith(b"%%EOF"):
        return {"refused": "trailing" if b"%%EOF" in content else "broken"}
    pdf = PdfReader(io.BytesIO(content), strict=False)
    if pdf.is_encrypted:
        return {"refused": "locked"}
    if len(pdf.pages) > MOST_PAGES:
        return {"refused": "pages"}
    if does_something(pdf):
        return {"refused": "active"}
    return {"pages": len(pdf.pages), "text": text_of(pdf)}


def does_something(pdf: Any) -> bool:
    """Whether any object of the PDF has a name from `ACTIVE`, or there are too many to look at."""
    from pypdf.generic import DictionaryObject

    waiting: list[Any] = [pdf.trailer]
    seen = set[tuple[int, int]]()
    for _count in range(MOST_OBJECTS):
        if not waiting:
            return False
        one = waiting.pop()
        if hasattr(one, "idnum"):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            named = {str(one.raw_get(key)) for key in ("/S", "/Subtype") if key in one}
            if not ACTIVE.isdisjoint(named | set(one)):
                return True
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, list):
            waiting += list.__iter__(one)
    return True


def text_of(pdf: Any) -> str:
    """The text of the first pages; a page that cannot be read has none."""
    kept: list[str] = []
    for page in pdf.pages[:PAGES_READ]:
        try:
            kept.append(page.extract_text())
        except Exception:  # noqa: S112 (pypdf raises what it likes)
            continue
        if sum(map(len, kept)) > TEXT_KEPT:
            break
    return "\n".join(kept)[:TEXT_KEPT]


def main() -> None:
    """Read standard input, write one line of JSON."""
    logging.disable()
    content = sys.stdin.buffer.read()
    limit()
    try:
        said = read(content)
    except Exception:  # whatever pypdf raises over a broken file
        said = {"refused": "broken"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
