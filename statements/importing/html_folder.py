"""Reads a folder of HTML pages, as a hand-kept site or a copy of one is: a page, a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as lxml_html

from . import days, mending
from .choices import Choices
from .pasted_page import Unreadable
from .record import Fault, Found, Record, Standing
from .remarks import Remark, told
from .source import Source

LARGEST_PAGE = 32 * 1024 * 1024  # bytes
_NOT_TEXT = (
    "//script|//style|//nav|//aside|//noscript"
    "|//header[not(ancestor::article)]|//footer[not(ancestor::article)]"
)
_TEXT = ("//article", "//main", "//*[@id='content']", "//*[@class='content']", "//body")
_HEADLINES = ("//article//h1", "//main//h1", "//h1", "//meta[@property='og:title']/@content", "//title")
_DAYS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[translate(@name,'DCATEPUBLISH','dcatepublish')='date']/@content",
    "//meta[translate(@name,'DCTERMSIUA','dctermsiua')='dc.date']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//article//time/@datetime", "//time/@datetime", "//time",
    "//*[contains(concat(' ',@class,' '),' date ')]",
)  # fmt: skip
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)


def read(source: Source, choices: Choices) -> Iterator[Found]:
    """A record for each page, in the order of their paths. Raises Unreadable where there is none."""
    if not source.files:
        raise Unreadable(
            _("%(path)s cannot be read: there is no page (.html) in it.") % {"path": source.path}
        )
    for file in source.files:
        size = file.stat().st_size
        source.position += size
        name = file.relative_to(source.path).as_posix() if source.is_folder else source.name
        yield _page(source, file, name, choices) if size <= LARGEST_PAGE else _too_large(name)


def _too_large(name: str) -> Fault:
    return Fault(
        told(Remark.UNREADABLE, f"larger than {LARGEST_PAGE // 1024 // 1024} MB"), title=name, source_id=name
    )


def _page(source: Source, file: Path, name: str, choices: Choices) -> Found:
    try:
        with source.text(file) as stream:
            written = _DOCTYPE.sub("", stream.read())
        parser = lxml_html.HTMLParser(no_network=True, remove_comments=False, huge_tree=False)
        page = lxml_html.document_fromstring(re.sub(r"\A\s*<\?xml.*?\?>", "", written), parser=parser)
    except (Unreadable, etree.LxmlError, ValueError) as fault:
        return Fault(told(Remark.UNREADABLE, str(fault)), title=name, source_id=name)
    record = Record(source_id=name, standing=Standing.PUBLIC, has_authors=False)
    record.headline = mending.line(record, _first(page, _HEADLINES))
    record.standfirst = mending.line(record, _first(page, ("//meta[@name='description']/@content",)))
    record.day_as_written = _first(page, _DAYS)
    record.day = days.day(record.day_as_written, choices.days)
    record.language = str(page.get("lang") or "").casefold()
    record.address = _address(page, name)
    record.tags = [
        one.strip() for one in _first(page, ("//meta[@name='keywords']/@content",)).split(",") if one.strip()
    ]
    record.body = mending.html(record, _text(page))
    return record


def _first(page: Any, paths: tuple[str, ...]) -> str:
    """The words at the first of these paths that has any."""
    for path in paths:
        for found in page.xpath(path):
            words = str(found) if isinstance(found, str) else str(found.text_content())
            if words.strip():
                return words.strip()
    return ""


def _address(page: Any, name: str) -> str:
    """Where the page was: as it says itself, else its place in the folder."""
    said = _first(page, ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"))
    if said and urlsplit(said).path:
        return said
    return urljoin("/", re.sub(r"(^|/)index\.html?$", r"\1", name, flags=re.IGNORECASE))


def _text(page: Any) -> str:
    """The inside of what seems to be the text, without the headline and what stands on every page."""
    for part in page.xpath(_NOT_TEXT):
        part.drop_tree()
    root = next(found[0] for path in _TEXT if (found := page.xpath(path)))
    for headline in root.xpath(".//h1")[:1]:
        headline.drop_tree()
    inside = [root.text or "", *(lxml_html.tostring(child, encoding="unicode") for child in root)]
    return "".join(inside).strip()
