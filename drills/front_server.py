"""nginx and Varnish in front of a drill's web servers, by the very files of `deploy/`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from .asking import Client
from .environment import FOLDER, HOST, ROOT, free_ports
from .processes import Process, Running, program, run, wait_for

AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-errors.log;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    {site}
}}
"""


def nginx(running: Running, servers: Sequence[int]) -> tuple[int, Process]:
    """Start it before two web servers; its port, for HTTPS."""
    plain, secure = free_ports(2)
    certificate, key = _certificate()
    site = (ROOT / "deploy" / "nginx-site-several").read_text()
    one, two = (f"127.0.0.1:{port}" for port in servers)
    words = {
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "CERTIFICATE": certificate,
        "KEY": key,
        "HOST": HOST,
        "server ONE": f"server {one}",
        "server TWO": f"server {two}",
        "/var/log/nginx/": f"{FOLDER}/",
        "/var/lib/nginx/": f"{FOLDER}/nginx-",
    }
    site = filled_in(site, words)
    written = FOLDER / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    written.write_text(AROUND.format(user=user, folder=FOLDER, site=site))
    process = running.start("nginx", [program("nginx"), "-c", str(written), "-p", str(FOLDER)])
    wait_for("nginx", lambda: Client(secure, https=True).get("/healthz").status == 200)
    return secure, process


def varnish(
    running: Running, port: int, servers: Sequence[int], changed: Mapping[str, str] | None = None
) -> Process:
    """Start Varnish at this port before two web servers; `changed`: what its file says otherwise here."""
    written = (ROOT / "deploy" / "varnish.vcl").read_text()
    hosts = dict(zip(("ONE", "TWO"), map(str, servers), strict=True))
    words = {f"{name}_HOST": "127.0.0.1" for name in hosts} | {
        f"{name}_PORT": at for name, at in hosts.items()
    }
    path = FOLDER / f"varnish-{port}.vcl"
    path.write_text(filled_in(written, {**words, **(changed or {})}))
    place = str(FOLDER / f"varnish-{port}")
    command = [program("varnishd"), "-F", "-j", "none", "-n", place, "-s", "malloc,64m"]
    process = running.start(f"varnish-{port}", [*command, "-a", f"127.0.0.1:{port}", "-f", str(path)])
    wait_for("Varnish", lambda: Client(port).get("/healthz").status == 200)
    return process


def filled_in(written: str, words: Mapping[str, str]) -> str:
    """A file of `deploy/` with what it leaves open; KeyError for a word that it does not have."""
    for word, value in words.items():
        if word not in written:
            raise KeyError(word)
        written = written.replace(word, value)
    return written


def _certificate() -> tuple[str, str]:
    """A certificate of the drill's own, and its key."""
    certificate, key = Path(FOLDER, "certificate.pem"), Path(FOLDER, "key.pem")
    run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-keyout", key, "-out", certificate])  # fmt: skip
    return str(certificate), str(key)
