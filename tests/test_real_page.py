"""The real page, from the file to the public: imported, dated truly, approved by two, found, and not news."""

from __future__ import annotations

from datetime import date
from io import StringIO

import feedparser
import pytest
from django.core.management import call_command
from django.test import Client

from statements import verbs
from statements.models import Edition, Statement
from statements.workflow import Plan
from tests.cast import Cast, Newsroom
from tests.real_page import real_page

ISSUED_ON = date(2020, 5, 7)


@pytest.fixture
def gas_leak(cast: Cast) -> Statement:
    """The third statement of the page, through the law, under its true date."""
    call_command("import_statements", str(real_page()), "--body", "NC", stdout=StringIO())
    draft = Statement.objects.get(headline__contains="Visakhapatnam")
    draft = verbs.save(
        draft,
        by=cast.drafter,
        content={"dateline_place": "New Delhi", "dateline_date": ISSUED_ON, "already_issued_on": ISSUED_ON},
    )
    draft = verbs.refile(draft, by=cast.drafter, topics=["Safety at Work"])
    sent = verbs.submit(draft, by=cast.drafter, plan=Plan.LATER)
    approved = verbs.approve(sent, by=cast.reviewer)
    return verbs.publish(approved, by=cast.publisher)


def test_it_bears_its_true_date_everywhere(gas_leak: Statement, client: Client) -> None:
    edition = Edition.objects.get()
    assert gas_leak.year == 2020
    assert gas_leak.reference == "NC-2020-001"
    assert edition.is_true_to_digest
    page = client.get(edition.get_absolute_url())
    assert page.status_code == 200
    assert "7 May 2020" in page.content.decode()
    feed = feedparser.parse(client.get("/statements/feed.atom").content)
    assert [entry.published[:10] for entry in feed.entries] == ["2020-05-07"]


def test_it_is_found_by_topic_and_by_search_but_is_not_the_latest(
    gas_leak: Statement, newsroom: Newsroom, client: Client
) -> None:
    newsroom.public(headline="Today's news")
    assert gas_leak.headline in client.get("/topics/safety-at-work/").content.decode()
    assert gas_leak.headline in client.get("/statements/?q=Polymer+Visakhapatnam").content.decode()
    assert gas_leak.headline in client.get("/statements/?topic=safety-at-work&year=2020").content.decode()
    front = client.get("/").content.decode()
    assert "Today&#x27;s news" in front
    assert gas_leak.headline not in front
    archive = client.get("/statements/").content.decode()
    assert archive.index("Today&#x27;s news") < archive.index(gas_leak.headline)
