"""What is public of every statement, as plain values: nothing else, so that the export can lie anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Q

from statements.models import Edition, File, IssuingBody, Statement, Topic, Withdrawal
from statements.models.files import Use
from statements.models.record import utc_text

PIECE = 500  # statements in memory at once
Line = dict[str, Any]


@dataclass
class PublicRecord:
    """The public record at one moment."""

    at: datetime
    files: dict[str, set[str]] = field(default_factory=dict)  # hash → names it is handed out under

    def statements(self) -> Iterator[Line]:
        """A line for each statement readers know of, by its reference, whatever the database sorts by."""
        seen = Edition.objects.has_been_public(self.at).values("statement")
        taken_back = Withdrawal.objects.filter(in_force_from__lte=self.at).values("statement")
        known = Q(pk__in=seen) | Q(pk__in=taken_back)  # of what was removed before a move, only that is left
        named = Statement.objects.filter(known).values_list("reference", "pk")
        keys = iter([pk for _reference, pk in sorted(named)])
        while piece := list(islice(keys, PIECE)):
            found = Statement.objects.in_bulk(piece)
            yield from (self._statement(found[key]) for key in piece)

    def _statement(self, statement: Statement) -> Line:
        begun = statement.withdrawals.filter(in_force_from__lte=self.at)
        withdrawals = list(begun.order_by("in_force_from").select_related("target"))
        is_hidden = any(w.kind in Withdrawal.HIDING and w.is_in_force(self.at) for w in withdrawals)
        told: Line = {
            "reference": statement.reference,
            "withdrawals": [self._withdrawal(one) for one in withdrawals],
        }
        if is_hidden:  # its address holds words of the headline, which may be what the removal was about
            return told
        return told | {
            "language": self._language(statement),
            "year": statement.year,
            "slug": statement.slug,
            "translation_of": statement.translation_of.reference if statement.translation_of else None,
            "topics": sorted(
                Topic.objects.public(self.at)
                .filter(filings__content_object=statement)
                .values_list("slug", flat=True)
            ),
            "former_addresses": sorted(statement.former_addresses.values_list("path", flat=True)),
            "editions": [self._edition(one) for one in self._on_record(statement)],
        }

    def _language(self, statement: Statement) -> str:
        """That of its newest edition; the desk copy's may be a correction's."""
        newest = statement.editions.has_been_public(self.at).order_by("number").last()
        return newest.language if newest else ""

    def _on_record(self, statement: Statement) -> list[Edition]:
        on_record = Edition.objects.on_record(self.at).filter(statement=statement)
        return list(on_record.select_related("renders__statement", "issuing_body").order_by("number"))

    def _edition(self, edition: Edition) -> Line:
        ended = edition.public_until
        told: Line = {
            "number": edition.number,
            "public_from": utc_text(edition.public_from),
            "public_until": utc_text(ended) if ended and ended <= self.at else None,
            "issued_at": utc_text(edition.issued_at),
            "digest": edition.digest,
        }
        if edition.sealed_at:
            return told | {"sealed_at": utc_text(edition.sealed_at), "seal_reason": edition.seal_reason}
        for use in Use.of(edition.attachments):
            self.files.setdefault(use.file.sha256, set()).add(use.name)
        renders = edition.renders
        return told | {
            "content": edition.content(),
            "body_name": edition.body_name,
            "body_boilerplate": edition.body_boilerplate,
            "renders": [renders.statement.reference, renders.number] if renders else None,
        }

    def _withdrawal(self, withdrawal: Withdrawal) -> Line:
        until = withdrawal.until
        return {
            "kind": withdrawal.kind,
            "explanation": withdrawal.explanation,
            "in_force_from": utc_text(withdrawal.in_force_from),
            "until": utc_text(until) if until and until <= self.at else None,
            "target": withdrawal.target.reference if withdrawal.target else None,
        }

    def topics(self) -> Iterator[Line]:
        """A line for each topic readers know, by its address."""
        for topic in sorted(Topic.objects.public(self.at), key=lambda one: one.slug):
            yield {"slug": topic.slug, "name": topic.name, "names": topic.names, "texts": topic.texts}

    def bodies(self) -> Iterator[Line]:
        """A line for each body, those above before those below."""
        for body in sorted(
            IssuingBody.objects.select_related("parent"), key=lambda one: (len(one.lineage), one.code)
        ):
            yield {
                "code": body.code,
                "slug": body.slug,
                "names": body.names,
                "parent": body.parent.code if body.parent else None,
                "boilerplates": body.boilerplates,
                "address": body.address,
                "is_external": body.is_external,
            }

    def kept_files(self) -> Iterator[tuple[Line, File]]:
        """A line for each file an edition on record carries; ask for it once all statements are read."""
        for file in File.objects.filter(sha256__in=self.files).order_by("sha256"):
            yield {
                "sha256": file.sha256, "key": file.key, "kind": file.kind, "size": file.size,
                "width": file.width, "height": file.height, "pages": file.pages, "text": file.text,
                "names": sorted(self.files[file.sha256]),
            }, file  # fmt: skip
