"""What production is told: the second factor is required unless somebody turns it off, and then warned of."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from pressoffice.checks import check_second_factor
from tests.environment import ROOT


@pytest.mark.parametrize(
    ("environment", "is_required"),
    [({}, "True"), ({"DEBUG": "1"}, "False"), ({"REQUIRE_SECOND_FACTOR": "0"}, "False")],
)
def test_it_is_required_unless_somebody_turns_it_off(environment: dict[str, str], is_required: str) -> None:
    asked = "from django.conf import settings; print(settings.REQUIRE_SECOND_FACTOR)"
    production = {"SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "pressoffice.settings", **environment}
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=production, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == is_required


@pytest.mark.parametrize(("required", "warnings"), [(True, []), (False, ["pressoffice.W002"])])
def test_a_check_warns_where_it_is_turned_off(settings: Any, required: bool, warnings: list[str]) -> None:
    settings.REQUIRE_SECOND_FACTOR = required
    assert [warning.id for warning in check_second_factor()] == warnings
