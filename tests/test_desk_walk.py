"""What is not public stays with those whose it is: outsiders try every address of the desk.

The addresses come from the URL configuration itself: a new page of the desk is walked without anybody
remembering it, and one that takes parameters fails here until their values are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from campaigns import verbs as of_campaigns
from campaigns.models import Demand
from statements import verbs
from statements.attachments import Entry
from statements.models import Edition, File, Note, Revision, Statement, Step, User
from statements.workflow import Verb
from tests.cast import Cast, Newsroom
from tests.desk_addresses import desk_patterns
from tests.never_public import every_word
from tests.sent import picture, received

MARK = "vanadium"  # every word of a hidden text bears it; nothing public does


def marked(state: str) -> dict[str, Any]:
    """The words of a text that is nobody else's business."""
    return every_word(f"{MARK} {state}")


def marked_file(newsroom: Newsroom) -> Entry:
    """A picture that is nobody else's business, in name and words."""
    word = f"{MARK} photograph"
    content = picture(500, 10, colour="purple")
    return received(newsroom, content, f"{MARK}-photograph.jpg", alt=word, caption=word, lead=True)


@pytest.fixture
def hidden(newsroom: Newsroom) -> list[Statement]:
    """A draft, a release that is due and a correction of the council, with notes and reasons."""
    cast, clock = newsroom.cast, newsroom.clock
    waiting = newsroom.in_review(**marked("sent back"), attachments=[marked_file(newsroom)])
    sent_back = verbs.send_back(waiting, by=cast.reviewer, reason=f"{MARK} reason", clock=clock)
    correction = verbs.reopen(newsroom.public(headline="Known to all"), by=cast.drafter, clock=clock)
    change = marked("correction") | {"change_kind": "correction", "change_note": f"{MARK} note"}
    found = [
        sent_back,
        newsroom.public(**marked("due"), public_from=clock() + timedelta(days=1)),
        verbs.save(correction, by=cast.drafter, content=change, clock=clock),
    ]
    content = {"titles": {"en": f"{MARK} demand"}, "wordings": {"en": f"{MARK} wording"}}
    of_campaigns.begin(Demand, by=cast.drafter, body=cast.council, content=content, clock=clock)
    for statement in found:
        Note.objects.create(statement=statement, author=cast.drafter, text=f"{MARK} remark", made_at=clock())
    return found


def objects_of(pattern: str) -> list[int]:
    """The keys of some of what a page of Django's admin shows one of, as its address says."""
    label, name = pattern.split("/")[:2]
    return list(apps.get_model(label, name).objects.order_by("pk").values_list("pk", flat=True)[:3])


# What each parameter may be; by the name it has in the address.
VALUES: dict[str, Callable[[str], list[Any]]] = {
    "object_id": objects_of,
    "id": objects_of,
    "person": lambda _pattern: list(User.objects.order_by("pk").values_list("pk", flat=True)[:2]),
    "deed": lambda _pattern: ["approve", "take_down"],
    "verb": lambda _pattern: [Verb.SUBMIT, Verb.APPROVE, Verb.PUBLISH, Verb.STOP_RELEASE],
    "number": lambda _pattern: [1, 2],
    "key": lambda _pattern: list(Note.objects.values_list("pk", flat=True)),
    "shape": lambda _pattern: ["wide", "square"],
    "name": lambda _pattern: ["lost-phone", "deactivate"],
    "username": lambda _pattern: ["drafter"],
    "uidb64": lambda _pattern: ["MQ"],
    "token": lambda _pattern: ["x"],
    "sha256": lambda _pattern: list(File.objects.values_list("sha256", flat=True)),
    "width": lambda _pattern: [0, 480],
    "app_label": lambda _pattern: ["auth", "statements"],
    "url": lambda _pattern: ["nowhere"],
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
QUERIES = ["", f"?q={MARK}", "?against=public", "?before=1&after=2", "?all=1", "?format=json"]


def examples(pattern: str) -> Iterator[str]:
    """Every address the pattern stands for, in this newsroom."""
    names = [plain or named for plain, named in PARAMETER.findall(pattern)]
    unknown = set(names) - VALUES.keys()
    assert not unknown, f"tell this walk what {unknown} of {pattern} may be"
    shape = re.sub(r"^\^|\\Z$|\$$", "", PARAMETER.sub("{}", pattern))
    for values in product(*(VALUES[name](pattern) for name in names)):
        yield "/admin/" + shape.format(*values)


def addresses() -> list[str]:
    """Every address of the desk."""
    return [address for pattern, _entry in desk_patterns() for address in examples(pattern)]


def autocompletes() -> Iterator[str]:
    """Every question that an autocompletion could be asked, of every field that leads to a text."""
    for model in apps.get_app_config("statements").get_models():
        for field in model._meta.get_fields():
            if field.related_model in {Statement, Revision, Edition, Note}:
                asked = f"app_label=statements&model_name={model._meta.model_name}&field_name={field.name}"
                yield f"/admin/autocomplete/?term={MARK}&{asked}"


def told(answer: Any) -> str:
    """All that an answer says."""
    words = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.headers)} {words.decode(errors='replace')}"


