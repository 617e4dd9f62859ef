"""A file comes in: known by its content, cleaned, kept; what is hostile is refused in a sentence."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from statements.files import arrival, store
from statements.files.unwelcome import Unwelcome
from statements.models import File
from tests.cast import Newsroom
from tests.sent import pdf, picture, png_that_claims, received, written


def kept(newsroom: Newsroom, content: bytes, name: str = "march.jpg") -> File:
    """The file that became of what was sent."""
    return File.objects.get(sha256=received(newsroom, content, name)["file"])


def refusal(newsroom: Newsroom, content: bytes, name: str = "march.jpg") -> str:
    """Why what was sent is not taken."""
    with pytest.raises(Unwelcome) as refused:
        received(newsroom, content, name)
    assert not File.objects.exists()
    return refused.value.sentence


# --- pictures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent_as", "kept_as"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "png")]
)
def test_a_picture_is_known_by_its_content(newsroom: Newsroom, sent_as: str, kept_as: str) -> None:
    file = kept(newsroom, picture(kind=sent_as), "what it is called.exe")
    assert (file.kind, file.width, file.height) == (kept_as, 64, 48)
    assert hashlib.sha256(store.path(file).read_bytes()).hexdigest() == file.sha256
    assert file.size == store.path(file).stat().st_size


def test_the_name_gets_the_ending_of_the_content(newsroom: Newsroom) -> None:
    assert received(newsroom, picture(), "march.html")["name"] == "march.jpg"
    assert received(newsroom, picture(kind="PNG"), "march.php.jpg")["name"] == "march.php.png"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("<img src=x onerror=alert(1)>.jpg", "img-src-x-onerror-alert-1.jpg"),
        ("a\r\nSet-Cookie: b=c.jpg", "a-Set-Cookie-b-c.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\photos\\मार्च की तस्वीर.JPG", "मार्च-की-तस्वीर.jpg"),
        ("gpj.\u202eexe.jpg", "gpj.-exe.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("<>.jpg", "file.jpg"),
        ("x" * 500 + ".jpg", "x" * 76 + ".jpg"),
    ],
)
def test_a_name_holds_nothing_but_letters_digits_dots_and_dashes(
    newsroom: Newsroom, typed: str, name: str
) -> None:
    assert received(newsroom, picture(), typed)["name"] == name


def test_the_renditions_are_made_at_once_and_never_wider_than_the_picture(newsroom: Newsroom) -> None:
    file = kept(newsroom, picture(1200, 600))
    assert file.widths == [480, 960]
    for width, height in ((480, 240), (960, 480)):
        with Image.open(store.path(file, width)) as rendition:
            assert (rendition.format, rendition.size) == ("WEBP", (width, height))
            assert file.height_at(width) == height
    assert not store.path(file, 1600).exists()


def test_what_a_camera_noted_is_gone(newsroom: Newsroom) -> None:
    noted = Image.Exif()
    noted[0x010F] = "Maker of the camera"
    noted.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=noted.tobytes(), comment=b"secret comment")
    assert b"Maker" in sent
    bytes_kept = store.path(kept(newsroom, sent)).read_bytes()
    assert b"Maker" not in bytes_kept
    assert b"secret" not in bytes_kept
    with Image.open(io.BytesIO(bytes_kept)) as image:
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


def test_a_picture_held_upright_by_its_notes_is_turned(newsroom: Newsroom) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    file = kept(newsroom, picture(64, 48, exif=turned.tobytes()))
    assert (file.width, file.height) == (48, 64)


def test_a_picture_one_sees_through_stays_so(newsroom: Newsroom) -> None:
    file = kept(newsroom, picture(600, 40, "PNG", (0, 0, 0, 0), "RGBA"))
    for width in (0, 480):
        with Image.open(store.path(file, width)) as image:
            assert image.mode == "RGBA"


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_picture_for_print_is_shown_in_the_colours_of_screens(newsroom: Newsroom, mode: str) -> None:
    file = kept(newsroom, picture(mode=mode, colour=0))
    with Image.open(store.path(file)) as image:
        assert image.mode == "RGB"


def test_a_photograph_with_a_second_one_behind_it_is_kept_without_that(newsroom: Newsroom) -> None:
    sent = picture(kind="MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")])
    file = kept(newsroom, sent)
    with Image.open(store.path(file)) as image:
        assert (file.kind, image.format, getattr(image, "n_frames", 1)) == ("jpeg", "JPEG", 1)


def test_a_scan_in_fine_greys_stays_grey(newsroom: Newsroom) -> None:
    file = kept(newsroom, picture(kind="PNG", mode="I;16", colour=40_000))
    with Image.open(store.path(file)) as image:
        assert image.getpixel((1, 1)) == (156, 156, 156)


def test_the_same_picture_is_kept_once(newsroom: Newsroom) -> None:
    assert kept(newsroom, picture()) == kept(newsroom, picture(), "other.jpg")


def test_keys_cannot_be_guessed(newsroom: Newsroom) -> None:
    one, other = kept(newsroom, picture()), kept(newsroom, picture(colour="red"))
    assert one.key != other.key
    assert len(one.key) >= 22
    assert one.sha256[:8] not in one.key


# --- hostile pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 1), (30_000, 10), (10_000, 5_001)])
def test_a_picture_of_huge_dimensions_is_refused_before_it_is_decoded(
    newsroom: Newsroom, size: tuple[int, int]
) -> None:
    assert "too large" in refusal(newsroom, png_that_claims(*size))


def test_a_broken_picture_is_refused(newsroom: Newsroom) -> None:
    whole = picture(400, 400)
    for broken in (
        whole[: len(whole) // 2],
        whole[:12],
        b"\xff\xd8\xff" + b"x" * 500,
        png_that_claims(400, 400),
    ):
        assert "broken" in refusal(newsroom, broken)


def test_a_bomb_in_the_texts_of_a_png_is_refused(newsroom: Newsroom) -> None:
    from PIL import PngImagePlugin

    texts = PngImagePlugin.PngInfo()
    texts.add_text("bomb", "x" * 70_000_000, zip=True)
    assert "broken" in refusal(newsroom, picture(kind="PNG", pnginfo=texts))


def test_what_hides_behind_a_picture_stays_behind(newsroom: Newsroom) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("evil.html", "<script>alert(1)</script>")
    for polyglot in (
        picture() + archive.getvalue(),
        picture(comment=b"<script>alert(1)</script>"),
        picture(kind="GIF") + b"<script>alert(1)</script>",
    ):
        bytes_kept = store.path(kept(newsroom, polyglot)).read_bytes()
        assert b"script" not in bytes_kept
        assert b"PK\x03\x04" not in bytes_kept


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"GIF89" + b"x" * 40,
        b"MZ" + bytes(60),
        b"PK\x03\x04" + bytes(60),
        b"RIFF\x00\x00\x00\x00WAVE" + bytes(60),
        b"II*\x00" + bytes(60),
        b" %PDF-1.7\n%%EOF",
        b"just words",
    ],
)
def test_whatever_is_neither_picture_nor_pdf_is_refused(newsroom: Newsroom, content: bytes) -> None:
    assert "neither" in refusal(newsroom, content, "march.jpg")


def test_an_empty_file_and_one_too_big_are_refused(newsroom: Newsroom) -> None:
    assert refusal(newsroom, b"") == "This file is empty."
    assert "at most 25" in refusal(newsroom, picture() + bytes(arrival.MOST_BYTES)).replace("\xa0", " ")


# --- PDFs -----------------------------------------------------------------------------------------------


def test_a_pdf_is_kept_with_its_pages_and_its_text(newsroom: Newsroom) -> None:
    sent = written(pdf("Wages in the mills", pages=3))
    file = kept(newsroom, sent, "report.doc")
    assert (file.kind, file.pages, file.is_picture, file.widths) == ("pdf", 3, False, [])
    assert file.text.splitlines() == ["Wages in the mills"] * 3
    assert store.path(file).read_bytes() == sent


def test_a_locked_pdf_is_refused(newsroom: Newsroom) -> None:
    locked = pdf()
    locked.encrypt("secret")
    assert "password" in refusal(newsroom, written(locked))


def test_a_pdf_that_does_something_is_refused(newsroom: Newsroom) -> None:
    script, launch, inside, later = pdf(), pdf(), pdf(), pdf()
    for hostile, what in ((script, "/JavaScript"), (launch, "/Launch")):
        hostile._root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject(what), NameObject("/F"): TextStringObject("calc.exe")}
        )
    inside.add_attachment("evil.exe", b"MZ")
    later.pages[0][NameObject("/AA")] = DictionaryObject(
        {NameObject("/O"): DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})}
    )
    for hostile in (script, launch, inside, later):
        assert "script, or other files" in refusal(newsroom, written(hostile))


def test_what_hides_behind_a_pdf_is_refused(newsroom: Newsroom) -> None:
    assert "hidden" in refusal(newsroom, written(pdf()) + b"PK\x03\x04 an archive")


def test_a_broken_pdf_is_refused(newsroom: Newsroom) -> None:
    for broken in (b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"x" * 1000, b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"):
        assert "cannot be read" in refusal(newsroom, broken)


def test_a_pdf_of_too_many_pages_is_refused(newsroom: Newsroom) -> None:
    assert "too many pages" in refusal(newsroom, written(pdf(pages=1001)))


def test_a_pdf_made_to_take_all_memory_ends_its_own_reader_only(newsroom: Newsroom) -> None:
    bomb = pdf()
    stream = bomb.pages[0].get_contents()
    assert stream is not None
    stream.set_data(b"(x) Tj " * 20_000_000)
    bomb.pages[0][NameObject("/Contents")] = bomb._add_object(stream.flate_encode())
    assert len(kept(newsroom, written(bomb)).text) <= 200_000


def test_a_pdf_with_another_file_pinned_to_a_page_is_refused(newsroom: Newsroom) -> None:
    writer = pdf()
    carried = DictionaryObject(
        {NameObject("/EF"): DictionaryObject({NameObject("/F"): TextStringObject("")})}
    )
    pinned = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/FS"): carried})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([pinned])
    assert "other files" in refusal(newsroom, written(writer), "report.pdf")


@pytest.mark.parametrize("deed", ["/GoToR", "/GoToE"])
def test_a_pdf_that_leads_into_another_file_is_refused(newsroom: Newsroom, deed: str) -> None:
    writer = pdf()
    leads = DictionaryObject(
        {NameObject("/S"): NameObject(deed), NameObject("/F"): TextStringObject("//host/x")}
    )
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): leads})
    assert "other files" in refusal(newsroom, written(writer), "report.pdf")
