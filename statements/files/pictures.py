"""Pictures as they are kept: decoded within limits, turned upright, written anew without what else they held.

Place, camera and time of a photograph, comments, previews and whatever hides behind the picture stay behind.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from statements.models.files import WIDTHS

from .unwelcome import Unwelcome

MOST_PIXELS = 50_000_000  # of the best telephones; decoded, 150 MB
LONGEST_SIDE = 20_000
READ = ("JPEG", "PNG", "WEBP", "GIF")
# Telephones put a second picture behind the first (MPO): pillow opens it as JPEG and names it so.
KEPT_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}
RENDITION = {"quality": 80}
_SEE_THROUGH = {"RGBA", "LA", "PA", "RGBa", "La"}


@dataclass(frozen=True)
class Picture:
    """A picture that may be kept: its kind, bytes and size, and its renditions by their width."""

    kind: str
    content: bytes
    width: int
    height: int
    renditions: dict[int, bytes]


def read(sent: bytes) -> Picture:
    """The picture somebody sent, as it may be kept. Raises Unwelcome before anything too large is decoded."""
    with _faults_told():
        image = Image.open(io.BytesIO(sent), formats=READ)
        _refuse_too_large(image)
        written_as = KEPT_AS[str(image.format)]
        upright = _upright(image, see_through=written_as != "JPEG")
        return Picture(
            kind=written_as.lower(),
            content=_written(upright, written_as, HOW[written_as]),
            width=upright.width,
            height=upright.height,
            renditions=dict(_renditions(upright)),
        )


def size(kept: bytes) -> tuple[int, int]:
    """The width and height of a rendition that can be decoded whole. Raises Unwelcome where it cannot."""
    with _faults_told():
        image = Image.open(io.BytesIO(kept), formats=("WEBP",))
        image.load()
        return image.size


@contextmanager
def _faults_told() -> Iterator[None]:
    """Say that a picture is broken, whichever way pillow found out."""
    broken = (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, IndexError, KeyError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of bombs: the limit here is narrower
            yield
    except Image.DecompressionBombError as bomb:
        raise Unwelcome(_too_large()) from bomb
    except (*broken, TypeError, AttributeError) as fault:  # what pillow's readers raise over broken files
        raise Unwelcome(_("This picture is broken, or no picture. Save it anew and send that.")) from fault


def _refuse_too_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise Unwelcome(_too_large())


def _too_large() -> str:
    sentence = _("This picture is too large: %(most)d million pixels at most. Make it smaller and send that.")
    return sentence % {"most": MOST_PIXELS // 1_000_000}


def _upright(image: Image.Image, *, see_through: bool) -> Image.Image:
    """The first frame, as the camera was held, in sRGB, without any of its notes."""
    profile = image.info.get("icc_profile")
    upright = _in_eight_bits(ImageOps.exif_transpose(image))
    has_alpha = see_through and (upright.mode in _SEE_THROUGH or "transparency" in upright.info)
    mode = "RGBA" if has_alpha else "RGB"
    coloured = _in_srgb(upright, profile, mode) or upright.convert(mode)
    coloured.info = {}
    return coloured


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """The picture with 256 greys where a scanner wrote 65,536: pillow alone would make it white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda grey: grey / 256).convert("L")


def _in_srgb(image: Image.Image, profile: bytes | None, mode: str) -> Image.Image | None:
    """The picture's colours by its own profile; None where it has none that can be used."""
    if not profile or image.mode not in {"RGB", "CMYK", "L"} or mode != "RGB":
        return None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _renditions(image: Image.Image) -> Iterator[tuple[int, bytes]]:
    """The picture in each width narrower than itself, each made of the one before."""
    whole = image.size
    for width in sorted((width for width in WIDTHS if width < image.width), reverse=True):
        height = max(1, round(whole[1] * width / whole[0]))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        yield width, _written(image, "WEBP", RENDITION)


def _written(image: Image.Image, written_as: str, how: dict[str, Any]) -> bytes:
    written = io.BytesIO()
    image.save(written, format=written_as, **how)
    return written.getvalue()