def without_the_question(words: str) -> str:
    """The words without an echo of what was looked for."""
    return re.sub(rf"(?:(?:q|term)=|value=\")?{MARK}(?! \w)", "", words)


def strangers(cast: Cast) -> list[User]:
    """People for whom a draft of the council does not exist."""
    return [cast.outsider, cast.wing_drafter, cast.staff, cast.superuser, cast.administrator]


def facts() -> list[int]:
    """How much is on record; a change of anything would add to it."""
    versions = sum(Statement.objects.values_list("lock_version", flat=True))
    return [Step.objects.count(), Revision.objects.count(), Note.objects.count(), versions]


class Visitor(Client):
    """A browser in which somebody is logged in, and is again after an address that logs out."""

    def __init__(self, person: User) -> None:
        super().__init__(raise_request_exception=False)
        self.person = person

    def generic(self, *asked: Any, **named: Any) -> Any:
        """An answer, as this person gets it."""
        if "_auth_user_id" not in self.session:
            self.force_login(self.person)
        return super().generic(*asked, **named)


@pytest.mark.parametrize(
    "position", range(5), ids=["outsider", "wing", "staff", "superuser", "administrator"]
)
def test_to_strangers_no_address_of_the_desk_tells_a_word(
    newsroom: Newsroom, cast: Cast, hidden: list[Statement], position: int
) -> None:
    client = Visitor(strangers(cast)[position])
    telling = []
    for address in addresses():
        for query in QUERIES if address.endswith(("/statement/", "/compare/")) else [""]:
            answer = client.get(address + query)
            assert answer.status_code < 500, address
            if MARK in without_the_question(told(answer)):
                telling.append(address + query)
    telling += [address for address in autocompletes() if f"{MARK} " in told(client.get(address))]
    assert telling == []


def test_strangers_change_nothing_by_any_address(
    newsroom: Newsroom, cast: Cast, hidden: list[Statement]
) -> None:
    typed = {"headline": "Ours now", "text": "Ours now", "reason": "Because", "explanation": "Because"}
    before = facts()
    of_statements = [address for address in addresses() if re.search(r"/statement/\d+/", address)]
    for person in (cast.outsider, cast.wing_drafter, cast.staff):
        client = Visitor(person)
        for address in of_statements:
            answer = client.post(address, typed | {"lock_version": "1", "seen": "1"})
            assert answer.status_code in {302, 403, 404, 405}, (address, answer.status_code)
            assert MARK not in told(answer), address
    assert facts() == before


def test_the_walk_would_notice(newsroom: Newsroom, cast: Cast, hidden: list[Statement]) -> None:
    client = Visitor(cast.drafter)
    below = [
        f"/admin/statements/statement/{hidden[0].pk}/{page}/" for page in ("change", "history", "review")
    ]
    pages = {"/admin/", "/admin/statements/statement/", *below}
    assert pages <= set(addresses())
    assert [address for address in pages if MARK not in told(client.get(address))] == []
