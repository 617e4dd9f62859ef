"""Fills an empty database with statements and with what they demand; run by `bench.archives`.

Of N statements: N / 5 demands of 20 offices in 20 campaigns, three updates each, and 2 N mentions.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import django

OFFICES = CAMPAIGNS = 20
A_STATEMENT = 2  # mentions


def fill(statements: int) -> None:
    """Make the statements, and beside them rows as the verbs would have left them."""
    from django.core.management import call_command
    from django.db import transaction

    call_command("make_archive", statements, seed=1)
    with transaction.atomic():
        _demands(statements // 5, Random(1))  # noqa: S311  (chance by seed is the point)


def _demands(number: int, rng: Random) -> None:
    from campaigns.models import Addressee, Campaign, Demand, Mention
    from campaigns.models.demands import Asked
    from statements.models import Edition

    offices = [_known(Addressee, f"office-{n}") for n in range(OFFICES)]
    campaigns = [_known(Campaign, f"campaign-{n}") for n in range(CAMPAIGNS)]
    demands = []
    for n in range(number):
        raised_on = date(2010, 1, 1) + timedelta(days=rng.randrange(5000))
        demand = _known(Demand, f"demand-{n}", wordings={"en": f"Demand {n}."}, raised_on=raised_on)
        demand.campaigns.add(rng.choice(campaigns))
        Asked.objects.bulk_create(
            Asked(demand=demand, addressee=office, place=place)
            for place, office in enumerate(rng.sample(offices, 2))
        )
        _follow(demand, rng)
        demands.append(demand)
    revisions = Edition.objects.filter(sealed_at=None).values_list("revision", flat=True).distinct()
    Mention.objects.bulk_create(
        (
            Mention(revision_id=revision, subject=demand, relation="raises", place=place)
            for revision in revisions
            for place, demand in enumerate(rng.sample(demands, A_STATEMENT))
        ),
        batch_size=1000,
    )


def _known(kind: Any, slug: str, **words: Any) -> Any:
    """A thing that readers know."""
    body, person, at = _ours()
    texts = {"titles": {"en": slug.replace("-", " ").title()}, "digest": "0" * 64}
    return kind.objects.create(
        kind=kind.KIND, slug=slug, body=body, begun_by=person, begun_at=at, public_from=at, **texts, **words
    )


def _follow(demand: Any, rng: Random) -> None:
    """What came of a demand: an answer, a promise with its day, and for most a step with its evidence."""
    from campaigns.models import DemandUpdate, Evidence, Status
    from statements.verbs.releasing import local_midnight

    _body, person, at = _ours()
    statuses = {status.slug: status for status in Status.objects.all()}
    told = [("acknowledged", "acknowledged"), ("promise", "promised"), ("partial", "partly-met")]
    for number, (kind, status) in enumerate(told[: rng.randint(1, 3)], 1):
        event_on = demand.raised_on + timedelta(days=30 * number)
        due_on = event_on + timedelta(days=60) if kind == "promise" else None
        update = DemandUpdate.objects.create(
            subject=demand, number=number, author=person, made_at=at, kind=kind, event_on=event_on,
            status=statuses[status], texts={"en": "So it was."}, due_on=due_on, digest="0" * 64,
            overdue_from=local_midnight(due_on) if due_on else None,
            verdict="approved", decided_by=_second(), decided_at=at,
        )  # fmt: skip
        Evidence.objects.create(update=update, url="https://example.org/", title="Order", publisher="Court")


@cache
def _ours() -> tuple[Any, Any, Any]:
    from statements.models import Edition, IssuingBody, User

    first = Edition.objects.order_by("issued_at").values_list("issued_at", flat=True)[0]
    return IssuingBody.objects.order_by("path")[0], User.objects.order_by("pk")[0], first


@cache
def _second() -> Any:
    from statements.models import User

    return User.objects.order_by("pk")[1]


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
