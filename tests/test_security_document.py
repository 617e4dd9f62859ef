"""docs/security.md names tests; each of them is there."""

from __future__ import annotations

import re

from tests.environment import ROOT

A_TEST = re.compile(r"`(test_\w+)`")


def test_every_test_that_the_security_document_names_is_there() -> None:
    named = set(A_TEST.findall((ROOT / "docs/security.md").read_text(encoding="utf-8")))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))
    assert len(named) > 40
    assert named - there == set()
