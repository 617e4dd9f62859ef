"""The audit of dependencies, through pip-audit itself and a database of known holes on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.audit import known_holes

HOLE = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "aliases": ["CVE-2026-1"],
    "summary": "Answers what it should not",
    "affected": [
        {
            "package": {"name": "django", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.2.99"}]}],
        }
    ],
}
LOCK = "django==5.2.1 --hash=sha256:" + "0" * 64 + "\nnh3==0.3.0 --hash=sha256:" + "1" * 64 + "\n"
ACCEPTED = '[[tool.audit.accepted]]\nhole = "CVE-2026-1"\nuntil = {until}\nwhy = "We do not use that part."\n'


class _Database(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"vulns": [HOLE]} if asked["package"]["name"] == "django" else {}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Database) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def project(folder: Path, accepted: str = "") -> Path:
    (folder / "requirements.txt").write_text(LOCK, encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"[tool.x]\n{accepted}", encoding="utf-8")
    return folder


def test_a_known_hole_is_named_with_what_mends_it(database: str, tmp_path: Path) -> None:
    assert known_holes(database, project(tmp_path)) == ["django 5.2.1: CVE-2026-1, mended in 5.2.99"]


@pytest.mark.parametrize(("until", "found"), [("2999-01-01", 0), ("2020-01-01", 1)])
def test_a_hole_is_accepted_up_to_its_day(database: str, tmp_path: Path, until: str, found: int) -> None:
    holes = known_holes(database, project(tmp_path, ACCEPTED.format(until=until)))
    assert holes is not None
    assert len(holes) == found


def test_an_acceptance_without_a_reason_is_none(database: str, tmp_path: Path) -> None:
    accepted = ACCEPTED.format(until="2999-01-01").replace("We do not use that part.", "")
    assert known_holes(database, project(tmp_path, accepted)) != []


def test_where_the_database_does_not_answer_nothing_is_known(tmp_path: Path) -> None:
    assert known_holes("http://127.0.0.1:9/v1/query", project(tmp_path)) is None
