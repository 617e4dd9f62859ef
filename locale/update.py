"""Brings the catalogues in line with the words in code and templates, by Babel alone, for `make messages`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE = Path(__file__).resolve().parent
ROOT = LOCALE.parent
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": where for name, where in DEFAULT_KEYWORDS.items()}


# What the screens show of others' words: Django's Hindi misspells months and lacks half of the desk.
OF_OTHERS = """
    taggit/models.py django/utils/dates.py django/forms/fields.py django/forms/forms.py django/forms/models.py
    django/contrib/auth/apps.py django/contrib/auth/base_user.py django/contrib/auth/forms.py
    django/contrib/auth/models.py django/contrib/auth/password_validation.py django/contrib/auth/validators.py
    django/contrib/admin/actions.py django/contrib/admin/filters.py django/contrib/admin/forms.py
    django/contrib/admin/helpers.py django/contrib/admin/options.py django/contrib/admin/sites.py
    django/contrib/admin/widgets.py django/contrib/admin/*/*.py django/contrib/admin/templates/admin/**/*.html
    django/contrib/admin/templates/registration/logged_out.html
    django/contrib/admin/templates/registration/password_change_*.html
"""


def files() -> Iterator[tuple[Path, Path]]:
    """Everything that holds words of the screens: the folder it is named from, and the file."""
    packages = sorted(init.parent for init in ROOT.glob("*/__init__.py") if init.parent.name != "tests")
    yield from ((ROOT, path) for package in packages for path in sorted(package.rglob("*.py")))
    yield from ((ROOT, path) for path in sorted((ROOT / "templates").rglob("*")) if path.is_file())
    installed = Path(django.__file__).parent.parent
    yield from ((installed, path) for names in OF_OTHERS.split() for path in sorted(installed.glob(names)))


def sources() -> Iterator[tuple[str, str]]:
    """The same as Python: where it is from, and its text."""
    for folder, path in files():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What stands between a template's words keeps the template's indents, which are none of Python's.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
        yield path.relative_to(folder).as_posix(), text


def extracted() -> Catalog:
    """The words of the screens in English, each with the places where it stands."""
    catalog = Catalog()
    for name, source in sources():
        found = extract("python", BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for line, words, _comments, context in found:
            catalog.add(words, locations=[(name, line)], context=context)
    return catalog


def read(path: Path) -> Catalog:
    """A catalogue as it stands in a `.po` file at `<language>/LC_MESSAGES/django.po`."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def awaiting(catalog: Catalog) -> list[Message]:
    """The messages without a translation, or with one that Babel only proposes (fuzzy)."""
    return [message for message in catalog if message.id and (message.fuzzy or not _is_translated(message))]


def bring_up_to_date(path: Path) -> list[Message]:
    """Takes what is new into a `.po` file and drops what is gone; returns what awaits its translation."""
    catalog = read(path)
    catalog.update(extracted(), update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return awaiting(catalog)


def main() -> str | None:
    """Brings every language up to date; returns sentences where words await their translation."""
    waiting = {path: bring_up_to_date(path) for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))}
    sentences = [
        f"{path.relative_to(ROOT)}: translate {message.id!r}, or take its mark “fuzzy” away"
        for path, messages in waiting.items()
        for message in messages
    ]
    return "\n".join(sentences) or None


def _is_translated(message: Message) -> bool:
    return all(message.string or [""])


if __name__ == "__main__":
    sys.exit(main())
