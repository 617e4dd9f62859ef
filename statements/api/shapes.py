"""The shapes of the API's answers, and what each field means; the description is made from them."""

from __future__ import annotations

from typing import Annotated, TypedDict

Address = {"format": "uri"}
Moment = {"format": "date-time"}
Day = {"format": "date"}


class Named(TypedDict):
    """A topic or a body: as it is filtered by, and its name."""

    slug: Annotated[str, "The value of the parameter that filters by it."]
    name: Annotated[str, "Its name for readers."]


class Elsewhere(TypedDict):
    """The whole statement in other formats."""

    text: Annotated[str, "Plain text.", Address]
    json: Annotated[str, "IPTC ninjs 3.1, with files, language versions and press contacts.", Address]
    pdf: Annotated[str, "A letter on paper.", Address]


class Run(TypedDict):
    """Some characters of a passage."""

    text: str
    is_marked: Annotated[bool, "Whether this is what was looked for."]


class Statement(TypedDict):
    """A statement as it stands: its public edition."""

    reference: Annotated[str, "The statement's number, which never changes and is never used again."]
    address: Annotated[str, "Its page.", Address]
    short_address: Annotated[str, "The permanent short address, which leads to the page.", Address]
    formats: Elsewhere
    kind: Annotated[str, "A value of the parameter `kind`."]
    kind_name: Annotated[str, "The kind's name for readers."]
    language: Annotated[str, "The language of the text (BCP 47)."]
    headline: Annotated[str, "Plain text, as all fields but `html`."]
    standfirst: Annotated[str, "What it says in one line; may be empty."]
    html: Annotated[str, "The text, in sanitised HTML without scripts, styles and classes."]
    place: Annotated[str, "Where it is dated from; may be empty."]
    day: Annotated[str | None, "The day it is dated.", Day]
    bodies: Annotated[list[Named], "Who speaks, the issuing body first."]
    author: Annotated[str, "The same in one phrase, in the language of the text."]
    topics: list[Named]
    issued_at: Annotated[str, "When it was first issued. Lists are ordered by it.", Moment]
    edition: Annotated[int, "The number of the edition; it rises with each correction.", {"minimum": 1}]
    public_from: Annotated[str, "When this edition became public.", Moment]
    change_kind: Annotated[
        str, "What this edition is to the one before it: `correction`, `clarification`, `update`; else empty."
    ]
    change_note: Annotated[str, "What was changed; may be empty."]
    warning: Annotated[str, "A public warning in force over the text; else empty."]
    digest: Annotated[str, "SHA-256 of the edition's content, as its page shows it."]
    passages: Annotated[list[list[Run]], "Where words were looked for: passages of the text around them."]


class Option(TypedDict):
    """A value of a filter."""

    value: Annotated[str, "The value of the parameter."]
    name: Annotated[str, "Its name for readers."]
    language: Annotated[str, "The language of the name where it is not that of the answer; else empty."]
    count: Annotated[int, "How many statements there are with it, all other filters kept.", {"minimum": 0}]
    is_chosen: Annotated[bool, "Whether this list is filtered by it."]
    address: Annotated[str, "The list with it; without it where it is chosen.", Address]


class Facet(TypedDict):
    """What a filter offers among what the other filters leave; the values chosen are always listed."""

    parameter: Annotated[str, "The name of the parameter."]
    name: Annotated[str, "Its name for readers."]
    is_capped: Annotated[bool, "Whether it is counted over the newest 10,000 that fit."]
    options: list[Option]


class Links(TypedDict):
    """Other pages of this list, and the list in other formats."""

    next: Annotated[str | None, "The page after this one; null on the last.", Address]
    previous: Annotated[str | None, "The page before this one; null on the first.", Address]
    page: Annotated[str, "The list for readers.", Address]
    atom: Annotated[str, "As Atom, in full text, with what was withdrawn in the last 30 days.", Address]
    rss: Annotated[str, "The same as RSS.", Address]
    json_feed: Annotated[str, "The same as JSON Feed 1.1.", Address]
    csv: Annotated[str, "The list for a spreadsheet, 1,000 rows at a time.", Address]


class Listing(TypedDict):
    """One page of the archive: at most 20 statements."""

    total: Annotated[int, "How many statements fit.", {"minimum": 0}]
    is_capped: Annotated[bool, "Whether more fit than `total`: the newest 10,000 are counted and ranked."]
    order: Annotated[str, "The order of the list: `relevance`, `newest`, `oldest`."]
    read_as: Annotated[str, "How the words of `q` were read, in a sentence; may be empty."]
    remarks: Annotated[list[str], "What has to be said of how they were read."]
    statements: list[Statement]
    facets: list[Facet]
    links: Links


class Fault(TypedDict):
    """One reason why a query string is not answered."""

    parameter: str
    sentence: Annotated[str, "What is wrong with it, in the newsroom's language."]


class Problem(TypedDict):
    """Why there is no answer (RFC 9457)."""

    title: Annotated[str, "The status in words."]
    status: int
    detail: Annotated[str, "What is wrong, in a sentence, in the newsroom's language."]


class Refusal(Problem):
    """Why a query string is not answered."""

    faults: list[Fault]
    parameters: Annotated[list[str], "Every parameter there is."]
