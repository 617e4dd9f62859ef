"""Exports as other systems write them, made for these tests, with what goes wrong in real ones."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

from statements.importing import brought, work
from statements.importing.choices import HISTORY, Choices
from statements.importing.keeping import Arrived, path
from statements.models import ImportFile, User

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The old site</title>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example.org</wp:base_site_url>
<wp:author><wp:author_login><![CDATA[desk]]></wp:author_login></wp:author>
<wp:category><wp:category_nicename><![CDATA[wages]]></wp:category_nicename></wp:category>
"""
FOOT = "</channel>\n</rss>\n"


def cdata(written: str) -> str:
    """Text as WordPress keeps it in the file."""
    return "<![CDATA[" + written.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def item(number: int, title: str, content: str = "<p>Said.</p>", **said: str) -> str:
    """One post; `said` gives elements of its own, `category` and `tag` among them."""
    told = {
        "link": f"https://old.example.org/2019/03/{number}/",
        "status": "publish",
        "post_type": "post",
        "post_date": "2019-03-12 10:00:00",
        "creator": "desk",
        "excerpt": "",
        **said,
    }
    filed = "".join(
        f'<category domain="{domain}" nicename="x">{cdata(told.pop(name))}</category>'
        for name, domain in (("category", "category"), ("tag", "post_tag"))
        if name in told
    )
    names = {"link": "link", "creator": "dc:creator", "excerpt": "excerpt:encoded"}
    parts = "".join(
        f"<{names.get(name, f'wp:{name}')}>{cdata(value)}</{names.get(name, f'wp:{name}')}>"
        for name, value in told.items()
        if name != "link"
    )
    return (
        f"<item><title>{cdata(title)}</title><link>{escape(told['link'])}</link>"
        f'<guid isPermaLink="false">https://old.example.org/?p={number}</guid>'
        f"<content:encoded>{cdata(content)}</content:encoded><wp:post_id>{number}</wp:post_id>{parts}{filed}</item>\n"
    )


def wxr(*items: str) -> str:
    """A whole export."""
    return HEAD + "".join(items) + FOOT


def looked_at(by: User) -> ImportFile:
    """An export of some mess that somebody brought to the desk, and the worker looked at."""
    written = wxr(
        item(1, "Wages are due", "<p>NEW DELHI: Pay.</p>", category="Wages", tag="Pay"),
        item(2, "Prices rise", status="private"),
        item(3, "Thrown away", status="trash"),
    )
    path("").mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path(""), delete=False) as sent:
        sent.write(written.encode())
    with Path(sent.name).open("rb") as arrived:
        choices = Choices(body="NC", state=HISTORY)
        file = brought.bring(Arrived(arrived, "old.xml", len(written)), "", choices, by)
    work.work(lambda: False)
    file.refresh_from_db()
    return file


def due(by: User) -> ImportFile:
    """An export that nobody has looked at yet."""
    told = {"size": 9, "format": "csv", "choices": Choices(body="NC").stored()}
    return ImportFile.objects.create(name="other.csv", by=by, turn=True, **told)
