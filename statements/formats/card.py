"""What stands in the head of a statement's page for those who show it elsewhere: Open Graph, and oEmbed."""

from __future__ import annotations

from typing import Any

from .said import Said


def open_graph(said: Said) -> list[tuple[str, str]]:
    """The properties of the card that networks and messaging apps show, in their order."""
    told = [
        ("og:type", "article"),
        ("og:title", said.headline),
        ("og:description", said.description),
        ("og:url", said.address),
        ("og:site_name", said.newsroom),
        ("og:image", said.picture.address),
        ("og:image:type", said.picture.media),
        ("og:image:width", str(said.picture.width)),
        ("og:image:height", str(said.picture.height)),
        ("og:image:alt", said.picture.alt),
        ("article:published_time", said.issued_at.isoformat()),
        ("article:modified_time", said.changed_at.isoformat()),
        *(("article:tag", name) for name, _address in said.topics),
    ]
    return [(name, value) for name, value in told if value]


def oembed(said: Said) -> dict[str, Any]:
    """The card as oEmbed 1.0 asks for it: a link, with what must be said first in its title."""
    first = [said.notices[0].heading] if said.notices else []
    return {
        "version": "1.0",
        "type": "link",
        "title": ": ".join([*first, said.headline]),
        "author_name": said.author,
        "provider_name": said.newsroom,
        "thumbnail_url": said.beside("png"),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "cache_age": 0,
    }
