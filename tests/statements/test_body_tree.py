"""The tree of issuing bodies: paths follow a move, and no two moves at once make a circle."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from statements.models import IssuingBody
from tests.cast import Cast, body
from tests.statements.test_race import at_once


def paths() -> dict[str, str]:
    return dict(IssuingBody.objects.values_list("code", "path"))


def test_what_is_below_moves_along(cast: Cast) -> None:
    unit = body("UN", "Unit", parent=cast.wing)
    cast.council.parent = cast.elsewhere
    cast.council.save()
    top, council, wing = cast.elsewhere.pk, cast.council.pk, cast.wing.pk
    assert paths()["UN"] == f"/{top}/{council}/{wing}/{unit.pk}/"


def test_a_row_read_long_ago_keeps_the_path_of_today(cast: Cast) -> None:
    old = IssuingBody.objects.get(pk=cast.wing.pk)
    cast.council.parent = cast.elsewhere
    cast.council.save()
    old.save()
    assert paths()["WW"] == f"/{cast.elsewhere.pk}/{cast.council.pk}/{cast.wing.pk}/"


@pytest.mark.django_db(transaction=True)
def test_two_bodies_put_below_each_other_in_one_moment(cast: Cast) -> None:
    def put(code: str, below: str) -> object:
        one, above = IssuingBody.objects.get(code=code), IssuingBody.objects.get(code=below)
        one.parent = above
        try:
            one.save()
        except ValidationError as refused:
            return refused
        return one

    results = at_once(lambda: put("NC", "SC"), lambda: put("SC", "NC"))
    assert sorted(type(one).__name__ for one in results) == ["IssuingBody", "ValidationError"]
    assert len(IssuingBody.objects.filter(parent=None)) == 1
