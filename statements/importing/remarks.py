"""The words in which a report says why an item was left out, and what of it was altered."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from statements import text

Told = list[str]  # a remark and what it is about, as it is stored


class Remark(TextChoices):
    """One reason or one alteration; what it is about stands beside it."""

    # Why it was left out, or failed.
    HERE_ALREADY = "here_already", _("It was imported before")
    HERE_OTHERWISE = (
        "here_otherwise",
        _("The export differs from what was imported; it stays as it is"),
    )
    SAME_TEXT = "same_text", _("The same text on the same day is there already; the address leads to it")
    TRASHED = "trashed", _("It lay in the bin")
    NO_ARTICLE = "no_article", _("It is of a type that is not taken")
    NOTHING_IN_IT = "nothing_in_it", _("It has neither headline nor text")
    UNREADABLE = "unreadable", _("It cannot be read")
    CUT_OFF = "cut_off", _("The file breaks off here")
    REFUSED = "refused", _("The newsroom has no place for it")
    # Why it became a draft and no history.
    NOT_PUBLIC_THERE = "not_public_there", _("It was not public there, so it became a draft")
    NO_DATE = "no_date", _("It has no date, so it became a draft")
    IMPOSSIBLE_DATE = "impossible_date", _("Its date is impossible, so it became a draft")
    DATE_TO_COME = "date_to_come", _("Its date is not past, so it became a draft")
    NO_HEADLINE = "no_headline", _("It has no headline, so it became a draft")
    NO_TEXT = "no_text", _("It has no text, so it became a draft")
    LEFTOVERS = "leftovers", _("A word processor left something in it, so it became a draft")
    # What was altered.
    BYTES = "bytes", _("Signs that were not in the encoding of the file were read as Windows-1252")
    WRONG_ENCODING = "wrong_encoding", _("Text that had been read in a wrong encoding was read anew")
    ESCAPED_TWICE = "escaped_twice", _("Signs that had been escaped twice were written out")
    UNPRINTABLE = "unprintable", _("Signs that cannot be printed were taken out")
    SHORTCODE = "shortcode", _("A shortcode was turned into what it stands for")
    SHORTCODE_KEPT = "shortcode_kept", _("A shortcode stays in the text as it was written")
    BLOCK_KEPT = "block_kept", _("A block without content stays as a line of text")
    EMBEDDED = "embedded", _("Something embedded became a link")
    PICTURE = "picture", _("A picture became a link: its file is not in the export")
    FILE_TAKEN = "file_taken", _("A file was taken over from the folder of uploads")
    FILE_ABSENT = (
        "file_absent",
        _("A file it names is not in the folder of uploads; the link stays"),
    )
    FILE_UNWELCOME = "file_unwelcome", _("A file was not taken over; the link stays as it was")
    LEFT_OUT = "left_out", _("It was left out, since no text is in it")
    MARKUP = "markup", _("Foreign markup was brought into the newsroom’s form")
    TANGLED = "tangled", _("The markup was too tangled to be read; the bare text stays")
    HEADLINE_CUT = "headline_cut", _("The headline was too long; the whole of it leads the text")
    DATELINE_TAKEN = "dateline_taken", _("The dateline the text began with stands before it now")
    PLACE_FOUND = "place_found", _("The place was read from the text")  # of imports by an older release
    PLACE_CUT = "place_cut", _("The place was too long and was left out")
    LANGUAGE_GUESSED = "language_guessed", _("The language was told by the script")
    LANGUAGE_UNKNOWN = (
        "language_unknown",
        _("Its language is not one of ours; the usual one was taken"),
    )
    NO_AUTHOR = "no_author", _("It names no author; the usual body issues it")
    LEGACY_FONT = "legacy_font", _("It seems to be typed for an old Hindi font; it was not converted")
    TOPIC_TOO_LONG = "topic_too_long", _("The name of a topic was too long and was left out")
    ADDRESS_KEPT_OUT = "address_kept_out", _("The old address cannot lead here")
    ATTACHMENT = "attachment", _("A file it names is not in the export")


def told(remark: Remark, about: str = "") -> Told:
    """A remark as it is stored; what it is about is cut to a line."""
    return [remark.value, text.printable(" ".join(about.split()))[:200]]


def said(stored: Told) -> str:
    """A stored remark in the reader's language."""
    remark, about = stored
    label = str(Remark(remark).label)
    return f"{label}: {about}" if about else label
