"""Files by their bytes, and their uses: which revision names which file under which name."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statements import attachments

if TYPE_CHECKING:
    from datetime import datetime

    from .editions import Edition

WIDTHS = (480, 960, 1600)  # of the renditions of a picture, in pixels; none is wider than the picture

RENDITION_TYPE = "image/webp"

# An entry of which nothing is written.
NOTHING: dict[str, Any] = {**dict.fromkeys(attachments.WORDS, ""), "language": "", "lead": False}


def new_key() -> str:
    """A key nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class File(models.Model):
    """Bytes, known by their SHA-256. Never changed; private until something public carries them."""

    class Kind(models.TextChoices):
        JPEG = "jpeg", _("Picture, JPEG")
        PNG = "png", _("Picture, PNG")
        WEBP = "webp", _("Picture, WebP")
        PDF = "pdf", _("PDF")

    EXTENSIONS = {Kind.JPEG.value: "jpg"}
    TYPES = {Kind.PDF.value: "application/pdf"}

    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=32, unique=True, default=new_key)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels, of a picture
    height = models.PositiveIntegerField(null=True)
    pages = models.PositiveIntegerField(null=True)  # of a PDF
    text = models.TextField(blank=True)  # of a PDF, for the search
    uploaded_by = models.ForeignKey("statements.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_picture(self) -> bool:
        """Whether it is shown on pages; all else is downloaded."""
        return self.width is not None

    @property
    def extension(self) -> str:
        """The end of its name."""
        return self.EXTENSIONS.get(self.kind, self.kind)

    def media(self, width: int = 0) -> str:
        """The media type of its bytes, or of those of its rendition of this width."""
        return RENDITION_TYPE if width else self.TYPES.get(self.kind, f"image/{self.kind}")

    @property
    def widths(self) -> list[int]:
        """The widths in which a picture is kept beside its own."""
        return [width for width in WIDTHS if width < (self.width or 0)]

    def last_seen_in(self, name: str, at: datetime) -> Edition | None:
        """The last edition readers have seen that carried it under this name, whatever became of it since."""
        from .editions import Edition

        carried = Edition.objects.has_been_public(at).filter(
            revision__attachments__file=self, revision__attachments__name=name
        )
        return carried.order_by("-public_from", "-pk").first()

    def height_at(self, width: int) -> int:
        """The height of the rendition of this width."""
        return max(1, round((self.height or 0) * width / (self.width or 1)))


@dataclass(frozen=True)
class Shown:
    """What an `img` element says of a picture."""

    src: str
    srcset: str
    width: int
    height: int
    small: str  # the address of its narrowest form
    media: str  # the media type of what stands at `src`


def public_address(use: Use, width: int) -> str:
    """Where readers find a file, or its rendition of this width, while something public carries it."""
    if width:
        return reverse("rendition", args=[use.file.key, width, use.name])
    return reverse("file", args=[use.file.key, use.name])


@dataclass(frozen=True)
class Use:
    """One use of a file: the file, and what is written of it there."""

    file: File
    written: dict[str, Any]
    address_of: Callable[[Use, int], str] = public_address  # another one at the desk

    @property
    def name(self) -> str:
        """The name it is handed out under."""
        return str(self.written["name"])

    @property
    def is_lead(self) -> bool:
        """Whether it is the picture at the head of the text."""
        return bool(self.written["lead"])

    @property
    def called(self) -> str:
        """Its title, or else its name."""
        return str(self.written["title"] or self.name)

    @property
    def is_captioned(self) -> bool:
        """Whether anything is written under it."""
        return any(self.written[word] for word in ("caption", "credit", "rights"))

    @property
    def address(self) -> str:
        """Where its bytes are, whole."""
        return self.address_of(self, 0)

    @property
    def shown(self) -> Shown:
        """How a picture is shown on a page: no wider than the widest rendition."""
        widths = self.file.widths
        whole = [] if self.file.width in WIDTHS[-1:] or len(widths) == len(WIDTHS) else [self.file.width or 0]
        by_width = [(width, self.address_of(self, width)) for width in widths]
        by_width += [(width, self.address) for width in whole]
        width, address = by_width[-1]
        media = self.file.media(0 if address == self.address else width)
        srcset = ", ".join(f"{one} {pixels}w" for pixels, one in by_width)
        return Shown(address, srcset, width, self.file.height_at(width), by_width[0][1], media)

    def remarks(self) -> Iterator[tuple[str, bool]]:
        """What the checklist says of it, each with whether it keeps the text from being sent for approval."""
        if self.file.is_picture and not attachments.says_something(self.written["alt"]):
            sentence = gettext("Describe the picture for those who cannot see it: %(name)s")
            yield sentence % {"name": self.name}, True
        if self.file.is_picture and not self.written["credit"]:
            yield gettext("Say who took the picture: %(name)s") % {"name": self.name}, False
        if not self.file.is_picture and not self.written["title"]:
            yield gettext("Give the document a title: %(name)s") % {"name": self.name}, False

    @classmethod
    def of(cls, entries: list[dict[str, Any]]) -> list[Use]:
        """The uses that content names, in its order; one query, none where it names no file."""
        wanted = {str(entry["file"]) for entry in entries}
        files = File.objects.defer("text").in_bulk(wanted, field_name="sha256") if wanted else {}
        return [cls(files[entry["file"]], NOTHING | entry) for entry in entries if entry["file"] in files]


def words_of_files(entries: list[dict[str, Any]]) -> list[str]:
    """What the search finds in files: titles, captions, and the text of PDFs."""
    written = [entry[word] for entry in entries for word in ("title", "caption") if entry.get(word)]
    if not entries:
        return []
    texts = File.objects.filter(sha256__in={entry["file"] for entry in entries}).exclude(text="")
    return [*written, *texts.order_by("pk").values_list("text", flat=True)]


def lead_images(editions: Iterable[Edition]) -> dict[int, Use]:
    """The lead images of editions by their keys, those under a notice of withdrawal left out; one query."""
    named = {
        edition.pk: entry
        for edition in editions
        if not getattr(edition, "explanation", "")
        for entry in edition.attachments
        if entry.get("lead")
    }
    by_hash = {use.file.sha256: use.file for use in Use.of(list(named.values()))}
    return {key: Use(by_hash[entry["file"]], NOTHING | entry) for key, entry in named.items()}


def unfit_uses(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Sentences on uses there is no place for: too many, too long, unknown files, two lead images."""
    uses = Use.of(entries)
    if len(entries) > attachments.MOST:
        yield gettext("A statement carries %(most)d files at most.") % {"most": attachments.MOST}
    if len(uses) < len(entries):
        yield gettext("A file is not here any more. Add it again.")
    leads = [use for use in uses if use.is_lead]
    if len(leads) > 1 or any(not use.file.is_picture for use in leads):
        yield gettext("One picture, and nothing but a picture, is the lead image.")
    if len({(use.file.pk, use.name) for use in uses}) < len(uses):
        yield gettext("The same file is there twice.")
    for use in uses:
        yield from _unfit_words(use)


def _unfit_words(use: Use) -> Iterator[str]:
    for word, longest in attachments.WORDS.items():
        if len(use.written[word]) > longest:
            sentence = gettext("%(name)s: one of its texts is longer than %(longest)d characters.")
            yield sentence % {"name": use.name, "longest": longest}
    language = use.written["language"]
    if language and language not in dict(settings.CONTENT_LANGUAGES):
        yield gettext("“%(code)s” is not a language of this newsroom.") % {"code": language}


class Attachment(models.Model):
    """That a revision, and so every edition made of it, names a file under a name. Never changed."""

    revision = models.ForeignKey("statements.Revision", models.PROTECT, related_name="attachments")
    file = models.ForeignKey(File, models.PROTECT, related_name="attachments")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
