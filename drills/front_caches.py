"""Caches in front of the house: nginx and Varnish, by the files of `deploy/`, before two real web servers.

Each has to hold pages, and still show within a second what was published, fell due or was withdrawn; the
desk, forms and whoever is signed in pass by. At the end Varnish is set to hold pages for an hour, so that
only a worker's word lets go of them, and is killed: nobody who publishes waits for a cache.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from statements import verbs
from statements.models import Statement

from .asking import Client
from .environment import FOLDER, free_ports
from .front_server import nginx, varnish
from .newsroom import Press, filled, press_publish, session_of, web_servers
from .postgres import primary
from .processes import Running, hold, kill, need

PROMISED = 1.0  # second
TIMES = 10  # publications and withdrawals through each cache
DUE_IN = timedelta(seconds=3)
EXPLANATION = "The figure was wrong."
LONG = {"beresp.ttl = 0.5s": "beresp.ttl = 1h"}


def main() -> None:
    """Hold the drill."""
    hold("front_caches", _held)


def _held(running: Running) -> Iterator[str]:
    need("nginx", "openssl", "varnishd")
    _primary, _process = primary(running)
    texts = iter((press := filled(3 * TIMES + 8)).ready)
    servers = web_servers(running, 2)
    plain, long_lived = free_ports(2)
    running.manage("worker", "worker", FRONT_CACHES=f"http://127.0.0.1:{plain},http://127.0.0.1:{long_lived}")
    cookies = session_of(press.publisher)
    secure, _nginx = nginx(running, servers)
    yield from _tried("nginx", Client(secure, https=True), press, texts, cookies)
    varnish(running, plain, servers)
    yield from _tried("Varnish", Client(plain), press, texts, cookies)
    if Client(plain).ask("PURGE", "/", "", {"X-Forwarded-For": "192.0.2.1"}).status != 405:
        raise AssertionError("an outsider may purge")
    killed = varnish(running, long_lived, servers, LONG)
    yield from _changes(
        "Varnish holding pages for an hour, told by the worker", Client(long_lived), press, texts
    )
    kill(killed)
    began = time.monotonic()
    verbs.publish(next(texts), by=press.publisher)
    yield f"  that cache killed: a publication took {1000 * (time.monotonic() - began):.0f} ms"


def _tried(
    name: str, reader: Client, press: Press, texts: Iterator[Statement], cookies: dict[str, str]
) -> Iterator[str]:
    held = sum(_is_from_cache(name, reader) for _time in range(200))
    yield f"{name}: {held} of 200 pages asked for in a row came from the cache"
    if held < 20:
        raise AssertionError("nothing is held")
    yield from _changes(name, reader, press, texts)
    desk = Client(reader.port, reader.https, cookies)
    status = press_publish(desk, next(texts))
    desks = [desk.get("/admin/") for _time in range(3)]
    mine = sum(_is_from_cache(name, desk) for _time in range(20))
    outside = reader.get("/admin/").status
    yield (
        f"  a form at the desk: {status}; the desk: {[one.status for one in desks]}, to others {outside}; "
        f"of 20 public pages for whoever is signed in, from the cache: {mine}"
    )
    is_private = all("no-store" in answer.headers["Cache-Control"] for answer in desks)
    if status != 302 or mine or outside == 200 or not is_private:
        raise AssertionError("the desk does not pass by the cache")


def _changes(name: str, reader: Client, press: Press, texts: Iterator[Statement]) -> Iterator[str]:
    """Publications, one that falls due, withdrawals: how long the page from before was still read."""
    published, withdrawn = [], []
    for _time in range(TIMES):
        text = verbs.publish(next(texts), by=press.publisher)
        published.append(_late(reader, "/", f"{text.headline}<"))
        address = text.edition_public(timezone.now()).get_absolute_url()  # type: ignore[union-attr]
        reader.get(address)
        verbs.withdraw(text, by=press.publisher, explanation=EXPLANATION)
        withdrawn.append(_late(reader, address, EXPLANATION))
    due = timezone.now() + DUE_IN
    text = verbs.publish(next(texts), by=press.publisher, public_from=due)
    while timezone.now() < due:
        if text.headline + "<" in reader.get("/").text and timezone.now() < due:
            raise AssertionError("shown before its time")
    fallen_due = _late(reader, "/", f"{text.headline}<")
    yield (
        f"  {name}: the page from before was read at the latest {max(published):.2f} s after a publication, "
        f"{max(withdrawn):.2f} s after a withdrawal, {fallen_due:.2f} s after a release fell due"
    )
    if max(*published, *withdrawn, fallen_due) > PROMISED:
        raise AssertionError("too late")


def _late(reader: Client, path: str, words: str) -> float:
    """Seconds until somebody asked and still got a page without these words, for the last time."""
    began, last = time.monotonic(), 0.0
    while time.monotonic() - began < PROMISED + 0.5:
        answer = reader.get(path)
        if words not in answer.text:
            last = answer.asked_at - began
        time.sleep(0.01)
    return last


def _is_from_cache(name: str, reader: Client) -> bool:
    """Whether a page came from the cache: Varnish says so in a header, nginx in its log."""
    answer = reader.get("/")
    if name == "Varnish":
        return " " in answer.headers["X-Varnish"]
    time.sleep(0.002)
    return (FOLDER / "pressoffice.log").read_text().splitlines()[-1].endswith(" HIT")


if __name__ == "__main__":
    main()
