"""What was typed by somebody whom another overtook, set beside what stands now."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms import BaseForm, BaseInlineFormSet, BooleanField, Field, ModelForm
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from statements import plain_writing, text

from .editor import ProseWidget
from .fields import TextsField

Row = dict[str, list[str]]  # what a browser sends of one row below, by the names of its fields


class Shown:
    """What a form shows of a row, and of the rows below it."""

    def __init__(self, row: Model, form: ModelForm, below: list[BaseInlineFormSet]) -> None:
        self.row, self.form, self.below = row, form, below
        forms = [form, *(one for formset in below for one in formset.initial_forms)]
        said = json.dumps([_values(one) for one in forms], sort_keys=True, default=str)
        self.fingerprint = hashlib.sha256(said.encode()).hexdigest()

    def sign(self) -> str:
        """The fingerprint, and the last entry of the log by then."""
        last = self._log().order_by("pk").last()
        return f"{self.fingerprint}.{last.pk if last else 0}"

    def is_as(self, sign: str) -> bool:
        """Whether nothing has changed since it was shown under that sign."""
        return sign.partition(".")[0] == self.fingerprint

    def who_changed(self, sign: str) -> str:
        """Who has saved it since then, as far as the log says."""
        number = text.whole_number(sign.partition(".")[2])
        if number is None:
            return _("Somebody")
        since = self._log().filter(pk__gt=number).select_related("user").order_by("pk")
        return ", ".join(dict.fromkeys(entry.user.called for entry in since)) or _("Somebody")

    def _log(self) -> Any:
        kind = ContentType.objects.get_for_model(self.row)
        return LogEntry.objects.filter(content_type=kind, object_id=str(self.row.pk))


class Overtaken(QueryDict):
    """What was typed, with the rows below put in the order in which they stand now."""

    sentence = ""
    added: tuple[str, ...] = ()  # rows below that came meanwhile
    gone: tuple[str, ...] = ()  # rows below that were deleted meanwhile, and would come again

    @classmethod
    def saying(cls, posted: QueryDict, sentence: str) -> Self:
        """What was posted, and what is said of it."""
        typed = cls(mutable=True)
        for name, values in posted.lists():
            typed.setlist(name, values)
        typed.sentence = sentence
        return typed

    @classmethod
    def by(cls, posted: QueryDict, shown: Shown, sign: str) -> Self:
        """What was posted on a form of that sign, where something else stands now."""
        sentence = _(
            "%(who)s changed this after you opened it. Nothing you typed is lost: it stands below, "
            "and beside it what stands now. Compare, then save."
        )
        typed = cls.saying(posted, sentence % {"who": shown.who_changed(sign)})
        for formset in shown.below:
            typed._rebase(formset)
        return typed

    def _rebase(self, formset: BaseInlineFormSet) -> None:
        """Put those that stand first, those that another added among them, then what would be new."""
        prefix = str(formset.prefix)
        typed = self._take_rows(prefix)
        known = {row["id"][0]: row for row in typed if row.get("id", [""])[0]}
        stand = {str(one.instance.pk): one for one in formset.initial_forms}
        rows = [known.get(key) or _as_posted(one) for key, one in stand.items()]
        self.added += tuple(str(one.instance) for key, one in stand.items() if key not in known)
        again = [row for key, row in known.items() if key not in stand and "DELETE" not in row]
        self.gone += tuple(_called(formset, row) for row in again)
        new = [row for row in typed if not row.get("id", [""])[0]]
        for number, row in enumerate([*rows, *({**row, "id": [""]} for row in again), *new]):
            for name, values in row.items():
                self.setlist(f"{prefix}-{number}-{name}", values)
        self[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
        self[f"{prefix}-TOTAL_FORMS"] = str(len(rows) + len(again) + len(new))

    def _take_rows(self, prefix: str) -> list[Row]:
        rows: dict[int, Row] = {}
        for key in list(self):
            if found := re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,9}})-(\w+)", key):
                rows.setdefault(int(found[1]), {})[found[2]] = self.getlist(key)
                del self[key]
        return [rows[number] for number in sorted(rows)]


def differs(typed: Overtaken, shown: Shown) -> bool:
    """Whether anything typed is not what stands: pressing twice overwrites nothing."""
    forms: list[Any] = [type(shown.form)(typed, instance=shown.row)]
    forms += [
        type(formset)(typed, instance=shown.row, queryset=formset.queryset, prefix=formset.prefix)
        for formset in shown.below
    ]
    return any(one.has_changed() for one in forms)


def set_beside(context: dict[str, Any]) -> None:
    """Say at each field that differs what stands there now."""
    below = [inline.formset for inline in context["inline_admin_formsets"]]
    form = context["adminform"].form
    stored = [form] if form.instance.pk else []
    for one in [*stored, *(one for formset in below for one in formset.initial_forms)]:
        for name in one.changed_data:
            if name != "DELETE" and not one[name].is_hidden:
                one.add_error(name, _("Stands now: %(words)s") % {"words": _in_words(one, name)})


def _values(form: BaseForm) -> dict[str, Any]:
    """What a form opens with; nothing of what it only shows."""
    fields = {name: field for name, field in form.fields.items() if not field.disabled}
    return {name: _plain(form.get_initial_for_field(field, name)) for name, field in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        plain = [_plain(one) for one in value]
        return sorted(plain) if any(isinstance(one, Model) for one in value) else plain
    return value


def _as_posted(form: BaseForm) -> Row:
    """What a browser would send of a row nobody touched."""
    posted: Row = {}
    for name, value in _values(form).items():
        if isinstance(value, list):
            posted[name] = [str(one) for one in value]
        elif value is not False:
            posted[name] = ["" if value is None else "on" if value is True else str(value)]
    return posted


def _in_words(form: BaseForm, name: str) -> str:
    """What stands in a field now, as one would say it."""
    field = form.fields[name]
    return _said(field, _plain(form.get_initial_for_field(field, name)))


def _called(formset: BaseInlineFormSet, row: Row) -> str:
    """A typed row by its first words: name and post, or person and role."""
    first = [one for one in formset.form.base_fields.items() if one[0] != formset.fk.name][:2]
    return " · ".join(_said(field, row[name][0]) for name, field in first if row.get(name, [""])[0])


def _said(field: Field, value: Any) -> str:
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if value in (None, "", [], {}):
        return _("nothing")
    if isinstance(field, TextsField):
        return "; ".join(
            f"{label}: {value[code]}" for code, label in settings.CONTENT_LANGUAGES if value.get(code)
        )
    if hasattr(field, "choices"):
        choices: list[tuple[Any, Any]] = list(flatten_choices(field.choices))
        labels = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(key), str(key)) for key in chosen)
    plain = plain_writing.from_html(value) if isinstance(field.widget, ProseWidget) else None
    return plain or str(value)
