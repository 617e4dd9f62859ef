"""Words of a statement found as they are read, whatever kind of blank stands between them, and replaced."""

from __future__ import annotations

import re

from django.utils.html import escape

from statements.models import Statement

PLACES = ("headline", "standfirst", "notes_to_editors")  # plain text; the body is HTML
_BLANKS = re.compile(r"(?:\s|&nbsp;)+")  # typed alike, read alike: ordinary, no-break, thin, end of a line


def occurrences(statement: Statement, words: str) -> int:
    """How often `words` stand in the text."""
    plain = sum(len(_found(words).findall(getattr(statement, name))) for name in PLACES)
    in_html = _found(_in_html(words))
    return plain + sum(len(in_html.findall(piece)) for piece in _pieces(statement.body) if piece[0] != "<")


def replaced(statement: Statement, wrong: str, right: str) -> dict[str, str]:
    """The fields of the text with `right` wherever `wrong` stands; all else stays as it is."""
    plain = {name: _replace(getattr(statement, name), wrong, right) for name in PLACES}
    wrong, right = _in_html(wrong), _in_html(right)
    pieces = _pieces(statement.body)
    return {**plain, "body": "".join(p if p[0] == "<" else _replace(p, wrong, right) for p in pieces)}


def _found(words: str) -> re.Pattern[str]:
    return re.compile(_BLANKS.pattern.join(map(re.escape, _BLANKS.split(words))))


def _replace(text: str, wrong: str, right: str) -> str:
    return _found(wrong).sub(lambda found: _with_blanks_that_stay(found[0], wrong, right), text)


def _with_blanks_that_stay(found: str, wrong: str, right: str) -> str:
    """The right words; a blank that was typed alike in both stays of the kind that stands in the text."""
    stood, was, becomes = map(_BLANKS.findall, (found, wrong, right))
    if len(was) != len(becomes):
        return right
    three = zip(stood, was, becomes, strict=True)
    kinds = (old if before == after else after for old, before, after in three)
    return _BLANKS.sub(lambda _blank: next(kinds), right)


def _in_html(words: str) -> str:
    """Words as they stand in sanitised HTML: quotes are not escaped there."""
    return escape(words).replace("&quot;", '"').replace("&#x27;", "'")


def _pieces(html: str) -> list[str]:
    """Sanitised HTML as tags and the text between them, in order."""
    return [piece for piece in re.split(r"(<[^>]*>)", html) if piece]
