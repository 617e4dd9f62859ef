"""A newsroom into which every attempt of the corpus was brought, in every field that takes words."""

from __future__ import annotations

import re
from itertools import cycle
from typing import Any

from campaigns.models import Campaign, Demand
from statements import plain_writing, text, verbs
from statements.attachments import WORDS, Entry
from statements.models import Note, PressContact, Statement, Topic
from statements.models.newsroom import Newsroom as Settings
from tests.attacks.corpus import cases, packed, texts
from tests.campaigns.builders import Campaigning
from tests.cast import NOON, Newsroom
from tests.sent import picture, received
from tests.statements.desk.test_statement_form import typed
from tests.statements.importing.exports import item, wxr

SHORT = [case for case in cases() if len(case) <= 100]  # fit the name of a topic


def sent(words: str) -> str:
    """As far as a form takes it at all: a NUL and half a sign are refused before anything is read."""
    return "".join(sign for sign in words if sign != "\0" and not "\ud800" <= sign <= "\udfff")


def in_one_line(words: str) -> str:
    """Without line ends and the signs that separate the parts of a field."""
    return " ".join(sent(words).replace(";", " ").split())


def fit(body: str) -> str:
    """As the checklist lets it through: pictures of ours described, no comments of a word processor."""
    described = re.sub("(<img [^>]*src='?/files/k/x.png'?)", r"\1 alt=x ", body)
    return described.replace("mso-element:comment", "")


ALL = sent("\n".join(cases()))


def export() -> str:
    """A WordPress export: every attempt in a headline, in a text and in a standfirst.

    But for entities of its own, for which the whole file is refused.
    """
    bodies = cycle(texts())
    titles = map(_for_xml, packed(300))
    return wxr(*(item(n, one, _for_xml(next(bodies)), excerpt=one) for n, one in enumerate(titles, 1)))


def table() -> str:
    """The same as a spreadsheet writes it."""
    head = "Node ID;Title;Body;Authored on;Language;Published status"
    pairs = enumerate(zip(map(sent, packed(300)), cycle(map(sent, texts())), strict=False), 1)
    rows = [f"{n};{_cell(title)};{_cell(body)};2019-03-12;en;1" for n, (title, body) in pairs]
    return "\r\n".join((head, *rows))


def _cell(words: str) -> str:
    return f'"{words.replace(chr(34), chr(34) * 2)}"'


def _for_xml(words: str) -> str:
    kept = "".join(sign for sign in sent(words) if sign >= " " or sign in "\t\n\r")
    return re.sub("<!(DOCTYPE|ENTITY)", "", kept)


def forms(body: int) -> list[dict[str, Any]]:
    """The form of a statement filled in, for every attempt in every field: in the editor, in plain signs."""
    names = [Topic(name=sent(name)) for name in SHORT]
    signed = "\n".join(f"{one}; {one}; {one}" for one in map(in_one_line, SHORT))
    whole = typed(
        issuing_body=body, headline=sent(packed(300)[0]), standfirst=ALL, notes_to_editors=ALL,
        signatories=signed,
        dateline_place=sent(packed(120)[0]), topics=text.string_from_topics(names),
    )  # fmt: skip
    in_signs = {key: value for key, value in whole.items() if key != "body"}
    in_signs["body_plain"] = fit(ALL.replace("\n", "\n\n"))
    return [
        in_signs,
        *(typed(issuing_body=body, headline="In the editor", body=fit(sent(one))) for one in texts()),
    ]


def attachments(newsroom: Newsroom) -> list[Entry]:
    """Pictures whose names and words are attempts, all of them in the descriptions."""
    told = [{word: one[:most] for word, most in WORDS.items()} for one in packed(1000)]
    named = [(f"{SHORT[n]}.jpg", picture(100 + n, 9)) for n in range(len(told))]
    return [
        received(newsroom, content, name, **said) for (name, content), said in zip(named, told, strict=True)
    ]


def release(newsroom: Newsroom, draft: Statement) -> Statement:
    """What was written, let out by those who may."""
    waiting = verbs.submit(draft, by=newsroom.cast.drafter, clock=newsroom.clock)
    return verbs.publish(newsroom.approve(waiting), by=newsroom.cast.publisher, clock=newsroom.clock)


def turned_round(first: Statement) -> dict[str, Any]:
    """Other words for each of its fields, so that all of them stand in what shows the difference."""
    body = plain_writing.to_html("\n\n".join(map(sent, reversed(cases()))))
    said = {name: getattr(first, name)[::-1] for name in ("standfirst", "notes_to_editors")}
    return {**said, "headline": packed(300)[1], "body": fit(body), "change_note": packed(300)[2]}


def of_the_office(newsroom: Newsroom, about: Statement) -> None:
    """The words the office writes beside statements: of itself, of contacts, of campaigns, and its notes."""
    council = newsroom.cast.council
    council.names, council.boilerplates = {"en": packed(200)[0]}, {"en": ALL}
    council.save()
    told = {word: packed(100)[n][:40] for n, word in enumerate(("name", "role", "phone", "hours"))}
    PressContact.objects.create(body=council, is_published=True, **told)
    house = Settings.current()
    house.names = {"en": packed(100)[4]}
    house.save()
    newsroom.cast.drafter.first_name = packed(100)[5]
    newsroom.cast.drafter.save()
    Note.objects.create(statement=about, author=newsroom.cast.drafter, text=ALL, field="body", made_at=NOON)
    make = Campaigning(newsroom.cast, newsroom.clock)
    make.public(
        Campaign, "hostile", titles={"en": packed(200)[0]}, summaries={"en": ALL}, stories={"en": ALL}
    )
    demand = make.public(Demand, "hostile", titles={"en": packed(200)[1]}, wordings={"en": ALL}, nature="pay")
    make.updated(demand, texts={"en": ALL})
