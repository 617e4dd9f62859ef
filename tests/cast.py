"""The cast every test shares, and builders through the real verbs: no impossible state is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from statements import verbs
from statements.models import Edition, IssuingBody, Membership, PublicEpoch, Statement, User
from statements.workflow import Plan, Role

NOON = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)  # 12 March 2026, 12:00 in the newsroom
_numbers = count(1)


class Clock:
    """A clock a test holds in its hand: `clock()` tells the time, `clock.pass_(hours=1)` moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time; each look takes a second, so that two verbs never share one."""
        self.now += timedelta(seconds=1)
        return self.now

    def pass_(self, **span: float) -> datetime:
        """Let a span pass."""
        self.now += timedelta(**span)
        return self.now


@dataclass
class Cast:
    """Two bodies, one of them with a wing, and the people around them."""

    council: IssuingBody
    wing: IssuingBody
    elsewhere: IssuingBody
    drafter: User
    colleague: User  # a second drafter of the council
    reviewer: User
    second_reviewer: User
    publisher: User
    outsider: User  # drafter, reviewer and publisher of the other body
    wing_drafter: User
    administrator: User
    superuser: User  # without any membership
    staff: User  # at the desk without rights


def person(username: str, body: IssuingBody | None = None, *roles: Role, **fields: Any) -> User:
    """A member of staff with these roles in a body."""
    user = User.objects.create(username=username, first_name=username.title(), is_staff=True, **fields)
    if body:
        Membership.objects.bulk_create(Membership(user=user, body=body, role=role) for role in roles)
    return user


def body(code: str, name: str, **fields: Any) -> IssuingBody:
    """An issuing body."""
    return IssuingBody.objects.create(
        code=code, slug=code.lower(), names={"en": name, "hi": f"{name} (हि)"}, **fields
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and bodies of the test newsroom."""
    return make_cast()


def make_cast() -> Cast:
    """Write these people and bodies into an empty newsroom."""
    from django.contrib.auth.models import Group

    council = body("NC", "National Council", boilerplates={"en": "The council speaks for its members."})
    wing = body("WW", "Women's Wing", parent=council)
    elsewhere = body("SC", "State Committee")
    everything = (Role.DRAFTER, Role.REVIEWER, Role.PUBLISHER)
    administrator = person("administrator")
    administrator.groups.add(Group.objects.get(name="Administrators"))
    return Cast(
        council=council,
        wing=wing,
        elsewhere=elsewhere,
        drafter=person("drafter", council, Role.DRAFTER),
        colleague=person("colleague", council, Role.DRAFTER),
        reviewer=person("reviewer", council, Role.REVIEWER),
        second_reviewer=person("second_reviewer", council, Role.REVIEWER),
        publisher=person("publisher", council, Role.PUBLISHER),
        outsider=person("outsider", elsewhere, *everything),
        wing_drafter=person("wing_drafter", wing, Role.DRAFTER),
        administrator=administrator,
        superuser=person("superuser", is_superuser=True),
        staff=person("staff"),
    )


@pytest.fixture
def clock() -> Clock:
    """A clock standing at noon of 12 March 2026."""
    return Clock()


def words(**fields: Any) -> dict[str, Any]:
    """A content that lacks nothing the checklist asks for."""
    number = next(_numbers)
    return {
        "headline": f"Statement number {number}",
        "standfirst": "What it says in one line.",
        "body": f"<p>The council said this, number {number}.</p>",
        "language": "en",
        "dateline_place": "New Delhi",
        "dateline_date": date(2026, 3, 12),
        **fields,
    }


class Newsroom:
    """Builders of statements in every state, each by the people who may."""

    def __init__(self, cast: Cast, clock: Callable[[], datetime]) -> None:
        self.cast, self.clock = cast, clock

    def draft(
        self, topics: tuple[str, ...] = (), translation_of: Statement | None = None, **fields: Any
    ) -> Statement:
        """A draft by the drafter."""
        return verbs.begin(
            by=self.cast.drafter,
            body=fields.pop("issuing_body", self.cast.council),
            content=words(**fields),
            topics=topics,
            translation_of=translation_of,
            clock=self.clock,
        )

    def in_review(
        self, plan: Plan = Plan.LATER, planned_for: datetime | None = None, **fields: Any
    ) -> Statement:
        """A text the drafter sent for approval."""
        draft = self.draft(**fields)
        return verbs.submit(draft, by=self.cast.drafter, plan=plan, planned_for=planned_for, clock=self.clock)

    def approved(self, **fields: Any) -> Statement:
        """A text two people said yes to."""
        return self.approve(self.in_review(**fields))

    def approve(self, sent: Statement) -> Statement:
        """The yes of every partner, recorded by the drafter, and then that of the reviewer."""
        for body in sent.partners():
            yes: dict[str, Any] = {"body": body, "who": "Its secretary", "how": "By phone."}
            sent = verbs.record_consent(sent, by=self.cast.drafter, **yes, clock=self.clock)
        return verbs.approve(sent, by=self.cast.reviewer, clock=self.clock)

    def public(self, public_from: datetime | None = None, **fields: Any) -> Statement:
        """A text readers see (from `public_from`, or now)."""
        approved = self.approved(**fields)
        return verbs.publish(approved, by=self.cast.publisher, public_from=public_from, clock=self.clock)

    def correct(self, statement: Statement, **fields: Any) -> Statement:
        """The approved correction of a public text, not yet out."""
        change = {"change_kind": "correction", "change_note": "A figure was wrong.", **fields}
        draft = verbs.reopen(statement, by=self.cast.drafter, clock=self.clock)
        draft = verbs.save(draft, by=self.cast.drafter, content=change, clock=self.clock)
        sent = verbs.submit(draft, by=self.cast.drafter, clock=self.clock)
        return self.approve(sent)

    def corrected(self, public_from: datetime | None = None, **fields: Any) -> Statement:
        """A text whose second edition is out (or released for `public_from`)."""
        approved = self.correct(self.public(), **fields)
        return verbs.publish(approved, by=self.cast.publisher, public_from=public_from, clock=self.clock)

    def withdrawn(self, **asked: Any) -> Statement:
        """A text taken back with an explanation."""
        explanation = asked.pop("explanation", "The figure was wrong.")
        return verbs.withdraw(
            self.public(), by=self.cast.publisher, explanation=explanation, clock=self.clock, **asked
        )


@pytest.fixture
def newsroom(cast: Cast, clock: Clock) -> Newsroom:
    """Builders of statements, at the test's clock, in a newsroom set up long before."""
    PublicEpoch.objects.update(changed_at=clock.now - timedelta(days=9))
    return Newsroom(cast, clock)


def edition(statement: Statement, number: int = 1) -> Edition:
    """One numbered edition of a statement."""
    return Edition.objects.get(statement=statement, number=number)
