"""A statement as IPTC ninjs 3.1, the JSON that news systems read.

A withdrawn statement is `canceled` and carries its explanation but no text: a machine that does not look at
the status must not go on spreading it.
"""

from __future__ import annotations

from typing import Any

from statements.plain_text import written

from .said import Said, Version
from .said_files import Form, SaidFile

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def ninjs(said: Said) -> dict[str, Any]:
    """The news object; what is empty is left out, as the schema wants it."""
    told = {
        "uri": said.short_address,
        "standard": STANDARD,
        "type": "text",
        "representationType": "full" if said.stands else "partial",
        "version": str(said.edition),
        "firstCreated": said.first_public_from.isoformat(),
        "versionCreated": said.changed_at.isoformat(),
        "contentCreated": said.issued_at.isoformat(),
        "pubStatus": "usable" if said.stands else "canceled",
        "language": said.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": said.headline}],
        "edNote": "\n".join(filter(None, (*(notice.sentence for notice in said.notices), said.behind))),
        "by": said.author,
        "slugline": said.reference,
        "copyrightHolder": said.author,
        "located": said.place,
        **_filing(said),
        **(_text(said) if said.stands else {}),
        "associations": [*map(_version, said.versions), *(map(_file, said.files) if said.stands else [])],
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _filing(said: Said) -> dict[str, Any]:
    return {
        "altIds": [
            {"role": "reference", "value": said.reference},
            {"role": "digest", "value": said.digest},
        ],
        "genres": [{"name": said.kind_name, "literal": said.kind}],
        "subjects": [{"name": name, "uri": address, "rel": "about"} for name, address in said.topics],
        "organisations": [{"name": name, "rel": "issuedBy"} for name in said.bodies],
        "places": [{"name": said.place, "rel": "dateline"}] if said.place else [],
        "infoSources": [{"name": said.newsroom, "role": "publisher", "contactInfo": _contacts(said)}],
        "renditions": [
            {"name": "page", "href": said.address, "contentType": "text/html"},
            {"name": "text", "href": said.beside("txt"), "contentType": "text/plain"},
            {"name": "pdf", "href": said.beside("pdf"), "contentType": "application/pdf"},
        ],
    }


def _text(said: Said) -> dict[str, Any]:
    description = [{"role": "summary", "contentType": "text/plain", "value": said.standfirst}]
    bodies = [
        {"role": "main", "contentType": "text/html", "value": said.html},
        {"role": "plain", "contentType": "text/plain", "value": written(said.blocks)},
        {"role": "notesToEditors", "contentType": "text/plain", "value": said.notes_to_editors},
        {"role": "about", "contentType": "text/plain", "value": said.boilerplate},
        {"role": "signatories", "contentType": "text/plain", "value": "\n".join(said.signatories)},
    ]
    return {
        "descriptions": description if said.standfirst else [],
        "bodies": [body for body in bodies if body["value"]],
    }


def _version(version: Version) -> dict[str, Any]:
    """The statement in another language, which is a news object of its own."""
    return {
        "name": version.headline,
        "uri": version.short_address,
        "type": "text",
        "rel": "original" if version.is_original else "translation",
        "language": version.language,
        "renditions": [{"name": "page", "href": version.address, "contentType": "text/html"}],
    }


def _file(file: SaidFile) -> dict[str, Any]:
    """A picture or a document, with what is written of it; a picture in each of its widths."""
    told = {
        "name": file.name,
        "uri": file.forms[0].address,
        "type": "picture" if file.is_picture else "text",
        "rel": "lead" if file.is_lead else "attachment",
        "language": file.language,
        "title": file.title,
        "by": file.credit,
        "copyrightNotice": file.rights,
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": words}
            for role, words in (("alt", file.alt), ("caption", file.caption))
            if words
        ],
        "renditions": list(map(_form, file.forms)),
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _form(form: Form) -> dict[str, Any]:
    told = {
        "name": form.name,
        "href": form.address,
        "contentType": form.media,
        "width": form.width,
        "height": form.height,
        "sizeInBytes": form.size,
    }
    return {name: value for name, value in told.items() if value}


def _contacts(said: Said) -> list[dict[str, str]]:
    reached = (
        {"type": kind, "role": "press", "name": contact.name, "value": value}
        for contact in said.contacts
        for kind, value in (("phone", contact.phone), ("email", contact.email))
    )
    return [one for one in reached if one["value"]]
