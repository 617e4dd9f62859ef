"""How to cite a statement: for people in two styles, for reference managers as BibTeX, RIS and CSL-JSON.

A citation names the edition: who quotes an earlier one and who quotes its correction quote different words.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .said import Said

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_BABEL = {
    "en": "english", "hi": "hindi", "ur": "urdu", "bn": "bengali", "pa": "punjabi", "ta": "tamil",
    "te": "telugu", "mr": "marathi", "or": "odia",
}  # fmt: skip


def apa(said: Said) -> str:
    """As the American Psychological Association has it, seventh edition."""
    day = date_format(_day(said), "Y, F j", use_l10n=False)
    return f"{said.author}. ({day}). {_title(said)} [{said.kind_name}, {said.reference}]. {said.address}"


def chicago(said: Said) -> str:
    """As the Chicago Manual of Style has it, for a bibliography."""
    day = date_format(_day(said), "F j, Y", use_l10n=False)
    where = ", ".join(filter(None, (f"{said.kind_name} {said.reference}", said.place, day)))
    return f"{said.author}. “{_title(said)}.” {where}. {said.address}"


def bibtex(said: Said) -> str:
    """An entry whose names and title keep their capitals."""
    day = _day(said)
    fields = {
        "author": f"{{{_tex(said.author)}}}",
        "title": f"{{{_tex(_title(said))}}}",
        "howpublished": _tex(said.kind_name),
        "number": said.reference,
        "date": day.isoformat(),
        "year": str(day.year),
        "month": str(day.month),
        "address": _tex(said.place),
        "url": said.address,
        "langid": _BABEL.get(said.language, said.language),
        "version": str(said.edition),
        "note": _tex(_note(said)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{said.reference},", *lines, "}"]) + "\n"


def ris(said: Said) -> str:
    """A record as reference managers exchange it: a tag a line, ended as the format asks."""
    day = _day(said)
    lines = [
        ("TY", "PRESS"),
        *(("AU", f"{body},") for body in said.bodies),  # the comma: a name that is not turned round
        ("TI", _title(said)),
        ("PY", str(day.year)),
        ("DA", f"{day:%Y/%m/%d}/"),
        ("CY", said.place),
        ("PB", said.newsroom),
        ("M1", said.reference),
        ("M3", said.kind_name),
        ("ET", str(said.edition)),
        ("LA", said.language),
        ("UR", said.address),
        ("N1", _note(said)),
        ("ER", ""),
    ]
    written = (f"{tag}  - {_line(value)}" for tag, value in lines if value or tag == "ER")
    return "\r\n".join(written) + "\r\n"


def csl(said: Said) -> list[dict[str, Any]]:
    """An item of the Citation Style Language, from which programs set any style."""
    day = _day(said)
    told = {
        "id": said.reference,
        "type": "webpage",
        "genre": said.kind_name,
        "title": _title(said),
        "author": [{"literal": body} for body in said.bodies],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "publisher": said.newsroom,
        "publisher-place": said.place,
        "number": said.reference,
        "version": str(said.edition),
        "language": said.language,
        "note": _note(said),
        "URL": said.address,
    }
    return [{name: value for name, value in told.items() if value}]


def _day(said: Said) -> date:
    return said.issued_at.date()


def _title(said: Said) -> str:
    return said.headline if said.stands else _("Withdrawn: %(headline)s") % {"headline": said.headline}


def _note(said: Said) -> str:
    """Which edition is cited, and what was last said of it."""
    edition = _("Edition %(number)s") % {"number": said.edition}
    return ". ".join([edition, *(notice.sentence for notice in said.notices[:1])])


def _tex(words: str) -> str:
    """Words that TeX prints as they are; letters of any script stay."""
    return re.sub(r"[\\{}~^&%$#_]", lambda sign: _TEX[sign[0]], _line(words))


def _line(words: str) -> str:
    return " ".join(words.split())
