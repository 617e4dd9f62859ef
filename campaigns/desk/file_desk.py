"""The files of campaigns and the like at the desk: for the staff of their body, and kept by no cache."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from campaigns.models import Evidence, Subject, Version
from campaigns.models.campaign import lead_image
from statements.desk.who import person_of
from statements.files.serving import hand_out
from statements.models.files import Use


def uses(subject: Subject) -> list[Use]:
    """Every file a version of its text or evidence of it names, whatever became of that."""
    shown = Evidence.objects.filter(update__subject=subject.pk, file__isnull=False)
    evidence = [one.use for one in shown.select_related("file").defer("file__text")]
    leading = [lead_of(one) for one in subject.versions.filter(picture__isnull=False)]
    return [use for use in (*evidence, *leading) if use]


def lead_of(version: Version) -> Use | None:
    """The lead image that a version gives its campaign, approved or not, with its addresses at the desk."""
    words = version.content
    alts, credit = words.get("picture_alts", {}), words.get("picture_credit", "")
    use = lead_image(version.subject.slug, version.picture, alts, credit)
    return at_the_desk(use, version.subject) if use else None


def hand_out_at_the_desk(request: HttpRequest, subject: Subject, sha256: str, width: int) -> HttpResponseBase:
    """A file of the subject, or its rendition of this width (0: whole); to nobody outside its body."""
    named = uses(subject) if subject.is_kept_by(person_of(request)) else []
    use = next((one for one in named if one.file.sha256 == sha256), None)
    if use is None or (width and width not in use.file.widths):
        raise Http404
    return hand_out(request, use.file, use.name, width)


def at_the_desk(use: Use, subject: Subject) -> Use:
    """The same use with the addresses of the desk."""
    name = f"admin:campaigns_{subject.of_its_kind._meta.model_name}_file"
    return replace(use, address_of=lambda of, width: reverse(name, args=[subject.pk, of.file.sha256, width]))
