"""Feeds as XML: Atom and RSS with what Django's own leave out, the full text first of all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # when an empty feed was updated: a time that never changes


class AtomFeed(Atom1Feed):
    """Atom with the text's language on each entry and its full text as content."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        """The newest `updated` of an entry; an empty feed must not seem new at every look."""
        return latest(self.items)


class RssFeed(Rss201rev2Feed):
    """RSS 2.0 with what it has no words of its own for: author, language, last change and full text."""

    def root_attributes(self) -> dict[str, Any]:
        content, dublin_core = "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/"
        return {**super().root_attributes(), "xmlns:content": content, "xmlns:dc": dublin_core}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat())
        handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self) -> datetime:
        """As in Atom."""
        return latest(self.items)


def latest(entries: list[dict[str, Any]]) -> datetime:
    """The newest change of an entry; a time that stays where there is none."""
    return max((entry["updateddate"] for entry in entries), default=NEVER)
