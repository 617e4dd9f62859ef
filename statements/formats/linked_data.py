"""A statement as search engines read it: a NewsArticle of schema.org with its corrections."""

from __future__ import annotations

from typing import Any

from .said import Said, Version

_CORRECTING = {"correction", "clarification", "update", "withdrawn"}


def news_article(said: Said) -> dict[str, Any]:
    """The article without its text, which stands on the page already."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": said.short_address,
        "url": said.address,
        "mainEntityOfPage": said.address,
        "identifier": said.reference,
        "headline": said.headline,
        "description": said.description,
        "image": said.picture.address,
        "inLanguage": said.language,
        "datePublished": said.issued_at.isoformat(),
        "dateModified": said.changed_at.isoformat(),
        "version": said.edition,
        "creativeWorkStatus": "Published" if said.stands else "Withdrawn",
        "genre": said.kind_name,
        "keywords": [name for name, _address in said.topics],
        "author": [{"@type": "Organization", "name": name} for name in said.bodies],
        "publisher": {"@type": "Organization", "name": said.newsroom},
        "dateline": said.place,
        "locationCreated": {"@type": "Place", "name": said.place} if said.place else {},
        "correction": _corrections(said),
        "isAccessibleForFree": True,
        "translationOfWork": [_work(one) for one in said.versions if one.is_original],
        "workTranslation": [_work(one) for one in said.versions if not one.is_original],
    }
    return {name: value for name, value in told.items() if value not in ("", [], {})}


def _work(version: Version) -> dict[str, str]:
    return {"@type": "NewsArticle", "@id": version.short_address, "inLanguage": version.language}


def _corrections(said: Said) -> list[dict[str, str]]:
    return [
        {
            "@type": "CorrectionComment",
            "text": notice.sentence,
            "datePublished": notice.since.isoformat(),
        }
        for notice in said.notices
        if notice.code in _CORRECTING
    ]
