"""The press: sets a sheet by typst, and keeps for a day what it has set.

No word of a statement is ever read as typst's language: sheets go in as JSON, and the forms in `sheets/` set
its strings as they are. Typst reads no file outside that folder, and no font but those of the house.
"""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.cache import cache as kept
from django.utils.translation import gettext as _

from statements.on_record import Found

from . import sheet
from .copyable import copyable

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
SHEETS, FONTS = FOLDER / "sheets", FOLDER / "fonts"
KEPT_FOR = 24 * 60 * 60  # seconds
SETTER = FOLDER / "setter.py"
LONGEST = 1_500_000  # characters of a sheet: setting it takes some seconds and 100 MB
LONGEST_SETTING = 60  # seconds


class Shape(Enum):
    """The shapes of a card: width and height in pixels."""

    WIDE = (1200, 630)  # what networks and messaging apps show beside a link
    SQUARE = (1080, 1080)


class NotForPaper(Exception):
    """There is nothing to print: the words are removed or sealed, or longer than the press takes."""


def pdf(found: Found) -> bytes:
    """The statement as it stands on record, on its letterhead: a tagged PDF, dated by its publication.

    The same bytes for the same words, notices and contacts. Raises NotForPaper.
    """
    _check(found)
    moment = int(found.edition.public_from.timestamp())
    return _kept(f"letter {moment}", sheet.letter(found), lambda words: copyable(_letter(words, moment)))


def card(found: Found, shape: Shape) -> bytes:
    """The statement's headline as a picture (PNG). The same bytes for the same words. Raises NotForPaper."""
    _check(found)
    width, height = shape.value
    words = sheet.card(found) | {"width": width, "height": height}
    return _kept("card", words, lambda words: _set("card.typ", words, format="png", ppi=72))


def _check(found: Found) -> None:
    if not found.editions or found.edition.is_sealed:
        raise NotForPaper(_("This statement is removed or sealed: nothing of it is printed."))


def _kept(what: str, words: sheet.Sheet, make: Callable[[str], bytes]) -> bytes:
    """What was made of these words before, or is made of them now."""
    written = json.dumps(words, ensure_ascii=False, sort_keys=True)
    if len(written) > LONGEST:
        raise NotForPaper(_("This text is too long to be printed."))
    key = hashlib.sha256(_version() + f"{what} {written}".encode()).hexdigest()
    return bytes(kept.get_or_set(f"paper-{key}", lambda: make(written), KEPT_FOR) or b"")


def _letter(written: str, moment: int) -> bytes:
    """The letter, as PDF/UA-1 where every sign in it has a shape in some font; tagged in any case."""
    try:
        return _set("letter.typ", written, format="pdf", timestamp=moment, pdf_standards=["ua-1"])
    except NotForPaper:
        return _set("letter.typ", written, format="pdf", timestamp=moment)


def _set(form: str, written: str, **how: Any) -> bytes:
    """A sheet set in a form. Raises NotForPaper where typst will not set it."""
    asked = json.dumps({"form": form, "sheet": written, "how": how}).encode()
    command = [sys.executable, "-I", str(SETTER)]
    try:
        done = subprocess.run(  # noqa: S603 (our own script, which gets the sheet and no argument)
            command, input=asked, capture_output=True, timeout=LONGEST_SETTING, check=True
        )
    except subprocess.SubprocessError as fault:
        logger.warning("typst has not set a sheet", exc_info=True)
        raise NotForPaper(_("There is something in this text that cannot be printed.")) from fault
    return done.stdout


@cache
def _version() -> bytes:
    """A digest of all that words go through: forms, fonts, this code, typst."""
    files = sorted([*SHEETS.iterdir(), *FONTS.glob("*.ttf"), *FOLDER.glob("*.py")])
    contents = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(contents + version("typst").encode()).digest()
