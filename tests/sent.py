"""Files as people send them, honest and hostile, made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from campaigns.models import Evidence, Version
from statements.attachments import Entry
from statements.files.arrival import keep, receive
from statements.models import Attachment, File
from tests.cast import Newsroom

ALT = "Workers before the gate of the mill."


def picture(
    width: int = 64, height: int = 48, kind: str = "JPEG", colour: Any = "teal", mode: str = "RGB", **how: Any
) -> bytes:
    """A picture of one colour."""
    written = io.BytesIO()
    Image.new(mode, (width, height), colour).save(written, format=kind, **how)
    return written.getvalue()


def pdf(words: str = "A report", pages: int = 1) -> PdfWriter:
    """A PDF of some pages with one line on each; to be written by `written`."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject(f"/{key}"): NameObject(f"/{value}")
         for key, value in {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}.items()}
    )  # fmt: skip
    for _number in range(pages):
        page = writer.add_blank_page(300, 300)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        line = DecodedStreamObject()
        line.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(line)
    return writer


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF."""
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose head claims any size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def received(newsroom: Newsroom, content: bytes, name: str = "march.jpg", **words: Any) -> Entry:
    """The entry of a file the drafter sent, with what is written of it."""
    return {**receive(upload(content, name), by=newsroom.cast.drafter, at=newsroom.clock()), **words}


def upload(content: bytes, name: str = "march.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it, of no type anybody should believe."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def uploaded(newsroom: Newsroom, content: bytes) -> File:
    """A file the drafter sent."""
    return keep(upload(content), by=newsroom.cast.drafter, at=newsroom.clock())


def lead(newsroom: Newsroom, colour: Any = "teal", **words: Any) -> Entry:
    """A lead image that lacks nothing."""
    return received(
        newsroom, picture(colour=colour), **{"alt": ALT, "credit": "A. Rao", "lead": True, **words}
    )


def files() -> list[dict[str, Any]]:
    """Every file there is, under every name it has anywhere, and one there is not."""
    named = set(Attachment.objects.values_list("file__key", "name"))
    shown = Evidence.objects.filter(file__isnull=False).select_related("file")
    named |= {(one.use.file.key, one.use.name) for one in shown if one.use}
    leading = Version.objects.filter(picture__isnull=False).select_related("picture", "subject")
    named |= {
        (one.picture.key, f"{one.subject.slug}.{one.picture.extension}") for one in leading if one.picture
    }
    return [{"key": key, "name": name} for key, name in [*sorted(named), ("x" * 22, "draft.jpg")]]
