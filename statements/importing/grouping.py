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
_ORDERS = frozenset("must|should|shall|demand|demands|चाहिए|चाहिये|चाहिएँ|करो|करें".split("|"))
_IMPERATIVES = frozenset(
    "arrest|compensate|constitute|dismiss|drop|end|ensure|fix|free|give|grant|guarantee|halt|hands|hold|implement"
    "|investigate|justice|lift|no|pay|prosecute|protect|provide|publish|punish|recall|reinstate|release|repeal"
    "|resign|restore|revoke|roll|scrap|stop|suspend|withdraw".split("|")
)
_ORDERS_AT_END = frozenset("दो|दें|लो|लें|हो|जाए|जाये|बंद|होगा|होगी".split("|"))


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
    return passage.kind in BODY and passage.text.endswith((":", ":-"))


def _list_below(page: list[Passage], intro: int) -> range:
    """Evenly spaced lines of one look; the last of bare ones is a headline if a body follows it as closely."""
    end, look, step = intro + 1, _look(page, intro + 1), _step(page, intro + 1)
    while look and _look(page, end) == look and _step(page, end) == step:
        end += 1
    before_body = end < len(page) and page[end].kind in BODY and _step(page, end) == step
    return range(intro + 1, end - 1 if look == "bare" and before_body else end)


def _look(page: list[Passage], at: int) -> str:
    if at >= len(page) or _introduces(page[at]):
        return ""
    return {Kind.TITLE: "bare", Kind.SENTENCE: "stopped", Kind.CRY: "stopped"}.get(page[at].kind, "")


def _step(page: list[Passage], at: int) -> int:
    """Lines down from the passage before."""
    return page[at].lines[0].number - page[at - 1].lines[-1].number


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

    Dates alone between two statements belong to the upper one, unless the page begins with a date.
    """
    dated_above = any(p.kind is Kind.DATE for p in page[: heads[0]]) if heads else False
    starts = []
    for above, head in zip([0, *heads], heads, strict=False):
        leads = list(takewhile(lambda p: p.kind in LEADS, reversed(page[above:head])))
        trailing = head != heads[0] and not dated_above and all(p.kind is Kind.DATE for p in leads)
        starts.append(head if trailing else head - len(leads))
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
    """A line without full stop that is no demand itself; telling what is demanded, it may have one if no prose follows."""
    if passage.kind is Kind.TITLE:
        return passage.length >= _STANDFIRST
    if passage.kind is Kind.CRY:
        return _reports(passage.text) or not _demands_something(passage.text)
    return passage.kind is Kind.SENTENCE and terse and _reports(passage.text) and not _introduces(passage)


def _demands(statement: list[Passage], head: int) -> list[int]:
    """Bulleted demands, demands in a row, and single ones where the statement has no long paragraph."""
    below = list(enumerate(statement))[head + 1 :]
    terse = all(p.kind is not Kind.PROSE for _, p in below)
    found = []
    for may_be, group in groupby(below, key=lambda entry: _may_be_demand(entry[1])):
        places, run = zip(*group, strict=True)
        if may_be and (_calls_for(statement[places[0] - 1]) or _is_list_of_demands(run, terse=terse)):
            found.extend(places)
    return found


def _may_be_demand(passage: Passage) -> bool:
    if passage.kind in {Kind.SENTENCE, Kind.CRY}:
        return _demands_something(passage.text) and not _introduces(passage)
    return passage.kind is Kind.ITEM


def _calls_for(above: Passage) -> bool:
    """Whether the passage above a list opens it as one of demands ("We demand:", "Our demands")."""
    opens = _introduces(above) or (above.kind is Kind.TITLE and above.length < _HEADLINE)
    return opens and _demands_something(above.text)


def _is_list_of_demands(run: tuple[Passage, ...], *, terse: bool) -> bool:
    listed = terse or len(run) > 1 or run[0].kind is Kind.ITEM
    return listed and any(_demands_something(p.text) for p in run)


def _demands_something(text: str) -> bool:
    words = _words(text)
    asked = not _ORDERS.isdisjoint(words) or any(word.startswith(("मांग", "माँग")) for word in words)
    return asked or words[0] in _IMPERATIVES or words[-1] in _ORDERS_AT_END


def _reports(text: str) -> bool:
    """Whether somebody is said to demand ("the party demands", "पार्टी ने मांग की")."""
    words = _words(text)
    return "demands" in words or ("ने" in words and any(word.startswith(("मांग", "माँग")) for word in words))


def _words(text: str) -> list[str]:
    marks = string.punctuation + "।॥“”‘’…–—"
    plain = unicodedata.normalize("NFC", without_mark(text)).casefold()
    return [word.strip(marks) for word in plain.split()]
