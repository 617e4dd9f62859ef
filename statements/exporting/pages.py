"""The newsroom as plain pages that open from disk: a list, and a page for each statement readers may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import override

from statements import prose
from statements.addresses import language_of_address

from .folder import Folder
from .public_record import Line

_UP = "../.."  # from a statement's page to the folder of the export


def write(folder: Folder, lines: Iterator[Line], name: str) -> Iterator[Line]:
    """Write the page of each statement that goes by, and a list at the end; `name` is the newsroom's."""
    listed: list[dict[str, Any]] = []
    for line in lines:
        shown = [edition for edition in line.get("editions", []) if "content" in edition]
        if shown:
            listed.append(_page(folder, line, shown, name))
        yield line
    listed.sort(key=lambda one: (one["issued_at"], one["reference"]), reverse=True)
    folder.text("html/plain.css", Path(str(finders.find("css/plain.css"))).read_text("utf-8"))
    folder.text("html/index.html", render_to_string("exporting/list.html", {"pages": listed, "name": name}))


def _page(folder: Folder, line: Line, shown: list[Line], name: str) -> dict[str, Any]:
    newest = shown[-1]
    content, language = newest["content"], newest["content"]["language"]
    place = f"{line['year']}/{line['slug']}.html"
    in_force = [one for one in line["withdrawals"] if one["until"] is None]
    context = {
        "reference": line["reference"],
        "headline": content.get("headline", ""),
        "standfirst": content.get("standfirst", ""),
        "place": content.get("dateline_place", ""),
        "issued_at": timezone.localtime(_moment(newest["issued_at"])),
        "body_name": newest["body_name"],
        "boilerplate": newest["body_boilerplate"],
        "notes": content.get("notes_to_editors", ""),
        "language": language,
        "change_note": content.get("change_note", ""),
        "explanation": in_force[-1]["explanation"] if in_force else "",
        "digest": newest["digest"],
        "number": newest["number"],
        "text": prose.beside_files(content.get("body", ""), f"{_UP}/files"),
        "name": name,
        "address": place,
        "home": "../index.html",
    }
    with override(language_of_address(language)):
        folder.text(f"html/{place}", render_to_string("exporting/statement.html", context))
    return context


def _moment(written: str) -> datetime:
    moment = parse_datetime(written)
    if moment is None:
        raise ValueError(written)
    return moment
