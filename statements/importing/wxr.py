"""Reads WordPress's own export (WXR), item by item: neither its size nor a hostile line fills the memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from . import days, markup, mending, wordpress
from .choices import Choices
from .pasted_page import Unreadable
from .record import Fault, Found, Record, Standing
from .remarks import Remark, told
from .source import GONE, PIECE, Source

LARGEST_ITEM = 64 * 1024 * 1024  # characters
_DECLARATION = re.compile(r"\A\s*<\?xml.*?\?>", re.DOTALL)
# What no XML may hold; the mark that stands there instead is told with the item.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = 64 * 1024  # characters in which an export says what it is
_STANDINGS = {
    "publish": Standing.PUBLIC,
    "draft": Standing.DRAFT,
    "pending": Standing.DRAFT,
    "private": Standing.PRIVATE,
    "future": Standing.SCHEDULED,
    "trash": Standing.TRASHED,
}
_NEVER = "0000-00-00"
_FORGOTTEN = {"author", "category", "tag", "term"}  # of the whole site, before the items


def read(source: Source, choices: Choices) -> Iterator[Found]:
    """The items of the export, in its order. Raises Unreadable for what is no such export."""
    with source.text() as stream:
        yield from _items(source, stream)


def _items(source: Source, stream: TextIOWrapper) -> Iterator[Found]:
    parser: Any = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    reading = _Reading(parser)
    piece = _DECLARATION.sub("", stream.read(_HEAD))
    refuse_what_is_no_export(piece)
    try:
        while piece:
            yield from reading.of(piece)
            source.advance(stream)
            piece = stream.read(PIECE)
        parser.close()
    except etree.XMLSyntaxError as fault:
        yield _broken(str(fault))
    except _TooLarge:
        yield _broken(f"an item of more than {LARGEST_ITEM // 1024 // 1024} MB")


class _TooLarge(Exception):
    """An item that would fill the memory."""


@dataclass
class _Reading:
    """How far an export is read."""

    parser: Any
    site: str = ""
    since: int = 0  # characters since the last whole item

    def of(self, piece: str) -> Iterator[Record]:
        """The items that end in the next piece."""
        self.since += len(piece)
        self.parser.feed(_NOT_XML.sub(GONE, piece))
        for _event, element in self.parser.read_events():
            name = _name(element)
            if name == "base_site_url":
                self.site = element.text or ""
            elif name == "item":
                self.since = 0
                yield _record(element, self.site)
                _forget(element)
            elif name in _FORGOTTEN and _is_top(element):
                _forget(element)
        if self.since > LARGEST_ITEM:
            raise _TooLarge


def refuse_what_is_no_export(head: str) -> None:
    """Raise Unreadable where a file does not begin as an export does, or declares entities."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", head, re.IGNORECASE):
        raise Unreadable(
            _("This file declares entities of its own, which no WordPress export does: it is not read.")
        )
    if not re.search(r"<rss\b", head) or "wordpress.org/export" not in head:
        raise Unreadable(
            _("This is no WordPress export (WXR): in WordPress choose Tools, Export, All content.")
        )


def _broken(fault: str) -> Fault:
    return Fault(told(Remark.CUT_OFF, fault), is_the_end=True)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_top(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and _name(parent) == "channel"


def _forget(element: Any) -> None:
    """Free an element and all before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _record(item: Any, site: str) -> Record:
    said: dict[str, str] = {}
    filed: dict[str, list[str]] = {"category": [], "post_tag": []}
    for child in item:
        name = _name(child)
        if name == "encoded":
            name = "excerpt" if "excerpt" in child.tag else "content"
        if name == "category":
            filed.setdefault(child.get("domain") or "category", []).append(child.text or "")
        elif name != "postmeta":
            said.setdefault(name, child.text or "")
    record = Record(source_id=f"{_host(site)}:{said.get('post_id') or said.get('guid', '')}")
    record.headline = mending.line(record, said.get("title", ""))
    record.standfirst = mending.line(record, said.get("excerpt", ""))
    record.body = wordpress.as_html(record, mending.html(record, said.get("content", "")))
    record.author = mending.line(record, said.get("creator", ""))
    record.categories = [mending.line(record, one) for one in filed["category"] if one.strip()]
    record.tags = [mending.line(record, one) for one in filed["post_tag"] if one.strip()]
    record.kind = said.get("post_type", "") or "post"
    record.slug = mending.decoded(record, said.get("post_name", ""))
    _address(record, said)
    _stand(record, said)
    record.day, record.day_as_written = _day(said)
    return record


def _address(record: Record, said: dict[str, str]) -> None:
    record.address = said.get("link", "").strip()
    guid = said.get("guid", "").strip()
    if guid.startswith(("http://", "https://")) and guid != record.address:
        record.other_addresses.append(guid)


def _stand(record: Record, said: dict[str, str]) -> None:
    status = said.get("status", "").strip()
    record.standing = _STANDINGS.get(status, Standing.UNKNOWN)
    record.standing_as_written = status
    if said.get("post_password", "").strip() and record.standing is not Standing.TRASHED:
        record.standing = Standing.PROTECTED
    for address in [said.get("attachment_url", "")]:
        if address and record.kind == "attachment":
            record.note(Remark.ATTACHMENT, markup.file_name(address) or address)


def _day(said: dict[str, str]) -> tuple[date | None, str]:
    """The day of issue: as the site had it, else by its moment in UTC, else by that of the feed."""
    for name in ("post_date", "post_date_gmt"):
        written = said.get(name, "").strip()
        if written and not written.startswith(_NEVER):
            return days.day(written), written
    written = said.get("pubDate", "").strip()
    found = days.moment(written) if written else None
    return found, "" if found and found.year < 1 else written


def _host(site: str) -> str:
    return re.sub(r"^https?://", "", site.strip()).rstrip("/")
