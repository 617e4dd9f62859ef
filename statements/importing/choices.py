"""What the person who imports decides: what becomes of what; proposed by a dry run, in a file to edit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from statements import text
from statements.models import IssuingBody, Kind, Topic

from .days import ORDERS
from .record import Record

HISTORY, DRAFT = "history", "draft"
MAPS = ("categories", "tags", "authors")
TOPIC, BODY, KIND, LANGUAGE, NOTHING = "topic", "body", "kind", "language", "nothing"
_NO_ARTICLES = {
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation",
    "acf-field", "acf-field-group", "page",
}  # fmt: skip
_SAYING_NOTHING = {"uncategorized", "uncategorised", "allgemein", "अवर्गीकृत"}


class Unfit(ValueError):
    """Choices that cannot be kept; the message is one sentence."""


@dataclass
class Choices:
    """All choices of one import.

    A map says of each name what it is here: `topic: Wages`, `body: CC`, `kind: resolution`, `language: hi`,
    or `nothing`. A name it does not know is filed as a topic where it is a category or a tag, and says
    nothing where it is an author.
    """

    body: str = ""  # the code of the body that issues what names no other
    state: str = DRAFT
    language: str = "en"  # of what the script leaves open
    days: str = "dmy"
    columns: dict[str, str] = field(default_factory=dict)
    types: dict[str, bool] = field(default_factory=dict)  # which types of item are taken
    categories: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    uploads: str = ""  # the folder of the files it names; never chosen at the desk

    IN_THE_FILE = ("days", "columns", "types", *MAPS)

    def takes(self, kind: str) -> bool:
        """Whether items of this type are taken."""
        return self.types.get(kind, kind not in _NO_ARTICLES)

    def meant(self, record: Record) -> Iterator[tuple[str, str]]:
        """What the names on a record say here: (`topic`, its name), (`body`, its code) and so on."""
        for map_name, names in (
            ("authors", [record.author]), ("categories", record.categories), ("tags", record.tags),
        ):  # fmt: skip
            for name in filter(None, names):
                usual = NOTHING if map_name == "authors" else f"{TOPIC}: {name}"
                what, _colon, which = getattr(self, map_name).get(name, usual).partition(":")
                yield what.strip(), which.strip()

    def as_json(self) -> str:
        """The part that stands in the file to edit."""
        told = {name: getattr(self, name) for name in self.IN_THE_FILE}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def stored(self) -> dict[str, Any]:
        """All of it, to be kept with a run."""
        return asdict(self)

    def take(self, written: str) -> None:
        """Take what a file says. Raises Unfit where it is no such file."""
        try:
            told = json.loads(written)
        except (ValueError, RecursionError) as fault:
            raise Unfit(f"The map is no JSON: {fault}.") from fault
        known = {one.name: one for one in fields(self)}
        if not isinstance(told, dict) or (others := sorted(set(told) - set(self.IN_THE_FILE))):
            about = f" (unknown: {', '.join(others)})" if isinstance(told, dict) else ""
            raise Unfit(f"The map holds {', '.join(self.IN_THE_FILE)} and nothing else{about}.")
        for name, value in told.items():
            wanted = str if known[name].type == "str" else dict
            if not isinstance(value, wanted):
                raise Unfit(f"In the map “{name}” is of the wrong form.")
            setattr(self, name, value)
        self.check()

    def check(self) -> None:
        """Raise Unfit for what names no body, kind or language here."""
        codes = dict(IssuingBody.objects.values_list("code", "is_external"))
        known: dict[str, Any] = {
            BODY: {code for code, is_external in codes.items() if not is_external},
            KIND: set(Kind.values),
            LANGUAGE: dict(settings.CONTENT_LANGUAGES),
        }
        if self.days not in ORDERS:
            raise Unfit(_("Days in figures are read as %(orders)s.") % {"orders": ", ".join(ORDERS)})
        for map_name in MAPS:
            for name, meaning in getattr(self, map_name).items():
                what, _colon, which = str(meaning).partition(":")
                is_known = which.strip() in known.get(what.strip(), ()) or (
                    what.strip() == TOPIC and which.strip()
                )
                if what.strip() != NOTHING and not is_known:
                    raise Unfit(_("“%(name)s” → “%(meaning)s”: there is nothing of that kind here.")
                                % {"name": name, "meaning": meaning})  # fmt: skip


@dataclass
class Seen:
    """The names on the records that went by, to propose maps for them."""

    types: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)

    def note(self, record: Record) -> None:
        """Count the names on a record."""
        self.types[record.kind] += 1
        self.categories.update(record.categories)
        self.tags.update(record.tags)
        self.authors.update(filter(None, [record.author]))

    def stored(self) -> dict[str, list[tuple[str, int]]]:
        """The names, and how often each is there; of each map the most frequent first."""
        return {one.name: getattr(self, one.name).most_common() for one in fields(self)}

    def complete(self, choices: Choices) -> None:
        """Add to the choices what they do not say yet, by the names of bodies, topics and kinds here."""
        choices.types = {kind: choices.takes(kind) for kind in sorted(self.types)} | choices.types
        meaning = _meanings()
        for map_name in MAPS:
            names: Counter[str] = getattr(self, map_name)
            proposed = {name: meaning(name, map_name) for name, _number in names.most_common()}
            setattr(choices, map_name, proposed | getattr(choices, map_name))


def _meanings() -> Any:
    """What a name seems to mean here."""
    bodies = _by_name((name, body.code) for body in IssuingBody.objects.filter(is_external=False)
                      for name in [body.code, *body.names.values()])  # fmt: skip
    kinds = _by_name((str(label), value) for value, label in Kind.choices)
    topics = _by_name((topic.name, topic.name) for topic in Topic.objects.living())

    def meaning(name: str, map_name: str) -> str:
        folded = text.fold(name)
        for what, known in ((BODY, bodies), (KIND, kinds), (TOPIC, topics)):
            if folded in known:
                return f"{what}: {known[folded]}"
        is_said = map_name != "authors" and folded not in _SAYING_NOTHING
        return f"{TOPIC}: {name}" if is_said else NOTHING

    return meaning


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {text.fold(name): value for name, value in pairs if name}
