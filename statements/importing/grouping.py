"""Groups a page's passages into statements and says which field of a statement each passage goes to."""

import re
import string
import unicodedata
from dataclasses import replace
from itertools import groupby, takewhile

from statements.importing.passages import (
    BODY,
    LEADS,
    Kind,
    Passage,
    is_place_name,
    run_in_place,
    without_mark,
)

FIELDS = ("headline", "dateline_place", "standfirst", "demands", "paragraphs")

_HEADLINE = 4  # words; fewer, inside a statement, are a subheading or a name
_STANDFIRST = 3  # words at least
_SIGNATURE = 8  # words at most
_POST = re.compile(
    r"\b(?:secretary|president|convenor|coordinator|spokesperson|chairperson|member|committee|office|bureau)\b"
    r"|सचिव|अध्यक्ष|संयोजक|प्रवक्ता|समिति|कमेटी|कार्यालय",
    re.IGNORECASE,
)
_DEMANDS = re.compile(r"\bdemands?\b|मा[ंँ]गें", re.IGNORECASE)
_ORDER = re.compile(r"must|should|shall|demands?|चाहि(?:ए|ये|एँ)|करो|करें|मा[ंँ]ग.*")
_ORDER_AT_START = re.compile(
    "arrest|compensate|constitute|dismiss|drop|end|ensure|fix|free|give|grant|guarantee|halt|hold|implement"
    "|investigate|justice|lift|no|pay|prosecute|protect|provide|publish|punish|recall|reinstate|release|repeal"
    "|resign|restore|revoke|roll|scrap|stop|suspend|withdraw"
)
_ORDER_AT_END = re.compile("दो|दें|लो|लें|हो|जाए|जाये|बंद|होगा|होगी")


def in_context(page: list[Passage]) -> list[Passage]:
    """The same passages, their kinds set right by what stands beside them."""
    return _with_lists(_with_town(_with_letterhead(page)))


def _with_letterhead(page: list[Passage]) -> list[Passage]:
    """Lines above an opening label ("Press release") head the paper, where the headline stands below it."""
    opening = list(takewhile(lambda p: p.kind in LEADS | {Kind.TITLE}, page))
    last_title = max((at for at, p in enumerate(opening) if p.kind is Kind.TITLE), default=0)
    label = max((at for at, p in enumerate(opening[:last_title]) if p.kind is Kind.LABEL), default=0)
    return [
        replace(p, kind=Kind.LABEL) if at < label and p.kind is Kind.TITLE else p for at, p in enumerate(page)
    ]


def _with_town(page: list[Passage]) -> list[Passage]:
    """A name alone at the top, over something long enough for a headline, is the place."""
    top = [at for at, p in enumerate(page) if p.kind not in {Kind.DATE, Kind.LABEL}][:2]
    if len(top) < 2:
        return page
    town, headline = page[top[0]], page[top[1]]
    if town.kind is not Kind.TITLE or headline.kind not in {Kind.TITLE, Kind.CRY}:
        return page
    if not is_place_name(town.text) or headline.length < _HEADLINE:
        return page
    return [replace(p, kind=Kind.PLACE) if p is town else p for p in page]


def _with_lists(page: list[Passage]) -> list[Passage]:
    """Bare lines below an introduction ("We demand:") are its items, whether bulleted or not."""
    items = {at for intro, p in enumerate(page) if _introduces(p) for at in _list_below(page, intro)}
    return [replace(p, kind=Kind.ITEM) if at in items else p for at, p in enumerate(page)]


def _introduces(passage: Passage) -> bool:
    if passage.kind is Kind.TITLE:
        return passage.length < _HEADLINE and bool(_DEMANDS.search(passage.text))
    return passage.kind in BODY and passage.text.endswith((":", ":-"))


def _list_below(page: list[Passage], intro: int) -> range:
    """Evenly spaced lines of one look; the last bare one is a headline if a body follows as closely."""
    end, look, step = intro + 1, _look(page, intro + 1), _step(page, intro + 1)
    while look and _look(page, end) == look and _step(page, end) == step:
        end += 1
    before_body = _step(page, end) == step and end < len(page) and page[end].kind in BODY
    return range(intro + 1, end - 1 if look == "bare" and before_body else end)


def _look(page: list[Passage], at: int) -> str:
    if at >= len(page) or _introduces(page[at]):
        return ""
    return {Kind.TITLE: "bare", Kind.SENTENCE: "stopped", Kind.CRY: "stopped"}.get(page[at].kind, "")


def _step(page: list[Passage], at: int) -> int:
    """Lines down from the passage before; 0 past the end."""
    return page[at].lines[0].number - page[at - 1].lines[-1].number if at < len(page) else 0


def heads(page: list[Passage]) -> list[int]:
    """Where the headlines are: the page's first short line, then such lines with a body above and below."""
    last_body = max((at for at, p in enumerate(page) if p.kind in BODY), default=-1)
    opening = next((at for at, p in enumerate(page) if p.kind not in LEADS), None)
    heads: list[int] = []
    below_body = True
    for at, passage in enumerate(page):
        opens = not heads and at == opening and passage.kind not in {Kind.PROSE, Kind.ITEM}
        if opens or (below_body and at < last_body and _is_headline(page, at, first=not heads)):
            heads.append(at)
            below_body = False
        elif passage.kind in BODY:
            below_body = True
    return heads


