"""From an edition to its search row: its tokens, and what it is filtered and counted by.

A token bears its room before a § (which no text's token can hold): `h§` of the headline, `l§` of what leads
(headline, summary line), `p§` of what leads or is said three times and more; `§` one as it is written, not
stemmed; `topic§17`, `body§3`, `kind§…`, `lang§…`, `place§…`, `by§…`, `y§2026` what the text is filed under;
`text§…` the hash of a paragraph. A topic's and a body's names are looked up when somebody asks, so that
renaming one changes no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from statements import prose
from statements.models import Edition, SearchRow, Statement, Topic, TopicOfStatement
from statements.models.files import words_of_files
from statements.models.search import moment_of, year_of

from . import vocabulary
from .paragraphs import hashes_of
from .tokens import STOP_WORDS, stem, stems, tokens

OFTEN = 3  # how often a word is said in a text that has it for its matter
BATCH = 500
COLUMNS = [field.name for field in SearchRow._meta.concrete_fields if not field.primary_key]


def write(editions: Iterable[Edition], seen: set[str] | None = None) -> None:
    """Write the rows of these editions, whatever stood there, and their words; sealed ones have none.

    `seen`: the tokens of the rows that whoever writes many has written before, looked up no more.
    """
    rows = _rows([edition for edition in editions if not edition.is_sealed])
    SearchRow.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["edition"], update_fields=COLUMNS
    )
    vocabulary.learn(rows, seen)


def refile(statement: Statement) -> None:
    """Write the rows of a statement anew once it is filed under other topics."""
    write(Edition.objects.filter(statement=statement))


def differing(editions: list[Edition]) -> list[int]:
    """The keys of those of these editions whose rows are not what they ought to be."""
    standing = SearchRow.objects.in_bulk([edition.pk for edition in editions])
    merged = dict(Topic.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    return [
        row.pk
        for row in _rows(editions)
        if row.pk not in standing or _told(row, merged) != _told(standing[row.pk], merged)
    ]


def _rows(editions: list[Edition]) -> list[SearchRow]:
    topics, bodies = _topics_of(editions), _bodies_of(editions)
    return [row_of(one, topics.get(one.statement_id, []), bodies.get(one.pk, [])) for one in editions]


def _told(row: SearchRow, merged: dict[int, int]) -> list[object]:
    """What a row says; PostgreSQL has tokens in quotes and its own order, a merged topic is the other."""
    told = [getattr(row, name) for name in COLUMNS if name not in {"words", "statement", "topics"}]
    topics = {merged.get(int(key), int(key)) for key in row.topics.split(",") if key}
    words = {token for token in row.words.replace("'", "").split() if not token.startswith("topic§")}
    return [row.statement_id, *told, topics, words]


def row_of(edition: Edition, topics: list[int], bodies: list[int]) -> SearchRow:
    """The row as it ought to be; not saved."""
    body = prose.plain(edition.body)
    year = year_of(edition.issued_at)
    files = words_of_files(edition.attachments)
    paragraphs = [tokens(line) for line in body.splitlines()]
    ordered = [
        tokens(edition.headline),
        tokens(edition.standfirst),
        list(chain.from_iterable(paragraphs)),
        tokens(edition.dateline_place),
        *map(tokens, files),
    ]
    filed = [*(f"topic§{key}" for key in topics), *(f"body§{key}" for key in bodies)]
    filed += [
        f"kind§{edition.kind.replace('_', '')}",
        f"lang§{edition.language.replace('-', '')}",
        f"y§{year}",
    ]
    filed += [f"place§{'§'.join(ordered[3])}"] if ordered[3] else []
    filed += [f"by§{token}" for token in tokens(" ".join(_names(edition)))]
    filed += [f"text§{one}" for one in hashes_of(paragraphs)]
    found = {*_rooms(ordered), *filed}
    return SearchRow(
        edition=edition,
        statement_id=edition.statement_id,
        public_from=edition.public_from,
        public_until=edition.public_until,
        moment=moment_of(edition.issued_at),
        year=year,
        kind=edition.kind,
        language=edition.language,
        place=" ".join(ordered[3]),
        place_name=edition.dateline_place,
        topics=_listed(topics),
        bodies=_listed(bodies),
        plain="\n".join([body, *files]),
        words=" ".join(sorted(found)),
        exact=f" {' § '.join(' '.join(part) for part in ordered)} ",  # no phrase runs from part to part
    )


def _rooms(ordered: list[list[str]]) -> Iterator[str]:
    written = Counter(chain.from_iterable(ordered))
    headline, lead = set(stems(ordered[0])), set(stems(ordered[0] + ordered[1]))
    known: Counter[str] = Counter()
    for token, number in written.items():
        if token not in STOP_WORDS:
            known[stem(token)] += number
    yield from known
    yield from (f"§{token}" for token in written)
    yield from (f"h§{token}" for token in headline)
    yield from (f"l§{token}" for token in lead)
    yield from (f"p§{token}" for token in lead.union(one for one, number in known.items() if number >= OFTEN))


def _names(edition: Edition) -> Iterator[str]:
    for signatory in edition.signatories:
        yield from (str(signatory.get(part, "")) for part in ("name", "post"))


def _topics_of(editions: list[Edition]) -> dict[int, list[int]]:
    filings = TopicOfStatement.objects.filter(content_object__in={one.statement_id for one in editions})
    return _grouped(filings.order_by("tag").values_list("content_object", "tag"))


def _bodies_of(editions: list[Edition]) -> dict[int, list[int]]:
    spoken = Edition.bodies.through.objects.filter(edition__in=[one.pk for one in editions])
    return _grouped(spoken.order_by("issuingbody").values_list("edition", "issuingbody"))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def _listed(keys: list[int]) -> str:
    return ",".join(map(str, keys))
