"""One deed on many statements: each by its own verb, with a line that says what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements import text, verbs
from statements.models import Statement, User

from .pages import SIZE

MOST = SIZE  # a page; nobody has read more


_TICKED = re.compile(r"(?P<key>[0-9]{1,17})-(?P<version>[0-9]{1,9})")


@dataclass(frozen=True)
class Outcome:
    """What became of one statement: done, or the sentences why not."""

    statement: Statement
    refusals: list[str]


@dataclass(frozen=True)
class Chosen:
    """A ticked statement, in the version the list showed."""

    statement: Statement
    seen_version: int

    @classmethod
    def read(cls, written: Iterable[str], visible: QuerySet[Statement]) -> list[Chosen]:
        """The statements ticked, each as `key-version`, of those that exist for the person."""
        ticked = (_TICKED.fullmatch(one) for one in written)
        versions = {int(one["key"]): int(one["version"]) for one in ticked if one}
        return [cls(one, versions[one.pk]) for one in visible.filter(pk__in=versions)]


Deed = Callable[[Statement, User, list[str]], Statement]


def _add_topics(statement: Statement, by: User, names: list[str]) -> Statement:
    return verbs.refile(statement, by=by, topics=[*statement.topics.names(), *names])


def _remove_topics(statement: Statement, by: User, names: list[str]) -> Statement:
    gone = {text.fold(name) for name in names}
    left = [name for name in statement.topics.names() if text.fold(name) not in gone]
    return verbs.refile(statement, by=by, topics=left)


def _submit(statement: Statement, by: User, names: list[str]) -> Statement:
    return verbs.submit(statement, by=by)


DEEDS: dict[str, tuple[str | Promise, Deed]] = {
    "add_topics": (gettext_lazy("Add topics"), _add_topics),
    "remove_topics": (gettext_lazy("Take topics away"), _remove_topics),
    "submit": (gettext_lazy("Send for approval"), _submit),
}


def done_to_many(deed: str, chosen: list[Chosen], by: User, topics: str) -> list[Outcome]:
    """Do one deed to each; what the law refuses of one keeps none of the others from it."""
    names = text.topics_from_string(topics)
    return [Outcome(one.statement, _refusals(deed, one, by, names)) for one in chosen]


def objection(deed: str, chosen: list[Chosen], topics: str) -> str:
    """Why nothing can be done at all; empty where something can."""
    if deed not in DEEDS:
        return _("Choose what is to be done.")
    if not chosen:
        return _("Tick the statements first.")
    if len(chosen) > MOST:
        return _("At most %(number)d statements at once.") % {"number": MOST}
    if deed != "submit" and not text.topics_from_string(topics):
        return _("Write the topics.")
    return ""


def _refusals(deed: str, one: Chosen, by: User, names: list[str]) -> list[str]:
    _label, do = DEEDS[deed]
    one.statement.lock_version = one.seen_version
    try:
        do(one.statement, by, names)
    except verbs.Refused as refused:
        return refused.sentences
    return []
