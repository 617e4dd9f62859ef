"""Who is told by mail of what waits and of what was decided on in campaigns, through a real mail server."""

from __future__ import annotations

import pytest
from django.test import Client

from campaigns import verbs
from campaigns.models import Demand
from statements import parts
from statements.models import Effect
from tests.campaigns.builders import Campaigning
from tests.cast import Cast
from tests.mail_server import MailServer
from tests.statements.desk.pages import seen

from .conftest import Work

pytestmark = pytest.mark.django_db
TITLES = {"en": "Repeal the order", "hi": "आदेश वापस लो"}


def told(server: MailServer, deed: str) -> set[str]:
    """The people to whom mails about this deed came."""
    prefix = f"mail-{Effect.objects.filter(step__verb=deed).latest('pk').step.number}-"
    return {taken.recipient.partition("@")[0] for taken in server.taken if taken.key.startswith(prefix)}


def test_those_who_may_approve_are_told_of_what_waits(
    server: MailServer, reachable: Cast, campaigning: Campaigning, work: Work
) -> None:
    demand = campaigning.begun(Demand, titles=TITLES)
    work()
    assert told(server, "begin") == {"reviewer", "second_reviewer"}
    campaigning.approve(demand)
    reachable.council.approvers.add(reachable.second_reviewer)
    campaigning.rewritten(demand, titles={"en": "Repeal it"})
    campaigning.recorded(demand)
    work()
    assert told(server, "write") == told(server, "record") == {"second_reviewer"}


def test_its_author_is_told_what_became_of_it(
    server: MailServer, reachable: Cast, campaigning: Campaigning, work: Work
) -> None:
    demand = campaigning.begun(Demand, titles=TITLES)
    waiting, clock = campaigning.waiting(demand), campaigning.clock
    verbs.send_back(waiting, by=reachable.reviewer, reason="Shorter.", clock=clock)
    campaigning.rewritten(demand, titles={"en": "Repeal it"})
    campaigning.approve(demand)
    work()
    assert told(server, "send_back") == told(server, "approve") == {"drafter"}
    assert told(server, "begin") == told(server, "write") == set()  # nothing waits any more


def test_the_mail_says_what_and_where_in_the_language_of_who_reads_it(
    server: MailServer, reachable: Cast, campaigning: Campaigning, work: Work
) -> None:
    reachable.second_reviewer.language = "hi"
    reachable.second_reviewer.save()
    demand = campaigning.begun(Demand, titles=TITLES)
    work()
    mails = {taken.recipient.partition("@")[0]: taken.mail for taken in server.taken}
    english, hindi = mails["reviewer"], mails["second_reviewer"]
    assert english["Subject"] == "For your approval: Repeal the order"
    words = english.get_content()
    assert "Drafter asks for your approval." in words
    assert "Demand · National Council" in words
    assert f"https://newsroom.example/admin/campaigns/demand/{demand.pk}/change/" in words
    assert TITLES["hi"] in hindi["Subject"]


def test_demands_begun_by_a_statement_are_told_of_by_its_own_mail(cast: Cast) -> None:
    context = parts.Beginning(by=cast.drafter, body=cast.council, language="en")
    parts.with_new({"demands": [{"quote": "Pay every family."}]}, context)
    assert Demand.objects.exists()
    assert not Effect.objects.exists()


def test_a_mail_that_was_not_taken_stands_in_the_list_of_those_of_its_body(
    client: Client, reachable: Cast, campaigning: Campaigning
) -> None:
    demand = campaigning.begun(Demand, titles=TITLES)
    messages = "/admin/statements/effect/"
    client.force_login(reachable.reviewer)
    page = client.get(messages)
    assert "Repeal the order" in seen(page)
    assert f"/admin/campaigns/demand/{demand.pk}/change/" in page.content.decode()
    assert client.get("/admin/").status_code == 200
    client.force_login(reachable.outsider)
    assert "Repeal the order" not in seen(client.get(messages))