def _is_headline(page: list[Passage], at: int, *, first: bool) -> bool:
    passage, after = page[at], page[at + 1]
    if passage.kind is Kind.LABEL:
        return first and after.kind is Kind.PROSE
    if passage.length < _HEADLINE and not (passage.led and after.kind in BODY):
        return False
    if passage.kind is Kind.CRY:
        return after.kind is Kind.PROSE and (passage.led or page[at - 1].kind is Kind.PROSE)
    return passage.kind is Kind.TITLE and not _is_signature(page, at)


def _is_signature(page: list[Passage], at: int) -> bool:
    """A post or committee after a name or with a comma, and another headline to come before the next body."""
    passage, named = page[at], page[at - 1].kind is Kind.TITLE and page[at - 1].length < _HEADLINE
    if page[at + 1].kind in BODY or passage.length > _SIGNATURE:
        return False
    return bool(_POST.search(passage.text)) and (named or "," in passage.text)


def starts(page: list[Passage], heads: list[int]) -> list[int]:
    """Where the statements begin: with the place, date and label over the headline.

    Where such a line ends the page and none begins it, those lines are the feet of the statements above.
    """
    at_foot = bool(page) and page[-1].kind in LEADS and page[0].kind not in LEADS
    starts = []
    for above, head in zip([0, *heads], heads, strict=False):
        leads = list(takewhile(lambda p: p.kind in LEADS, reversed(page[above:head])))
        starts.append(head if at_foot and head != heads[0] else head - len(leads))
    return starts


def roles(statement: list[Passage], head: int) -> list[str]:
    """The name of the field each passage of a statement goes to; `head` is where its headline stands."""
    named = ["paragraphs"] * len(statement)
    for at in _demands(statement, head):
        named[at] = "demands"
    single = {
        "standfirst": _standfirst(statement, head),
        "dateline_place": _place(statement, head),
        "headline": head,
    }
    for name, place in single.items():
        if place is not None:
            named[place] = name
    return named


def _place(statement: list[Passage], head: int) -> int | None:
    """The first place line above or below the whole body; amid it a place is a subheading."""
    body = [at for at, p in enumerate(statement) if p.kind in BODY and at != head] or [len(statement)]
    lone = (at for at, p in enumerate(statement) if p.kind is Kind.PLACE and not body[0] < at < body[-1])
    return next(lone, None)


def place_run_in(statement: list[Passage], head: int) -> str:
    """The place at the beginning of a dated line or of the first paragraph, or nothing."""
    body = [p for at, p in enumerate(statement) if p.kind in BODY and at != head][:1]
    dated = [p for p in statement if p.kind is Kind.DATE]
    return next((place for p in dated + body if (place := run_in_place(p.text))), "")


def _standfirst(statement: list[Passage], head: int) -> int | None:
    """The first line below the headline, where a body follows it and it sums that body up."""
    below = [at for at, p in enumerate(statement) if at > head and p.kind not in LEADS]
    kinds = {statement[at].kind for at in below[1:]}
    if kinds & BODY and _sums_up(statement[below[0]], terse=Kind.PROSE not in kinds):
        return below[0]
    return None


def _sums_up(passage: Passage, *, terse: bool) -> bool:
    """A line without full stop that is no demand, or a sentence reporting one above other short lines."""
    if _introduces(passage):
        return False
    if passage.kind is Kind.TITLE:
        return passage.length >= _STANDFIRST
    if passage.kind is Kind.CRY:
        return _reports(passage.text) or not _demands_something(passage.text)
    return passage.kind is Kind.SENTENCE and terse and _reports(passage.text)


def _demands(statement: list[Passage], head: int) -> list[int]:
    """Demands in a row, bulleted or not, and single ones where the statement has no long paragraph."""
    below = list(enumerate(statement))[head + 1 :]
    terse = all(p.kind is not Kind.PROSE for _, p in below)
    found: list[int] = []
    for may_be, group in groupby(below, key=lambda entry: _may_be_demand(entry[1])):
        places, run = zip(*group, strict=True)
        above = statement[places[0] - 1]
        called_for = _introduces(above) and _demands_something(above.text)
        if may_be and (called_for or _is_list_of_demands(run, terse=terse)):
            found.extend(places)
    return found


def _may_be_demand(passage: Passage) -> bool:
    if passage.kind in {Kind.SENTENCE, Kind.CRY}:
        return _demands_something(passage.text) and not _introduces(passage)
    return passage.kind is Kind.ITEM


def _is_list_of_demands(run: tuple[Passage, ...], *, terse: bool) -> bool:
    return (terse or len(run) > 1) and any(_demands_something(p.text) for p in run)


def _demands_something(text: str) -> bool:
    words = _words(text)
    called = _ORDER_AT_START.fullmatch(words[0]) or _ORDER_AT_END.fullmatch(words[-1])
    return bool(called) or any(_ORDER.fullmatch(word) for word in words)


def _reports(text: str) -> bool:
    """Whether somebody is said to demand ("the party demands", "पार्टी ने मांग की")."""
    words = _words(text)
    return "demands" in words or ("ने" in words and any(word.startswith(("मांग", "माँग")) for word in words))


def _words(text: str) -> list[str]:
    marks = string.punctuation + "।॥“”‘’…–—"
    plain = unicodedata.normalize("NFC", without_mark(text)).casefold()
    return [word.strip(marks) for word in plain.split()]
