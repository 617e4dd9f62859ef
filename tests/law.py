"""The editorial law as the tests understand the design: who, where, which verb, to which state.

Written out by hand and not derived from `statements.workflow`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from statements import verbs
from statements.models import Edition, IssuingBody, Statement, User, Withdrawal
from tests.cast import Newsroom

# --- the people -------------------------------------------------------------------------------------

DRAFTERS = {"drafter", "colleague", "chief"}
REVIEWERS = {"reviewer", "second_reviewer", "chief"}
PUBLISHERS = {"publisher", "chief"}
NOBODY = {"outsider", "wing_drafter", "administrator", "superuser", "staff", "inactive", "Import"}
EVERYBODY = sorted(DRAFTERS | REVIEWERS | PUBLISHERS | NOBODY)

# --- the situations: where a statement may stand --------------------------------------------------------

NEW = {"draft", "in_review", "approved", "due"}  # never public
WRITING = {"draft", "correction in draft"}
WAITING = {"in_review", "correction in review"}
CORRECTIONS = {"correction in draft", "correction in review", "correction approved"}
PUBLIC = {"public", "corrected", "unapproved", "correction due"} | CORRECTIONS
WITHDRAWN = {"withdrawn", "removed", "withdrawn, correction approved", "merged, correction approved"}
DUE = {"due", "correction due"}
LIVING = NEW | PUBLIC | WITHDRAWN
APPROVED = {"approved", "correction approved", "withdrawn, correction approved"}


def _withdrawn(kind: Withdrawal.Kind) -> Callable[[Newsroom, dict[str, Any]], Statement]:
    def build(newsroom: Newsroom, fields: dict[str, Any]) -> Statement:
        target = newsroom.public() if kind == Withdrawal.Kind.MERGED else None
        public = newsroom.public(**fields)
        return verbs.withdraw(
            public, by=newsroom.cast.publisher, explanation="Wrong.", kind=kind, target=target,
            clock=newsroom.clock,
        )  # fmt: skip

    return build


def _correction(newsroom: Newsroom, public: Statement) -> Statement:
    draft = verbs.reopen(public, by=newsroom.cast.drafter, clock=newsroom.clock)
    change = {"change_kind": "correction", "change_note": "A figure.", "standfirst": "Better."}
    return verbs.save(draft, by=newsroom.cast.drafter, content=change, clock=newsroom.clock)


def _publish(newsroom: Newsroom, approved: Statement, in_days: int = 0) -> Statement:
    now = newsroom.clock()
    public_from = now + timedelta(days=in_days)
    return verbs.publish(approved, by=newsroom.cast.publisher, public_from=public_from, clock=lambda: now)


SITUATIONS: dict[str, Callable[[Newsroom, dict[str, Any]], Statement]] = {
    "draft": lambda newsroom, fields: newsroom.draft(**fields),
    "in_review": lambda newsroom, fields: newsroom.in_review(**fields),
    "approved": lambda newsroom, fields: newsroom.approved(**fields),
    "due": lambda newsroom, fields: _publish(newsroom, newsroom.approved(**fields), in_days=1),
    "public": lambda newsroom, fields: newsroom.public(**fields),
    "corrected": lambda newsroom, fields: _publish(newsroom, newsroom.correct(newsroom.public(**fields))),
    "unapproved": lambda newsroom, fields: verbs.publish_without_approval(
        newsroom.draft(**fields), by=newsroom.cast.publisher, reason="By phone.", clock=newsroom.clock
    ),
    "correction in draft": lambda newsroom, fields: _correction(newsroom, newsroom.public(**fields)),
    "correction in review": lambda newsroom, fields: verbs.submit(
        _correction(newsroom, newsroom.public(**fields)), by=newsroom.cast.drafter, clock=newsroom.clock
    ),
    "correction approved": lambda newsroom, fields: newsroom.correct(newsroom.public(**fields)),
    "correction due": lambda newsroom, fields: _publish(
        newsroom, newsroom.correct(newsroom.public(**fields)), in_days=1
    ),
    "withdrawn": _withdrawn(Withdrawal.Kind.WITHDRAWN),
    "removed": _withdrawn(Withdrawal.Kind.REMOVED),
    "withdrawn, correction approved": lambda newsroom, fields: newsroom.correct(
        _withdrawn(Withdrawal.Kind.WITHDRAWN)(newsroom, fields)
    ),
    "merged, correction approved": lambda newsroom, fields: newsroom.correct(
        _withdrawn(Withdrawal.Kind.MERGED)(newsroom, fields)
    ),
    "discarded": lambda newsroom, fields: verbs.discard(
        newsroom.draft(**fields), by=newsroom.cast.drafter, clock=newsroom.clock
    ),
}

# --- the law: which verb, where, by whom, and to which state (None: the state stays) ----------------------


@dataclass(frozen=True)
class Law:
    """One line of the law's table, as this test understands the design."""

    where: set[str]
    who: set[str]
    to: str | None = None


