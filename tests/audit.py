"""Asks a database of known holes (osv.dev) about every package a newsroom runs on, by pip-audit.

A hole that is known and cannot be mended yet stands in pyproject.toml with a reason and a day, after
which it fails again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.environment import ROOT

DATABASE = "https://api.osv.dev/v1/query"
SECONDS = 5  # that the database may take for one answer
MOST_SECONDS = 120  # for all of them
UNREACHABLE = re.compile("ConnectionError|Timeout|HTTPError|ServiceError")  # in what pip-audit says


def known_holes(database: str = DATABASE, project: Path = ROOT) -> list[str] | None:
    """A line for each hole that is not accepted today; None where the database did not answer."""
    report = _report(database, project / "requirements.txt")
    if report is None:
        return None
    accepted = _accepted(project / "pyproject.toml", datetime.now(UTC).date())
    return [line for names, line in _holes(report) if not names & accepted]


def _report(database: str, lock: Path) -> dict[str, Any] | None:
    """What pip-audit found. It ends with 1 for a hole and for a failure; only the first has a report."""
    asked = ["--requirement", str(lock), "--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    answered = ["--vulnerability-service", "osv", "--osv-url", database, "--timeout", str(SECONDS)]
    command = [sys.executable, "-m", "pip_audit", "--format", "json", *asked, *answered]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    if not done.stdout:
        if not UNREACHABLE.search(done.stderr):
            raise RuntimeError(f"pip-audit itself failed: {done.stderr[-500:]}")
        return None
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _holes(report: dict[str, Any]) -> Iterator[tuple[set[str], str]]:
    """All names of each hole, and the line that tells of it."""
    for package in report["dependencies"]:
        for hole in package.get("vulns", []):
            mended = f", mended in {', '.join(hole['fix_versions'])}" if hole["fix_versions"] else ""
            line = f"{package['name']} {package['version']}: {hole['id']}{mended}"
            yield {hole["id"], *hole["aliases"]}, line


def _accepted(pyproject: Path, today: date) -> set[str]:
    """The holes that are accepted on this day."""
    table = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"].get("audit", {})
    return {one["hole"] for one in table.get("accepted", []) if one["why"] and one["until"] >= today}
