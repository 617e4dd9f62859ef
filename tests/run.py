"""Runs every check, then the suite on each database; its last lines say what ran and what was left out."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import psycopg

from tests.audit import DATABASE, known_holes
from tests.environment import LOCAL_POSTGRES, ROOT

CHECKS = {  # two run at a time, so the longest comes first
    "mypy": ["-m", "mypy"],
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "djlint": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "djlint format": ["-m", "djlint", "templates", "--check"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "system check": ["manage.py", "check", "--fail-level", "WARNING"],
}
PYTEST = ["-m", "pytest", "--no-header", "-n", "auto", "--dist", "worksteal"]
ENDS = {"failure": "failed", "error": "errors", "skipped": "skipped"}  # of a test, in pytest's XML report


@dataclass
class Stage:
    """One thing that ran; of tests also how they ended, and why some were skipped."""

    name: str
    ok: bool
    seconds: float = 0
    ends: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        counts = ", ".join(f"{number} {end}" for end, number in self.ends.most_common())
        return f"  {'ok' if self.ok else 'FAILED':<7}{self.seconds:6.1f} s  {self.name:<26}{counts}".rstrip()


def run_check(name: str) -> Stage:
    """Runs one check; prints its line and, if it failed, what it had to say."""
    begun = time.monotonic()
    command = [sys.executable, *CHECKS[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    stage = Stage(name, done.returncode == 0, time.monotonic() - begun)
    print(stage if stage.ok else f"{stage}\n{done.stdout}{done.stderr}", flush=True)
    return stage


def run_checks() -> list[Stage]:
    """Runs all checks."""
    print("Checks", flush=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(run_check, CHECKS))


def run_suite(database: str, *arguments: str, **environment: str) -> Stage:
    """Runs the tests on one database; pytest's own output is shown as it comes."""
    print(f"\nTests on {database}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, *PYTEST, f"--junit-xml={report}", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False)
        stage = Stage(f"tests on {database}", done.returncode == 0, time.monotonic() - begun)
        if report.exists():
            count(stage, report)
    return stage


def count(stage: Stage, report: Path) -> None:
    """Counts into the stage, from pytest's XML report, how the tests ended and why some were skipped."""
    for test in ElementTree.parse(report).iter("testcase"):
        stage.ends[next((ENDS[end.tag] for end in test if end.tag in ENDS), "passed")] += 1
        stage.skipped.update(end.get("message", "") for end in test.iter("skipped"))


def run_audit() -> tuple[list[Stage], list[str]]:
    """Asks for known holes in what a newsroom runs on: the stage, or a sentence that nobody answered."""
    begun = time.monotonic()
    holes = known_holes()
    if holes is None:
        return [], [f"the audit of dependencies: NOT AUDITED, {DATABASE} did not answer"]
    if holes:
        print(*holes, sep="\n", flush=True)
    return [Stage("audit of dependencies", ok=not holes, seconds=time.monotonic() - begun)], []


def version_of_postgres(url: str) -> str | None:
    """The version of the server at this address; None if none answers or it lets us make no database."""
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may_create = connection.execute(query).fetchone() == (True,)
            return connection.info.parameter_status("server_version") if may_create else None
    except psycopg.Error:
        return None


def run_suites() -> tuple[list[Stage], list[str]]:
    """Runs the tests on each database: the stages, and a sentence for each thing that was left out."""
    stages = [run_suite("SQLite", TEST_ON="sqlite")]
    wanted = os.environ.get("TEST_POSTGRES_URL")
    urls = [wanted] if wanted else [LOCAL_POSTGRES, "postgres:///postgres"]
    found = next(((url, version) for url in urls if (version := version_of_postgres(url))), None)
    if found:
        url, version = found
        moved = {"TEST_ON": "postgresql", "TEST_POSTGRES_URL": url}
        stages.append(run_suite(f"PostgreSQL {version.split()[0]}", "--ignore=tests/browser", **moved))
        left_out = [
            "browser tests on PostgreSQL (they run once, on SQLite)",
            "tests that ask no database, on PostgreSQL (they run once, on SQLite)",
        ]
    else:
        where = "TEST_POSTGRES_URL" if wanted else "the usual local address"
        left_out = [f"PostgreSQL: no server at {where} where tests may make a database"]
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            stages.append(Stage("tests on PostgreSQL", ok=False))
    return stages, left_out + skips(stages)


def skips(stages: list[Stage]) -> list[str]:
    """A sentence for each reason why tests were skipped: how many, and on which databases."""
    where: dict[tuple[str, int], list[str]] = {}
    for stage in stages:
        for skipped in stage.skipped.items():
            where.setdefault(skipped, []).append(stage.name)
    return [f"{number} of the {' and the '.join(names)}: {why}" for (why, number), names in where.items()]


def main() -> int:
    """Runs what the command line asks for; 0 if all of it was all right."""
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=__doc__)
    parser.add_argument("--checks-only", action="store_true", help="leave the tests out")
    options = parser.parse_args()
    begun = time.monotonic()
    stages = run_checks()
    if not options.checks_only:
        audited, not_audited = run_audit()
        tested, left_out = run_suites()
        stages += audited + tested
        sentences = (f"  left out: {what}" for what in left_out + not_audited)
        print("\nSummary", *stages, *sentences, sep="\n")
    failed = ", ".join(stage.name for stage in stages if not stage.ok)
    minutes, seconds = divmod(round(time.monotonic() - begun), 60)
    print(f"\n{'FAILED: ' + failed if failed else 'All is well'} ({minutes} min {seconds} s).")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nBroken off.")
