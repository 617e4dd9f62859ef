"""Reads the newsroom's own export and moves it in: what is public, or with the desk's tables everything."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from statements.exporting import desk
from statements.exporting.folder import Damaged, check
from statements.files import pictures, store
from statements.models import File, IssuingBody, Statement, Topic, User
from statements.verbs.bulk import moving, tables

PIECE = 200  # statements written in one transaction


@dataclass
class OwnExport:
    """A folder that `export_archive` wrote, whole as its manifest says."""

    place: Path
    skipped: int = 0
    _targets: list[tuple[str, str, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        check(self.place)

    def move_in(self, by: User, told: Callable[[int], None]) -> int:
        """Move what is public in; returns how many statements. `told` hears how many are done.

        What is here already, the same in every edition, is passed over. Raises Damaged where a number stands
        here for another statement, or a line is not what it was.
        """
        self._bodies()
        self._topics()
        self._files(by)
        number = 0
        for piece in _pieces(self._new()):
            try:
                moving.move(piece, by, timezone.now, f"Move of {self.place.name}")
            except (KeyError, TypeError, ValueError) as fault:
                raise Damaged(f"The export cannot be read: {fault}.") from fault
            self._targets += [*_targets(piece)]
            number += len(piece)
            told(number)
        moving.name_targets(self._targets)
        return number

    @transaction.atomic
    def load_desk(self) -> None:
        """Load every table that moves, into an empty installation."""
        loaded = desk.moving()
        if not (self.place / "desk").is_dir():
            raise Damaged(f"{self.place} holds no desk: export it with --desk.")
        for line in self._lines("desk/statements.file.jsonl"):
            self._keep(line, self.place / "desk" / "files" / line["sha256"])
        for model in loaded:
            rows = self._lines(f"desk/{model._meta.label_lower}.jsonl")
            tables.load(model, (desk.unwritten(model, row) for row in rows))
        tables.admit(self._lines("desk/groups.jsonl"))
        tables.settle(loaded)

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        path = self.place / name
        if not path.exists():
            return
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)

    def _new(self) -> Iterator[dict[str, Any]]:
        for line in self._lines("statements.jsonl"):
            here = Statement.objects.filter(reference=line["reference"]).first()
            if here is None:
                yield line
            elif self._is_the_same(here, line):
                self.skipped += 1
            else:
                raise Damaged(f"{line['reference']} is here already, and is another statement.")

    def _is_the_same(self, here: Statement, line: dict[str, Any]) -> bool:
        kept = dict(here.editions.exclude(number=None).values_list("number", "digest"))
        return all(kept.get(one["number"]) == one["digest"] for one in line.get("editions", []))

    def _bodies(self) -> None:
        known = {body.code: body for body in IssuingBody.objects.all()}
        for line in self._lines("bodies.jsonl"):
            if line["code"] not in known:
                known[line["code"]] = IssuingBody.objects.create(
                    **{**line, "parent": known.get(line["parent"])}
                )

    def _topics(self) -> None:
        known = set(Topic.objects.values_list("slug", flat=True))
        for line in self._lines("topics.jsonl"):
            if line["slug"] not in known:
                Topic.objects.create(**line, is_accepted=True)

    def _files(self, by: User) -> None:
        for line in self._lines("files.jsonl"):
            self._keep(line, self.place / "files" / line["key"] / line["names"][0])
            told = {name: value for name, value in line.items() if name != "names"}
            if not File.objects.filter(sha256=line["sha256"]).exists():
                File.objects.create(**told, uploaded_by=by, uploaded_at=timezone.now())

    def _keep(self, line: dict[str, Any], path: Path) -> None:
        """Keep the bytes, whose hash the manifest has held already, and make a picture's smaller versions."""
        content = path.read_bytes()
        renditions = pictures.read(content).renditions if line["width"] else {}
        store.keep(line["sha256"], renditions, content)


def _targets(piece: list[dict[str, Any]]) -> Iterator[tuple[str, str, datetime]]:
    for line in piece:
        for one in line["withdrawals"]:
            if one["target"]:
                yield line["reference"], one["target"], moving.moment(one["in_force_from"])


def _pieces(lines: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while piece := list(islice(lines, PIECE)):
        yield piece