LAW = {
    "save": Law(WRITING | WAITING, DRAFTERS | REVIEWERS),
    "refile": Law(LIVING, DRAFTERS),
    "follow": Law(set(), set()),  # of language versions alone, see test_translations
    "submit": Law(WRITING, DRAFTERS, "in_review"),
    # The drafter has said yes by submitting.
    "agree": Law(WAITING, DRAFTERS - {"drafter"}),
    "send_back": Law(WAITING, REVIEWERS, "draft"),
    "approve": Law(WAITING, REVIEWERS, "approved"),
    # Of a joint statement only, as `LAW_OF_A_JOINT_ONE` says.
    "consent": Law(set(), set()),
    "record_consent": Law(set(), set()),
    "ask_for_change": Law(set(), set()),
    "reopen": Law(APPROVED | WITHDRAWN | {"public", "corrected", "unapproved"}, DRAFTERS, "draft"),
    "abandon_correction": Law(
        CORRECTIONS | {"withdrawn, correction approved", "merged, correction approved"},
        DRAFTERS | PUBLISHERS,
        "released",
    ),
    "publish": Law(APPROVED, PUBLISHERS, "released"),
    "publish_without_approval": Law(WRITING | WAITING, PUBLISHERS, "released"),
    "confirm": Law(WITHDRAWN | {"unapproved"}, REVIEWERS),
    "stop_release": Law(DUE, DRAFTERS | REVIEWERS | PUBLISHERS, "approved"),
    "flag": Law(PUBLIC, PUBLISHERS),
    "withdraw": Law(PUBLIC, PUBLISHERS),
    "restore": Law(WITHDRAWN, PUBLISHERS),
    "seal": Law(WITHDRAWN | {"corrected"}, PUBLISHERS),
    "erase": Law(set(), set()),  # of sealed editions alone, see test_erase
    # Its own drafter, or a publisher: not the colleague.
    "discard": Law({"draft"}, {"drafter"} | PUBLISHERS, "discarded"),
}

# Of a statement issued together with the body of the outsider, which has not agreed to it yet.
LAW_OF_A_JOINT_ONE = LAW | {
    "approve": Law(WAITING, REVIEWERS, "in_review"),
    "consent": Law(WAITING, {"outsider"}, "in_review"),
    "record_consent": Law(WAITING, DRAFTERS | REVIEWERS | PUBLISHERS, "in_review"),
    "ask_for_change": Law(WAITING, {"outsider"}),
}

# --- how each verb is tried --------------------------------------------------------------------------------

Try = Callable[[Statement, User, Callable[[], datetime]], Statement]


def _seal(statement: Statement, by: User, clock: Callable[[], datetime]) -> Statement:
    edition = statement.editions.order_by("number").first() or Edition()
    return verbs.seal(statement, by=by, edition=edition, reason="A child's name.", clock=clock)


def _erase(statement: Statement, by: User, clock: Callable[[], datetime]) -> Statement:
    edition = statement.editions.order_by("number").first() or Edition()
    return verbs.erase(statement, by=by, edition=edition, order="High Court, 41/2026.", clock=clock)


def _of_a_partner(verb: str, **asked: Any) -> Try:
    def attempt(statement: Statement, by: User, clock: Callable[[], datetime]) -> Statement:
        body = IssuingBody.objects.get(code="SC")
        done: Statement = getattr(verbs, verb)(statement, by=by, body=body, clock=clock, **asked)
        return done

    return attempt


def _asking(verb: str, **asked: Any) -> Try:
    def attempt(statement: Statement, by: User, clock: Callable[[], datetime]) -> Statement:
        done: Statement = getattr(verbs, verb)(statement, by=by, clock=clock, **asked)
        return done

    return attempt


TRIES: dict[str, Try] = {
    "save": _asking("save", content={"headline": "Other words"}),
    "refile": _asking("refile", topics=["Another topic"]),
    "send_back": _asking("send_back", reason="The figure."),
    "publish_without_approval": _asking("publish_without_approval", reason="By phone."),
    "flag": _asking("flag", words="We are checking a figure."),
    "withdraw": _asking("withdraw", explanation="The figure was wrong."),
    "restore": _asking("restore", reason="The figure was right."),
    "seal": _seal,
    "erase": _erase,
    "consent": _of_a_partner("consent"),
    "record_consent": _of_a_partner("record_consent", who="A. Rao", how="By phone."),
    "ask_for_change": _of_a_partner("ask_for_change", words="Say forty."),
    **{
        verb: _asking(verb)
        for verb in (
            "follow", "submit", "agree", "approve", "reopen", "abandon_correction", "publish", "confirm",
            "stop_release", "discard",
        )
    },
}  # fmt: skip
