"""With which sort of program a link was opened, in a few words; and whether somebody was there to read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from statements import text

LONGEST = 60
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
            "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows",
           "Mac OS X": "Mac", "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip
# In the names of programs that fetch a page to show what is behind a link, or to search it.
MACHINES = (
    "bot", "crawl", "spider", "preview", "facebookexternalhit", "facebookcatalog", "whatsapp", "telegram",
    "slack", "discord", "skype", "embedly", "mastodon", "viber", "pinterest", "snapchat", "google-safety",
    "scan", "monitor",
)  # fmt: skip


def short(agent: str) -> str:
    """What a browser says of itself, in a few words: `Chrome, Android`."""
    browser = next((name for sign, name in BROWSERS.items() if f"{sign}/" in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    known = "" if is_machine(agent) else ", ".join(filter(None, (browser, system)))
    return known or text.line(agent)[:LONGEST] or _("unknown program")


def is_machine(agent: str) -> bool:
    """Whether an app or a search engine fetches the page by itself; every browser calls itself Mozilla."""
    named = agent.casefold()
    return not named.startswith("mozilla/") or any(sign in named for sign in MACHINES)
