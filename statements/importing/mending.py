"""Mends what exports do to text: wrong encodings, signs escaped twice, unprintable ones. Each is noted."""

from __future__ import annotations

import re
from html import unescape

from statements import text

from .record import Record
from .remarks import Remark
from .source import MARK

# Signs as Windows-1252 has them where UTF-8 was meant: two or more in a row that are UTF-8 again.
_HIGH = "".join(sign for byte in range(0x80, 0x100) if (sign := bytes([byte]).decode("cp1252", "ignore")))
_MISREAD = re.compile(f"[{re.escape(_HIGH)}\x81\x8d\x8f\x90\x9d]{{2,}}")
_CONTROLS = re.compile("[\x80-\x9f]")  # Windows-1252 that was taken for Latin-1: its quotes and dashes
_ESCAPED = re.compile(r"&amp;(#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_ENTITY = re.compile(r"&(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_ESCAPED_TAG = re.compile(r"&lt;(?:p|br|div|strong|em|a|ul|ol|li|h[1-6]|span)\b[^<>]*?&gt;", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!]")


def line(record: Record, written: str) -> str:
    """A line of plain text that an export wrote as HTML: its entities as signs, its tags gone."""
    mended = decoded(record, written)
    once = unescape(mended)
    if _ENTITY.search(once) and "&" in mended:
        record.note(Remark.ESCAPED_TWICE, once)
        once = unescape(once)
    if _TAG.search(once):
        once = re.sub(r"<[^<>]{0,500}>", " ", once)
    return text.line(once)


def html(record: Record, written: str) -> str:
    """A text as HTML, read anew where it was escaped as a whole or in part."""
    mended = decoded(record, written)
    if not _TAG.search(mended) and _ESCAPED_TAG.search(mended):
        record.note(Remark.ESCAPED_TWICE, _ESCAPED_TAG.search(mended)[0])  # type: ignore[index]
        mended = unescape(mended)
    if twice := _ESCAPED.search(mended):
        record.note(Remark.ESCAPED_TWICE, twice[0])
        mended = _ESCAPED.sub(r"&\1;", mended)
    return mended


def decoded(record: Record, written: str) -> str:
    """The text in the signs that were meant."""
    if MARK in written:
        record.note(Remark.BYTES, str(written.count(MARK)))
        written = written.replace(MARK, "")
    return _printable(record, _reread(record, written))


def _printable(record: Record, written: str) -> str:
    if _CONTROLS.search(written):
        record.note(Remark.WRONG_ENCODING, "Windows-1252")
        written = _CONTROLS.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), written)
    clean = text.printable(written)
    if len(clean) != len(written.replace("\r\n", "\n").replace("\ufeff", "")):
        record.note(Remark.UNPRINTABLE)
    return clean


def _reread(record: Record, written: str) -> str:
    """UTF-8 that was read as Windows-1252 (â€™ for ’), read as UTF-8; once more where that happened twice."""
    for _time in range(2):
        mended = _MISREAD.sub(_meant, written)
        if mended == written:
            break
        record.note(Remark.WRONG_ENCODING, "UTF-8")
        written = mended
    return written


def _meant(signs: re.Match[str]) -> str:
    try:
        return _bytes_of(signs[0]).decode("utf-8")
    except UnicodeError:
        return signs[0]


def _bytes_of(signs: str) -> bytes:
    """The bytes that were read as these; what Windows-1252 leaves free was read as Latin-1."""
    return b"".join(
        sign.encode("latin-1") if sign in "\x81\x8d\x8f\x90\x9d" else sign.encode("cp1252") for sign in signs
    )
