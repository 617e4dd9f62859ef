"""The export: what is public and nothing else, readable from disk, and the same after a move."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from statements import verbs
from statements.models import (
    Edition,
    IssuingBody,
    ReferenceCounter,
    SearchRow,
    Statement,
    Step,
    Topic,
    User,
    Withdrawal,
)
from tests.cast import Clock, Newsroom
from tests.emptied import empty_the_newsroom
from tests.sent import lead

SECRET = "Zebrafish"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def export(folder: Path, *options: str) -> dict[str, bytes]:
    call_command("export_archive", str(folder), *options, stdout=StringIO())
    return tree(folder)


def lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def everything(newsroom: Newsroom) -> None:
    """A statement in every public state, and in every one that is not."""
    clock, cast = newsroom.clock, newsroom.cast
    newsroom.public(headline="With a picture", attachments=[lead(newsroom)])
    corrected = newsroom.correct(newsroom.public(topics=("Wages",)), headline="Corrected")
    corrected = verbs.publish(corrected, by=cast.publisher, clock=clock)
    Topic.objects.update(is_accepted=True)
    newsroom.withdrawn()
    newsroom.withdrawn(kind=Withdrawal.Kind.REMOVED)
    merged = newsroom.public(headline=f"{SECRET} merged")
    asked: dict[str, Any] = {"kind": Withdrawal.Kind.MERGED, "target": corrected, "explanation": "Twice."}
    verbs.withdraw(merged, by=cast.publisher, clock=clock, **asked)
    sealed = newsroom.correct(newsroom.public(body=f"<p>{SECRET}</p>"), body="<p>Without the name.</p>")
    sealed = verbs.publish(sealed, by=cast.publisher, clock=clock)
    verbs.seal(
        sealed, by=cast.publisher, edition=sealed.editions.get(number=1), reason="A name.", clock=clock
    )
    original = newsroom.public(headline="Original")
    hindi = newsroom.draft(headline="अनुवाद", language="hi", translation_of=original)
    hindi = verbs.submit(hindi, by=cast.drafter, clock=clock)
    verbs.publish(newsroom.approve(hindi), by=cast.publisher, clock=clock)
    restored = newsroom.withdrawn()
    verbs.restore(restored, by=cast.publisher, reason="It was right.", clock=clock)
    newsroom.draft(headline=f"{SECRET} draft")
    newsroom.in_review(headline=f"{SECRET} in review")
    newsroom.approved(headline=f"{SECRET} approved")
    newsroom.public(headline=f"{SECRET} scheduled", public_from=timezone.now() + timedelta(days=400))
    newsroom.correct(newsroom.public(headline="Public still"), headline=f"{SECRET} correction")


@pytest.fixture
def full(newsroom: Newsroom) -> Newsroom:
    everything(newsroom)
    return newsroom


def test_it_holds_what_is_public_and_no_word_more(full: Newsroom, tmp_path: Path) -> None:
    written = export(tmp_path / "out")
    assert not [name for name, raw in written.items() if SECRET.lower().encode() in raw.lower()]
    told = lines(tmp_path / "out", "statements.jsonl")
    assert len(told) == Edition.objects.has_been_public(timezone.now()).values("statement").distinct().count()
    hidden = [one for one in told if "editions" not in one]
    assert {one["withdrawals"][-1]["kind"] for one in hidden} == {"removed", "merged"}
    sealed = [edition for one in told for edition in one.get("editions", []) if "sealed_at" in edition]
    assert [set(one) for one in sealed] == [
        {"number", "public_from", "public_until", "issued_at", "digest", "sealed_at", "seal_reason"}
    ]


def test_the_manifest_names_every_file_and_no_time(full: Newsroom, tmp_path: Path) -> None:
    first = export(tmp_path / "one")
    assert export(tmp_path / "two") == first
    listed = [line.split("  ")[1] for line in first["MANIFEST.sha256"].decode().splitlines()]
    assert listed == sorted(set(first) - {"MANIFEST.sha256"})


def test_the_pages_link_to_each_other_from_disk(full: Newsroom, tmp_path: Path) -> None:
    written = export(tmp_path / "out")
    index = written["html/index.html"].decode()
    assert "Corrected" in index
    for line in lines(tmp_path / "out", "statements.jsonl"):
        if any("content" in one for one in line.get("editions", [])):
            page = f"{line['year']}/{line['slug']}.html"
            assert f'href="{page}"' in index
            assert "../index.html" in written[f"html/{page}"].decode()


def administrator() -> User:
    from django.contrib.auth.models import Group

    from tests.cast import person

    chief = person("chief")
    chief.groups.add(Group.objects.get(name="Administrators"))
    return chief


@pytest.mark.django_db(transaction=True)
def test_a_move_keeps_the_public_record_byte_by_byte(
    transactional_db: None, tmp_path: Path, clock: Clock
) -> None:
    _fill(clock)
    before = export(tmp_path / "out")
    digests = sorted(Edition.objects.exclude(digest="").values_list("digest", flat=True))
    empty_the_newsroom()
    administrator()
    call_command("import_archive", str(tmp_path / "out"), "--as", "chief", stdout=StringIO())
    assert export(tmp_path / "again") == before
    assert set(Edition.objects.values_list("digest", flat=True)) <= set(digests)
    assert Step.objects.first_break() is None
    assert Step.objects.count() == Statement.objects.count()
    assert SearchRow.objects.count() == Edition.objects.filter(sealed_at=None).count()
    assert ReferenceCounter.objects.get().last >= Statement.objects.filter(translation_of=None).count()
    said = StringIO()
    call_command("import_archive", str(tmp_path / "out"), "--as", "chief", stdout=said)
    assert "0 statements moved in" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_desk_moves_whole_into_an_empty_installation(
    transactional_db: None, tmp_path: Path, clock: Clock
) -> None:
    _fill(clock)
    before = export(tmp_path / "out", "--desk")
    steps = list(Step.objects.order_by("number").values_list("digest", flat=True))
    with pytest.raises(CommandError, match="in use"):
        call_command("import_archive", str(tmp_path / "out"), "--desk", stdout=StringIO())
    empty_the_newsroom()
    call_command("import_archive", str(tmp_path / "out"), "--desk", stdout=StringIO())
    assert export(tmp_path / "again", "--desk") == before
    assert list(Step.objects.order_by("number").values_list("digest", flat=True)) == steps
    assert Step.objects.first_break() is None
    assert not any(person.has_usable_password() for person in User.objects.all())
    assert User.objects.get(username="administrator").is_administrator
    draft = Statement.objects.filter(state="draft").latest("pk")
    assert verbs.submit(draft, by=draft.begun_by, clock=clock).state == "in_review"


def _fill(clock: Clock) -> None:
    from tests.cast import Newsroom, cast

    build: Callable[..., Any] = cast.__wrapped__  # type: ignore[attr-defined]  # the fixture's own function
    everything(Newsroom(build(None), clock))


def test_an_altered_export_is_refused(full: Newsroom, tmp_path: Path) -> None:
    export(tmp_path / "out")
    (tmp_path / "out" / "topics.jsonl").write_text("{}\n")
    with pytest.raises(CommandError, match="not as it was written"):
        call_command("import_archive", str(tmp_path / "out"), "--as", "administrator", stdout=StringIO())


@pytest.mark.parametrize(
    ("place", "sentence"), [("full", "holds something"), ("/proc/nowhere/out", "cannot be written")]
)
def test_where_nothing_can_be_written_one_sentence_says_so(
    newsroom: Newsroom, tmp_path: Path, place: str, sentence: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(CommandError, match=sentence):
        call_command("export_archive", str(tmp_path / place), stdout=StringIO())
    assert not list(tmp_path.glob(".*.half"))
    assert IssuingBody.objects.exists()
