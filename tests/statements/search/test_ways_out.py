"""Where nothing fits: what may have been meant, what can be left out, and nothing that is not public."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from statements import verbs
from statements.models import KnownWord, Topic
from statements.search.sounds import distance, key, near, sound
from tests.cast import Cast, Clock, Newsroom, edition
from tests.readers import get, links, rows, seen

ALIKE = {
    "किसान": "kisan kisaan kissan", "आंदोलन": "andolan aandolan andolun", "मज़दूर": "mazdoor majdur majdoor",
    "हड़ताल": "hadtal hadtaal", "आज़ादी": "azadi azaadi ajadi", "फ़सल": "fasal phasal", "यूनियन": "yuniyan",
    "विश्वविद्यालय": "vishwavidyalaya vishvavidyalay", "शिक्षा": "shiksha siksha", "ज़मीन": "zameen jameen jamin",
    "संविधान": "samvidhan sanvidhan", "pension": "pensoin penson pennsion", "minister": "ministar minester",
}  # fmt: skip


@pytest.mark.parametrize(("written", "typed"), [(w, t) for w, told in ALIKE.items() for t in told.split()])
def test_what_sounds_alike_has_one_key_and_little_between(written: str, typed: str) -> None:
    sounds, meant = sound(typed), sound(written.replace("\u093c", ""))
    assert key(sounds) == key(meant)
    assert distance(sounds, meant) <= max(1, len(sounds) // 3)


@pytest.mark.parametrize(
    ("one", "other"), [("pension", "pemsion"), ("strike", "strke"), ("strike", "srtike"), ("wages", "wagesd")]
)
def test_a_slip_of_the_pen_is_near(one: str, other: str) -> None:
    assert key(sound(one)) in near(key(sound(other))) | {key(sound(other))}
    assert distance(sound(one), sound(other)) == 1


@pytest.mark.parametrize("token", ["", "a", "412", "covid19", "ہڑتال", "x" * 31, "aei", "§pension", "🙂🙂🙂"])
def test_what_is_no_word_has_no_key(token: str) -> None:
    assert key(sound(token)) == ""


def meant(typed: str, clock: Clock, **more: str) -> dict[str, str]:
    """What the page asks whether it was meant, with the links."""
    return {
        said: address
        for said, address in links(get("/statements/", clock, data={"q": typed, **more}), "meant").items()
        if address.startswith("/statements/?")
    }


@pytest.fixture
def known(newsroom: Newsroom) -> Newsroom:
    """Three statements readers know."""
    newsroom.public(headline="किसान आंदोलन के साथ", language="hi")
    newsroom.public(headline="Pensions unpaid", body="<p>The strike goes on.</p>", topics=("Wages",))
    newsroom.public(headline="On water")
    Topic.objects.update(is_accepted=True)
    return newsroom


def test_hindi_in_latin_letters_is_tried_in_its_own(known: Newsroom, clock: Clock) -> None:
    page = get("/statements/?q=kisaan andolan", clock)
    assert "0 statements" in seen(page)
    assert rows(page, within="found-rows") == []
    assert rows(page, within="meant") == ["किसान आंदोलन के साथ"]
    (address,) = meant("kisaan andolan", clock).values()
    assert rows(get(address, clock), within="found-rows") == ["किसान आंदोलन के साथ"]


def test_where_something_fits_nothing_else_is_tried(known: Newsroom, clock: Clock) -> None:
    known.public(headline="The Kisan Andolan")
    assert rows(get("/statements/?q=kisan andolan", clock)) == ["The Kisan Andolan"]
    assert meant("kisan andolan", clock) == {}


MEANT = {
    "pensoin": "pensions", "pensoins unpaid": "pensions unpaid", "strkie pensions": "strike pensions",
    "watr": "water", "आन्दोलण": "आंदोलन", "kisan": "किसान", "xylophone": "", "pensoin xylophone": "",
    '"pensoin"': "", "pensoin water": "", "paste " * 60: "",
}  # fmt: skip


@pytest.mark.parametrize("typed", MEANT, ids=lambda typed: typed[:20])
def test_what_may_have_been_meant_is_offered_if_it_finds_something(
    known: Newsroom, clock: Clock, typed: str
) -> None:
    offered = meant(typed, clock)
    assert list(offered)[:1] == ([MEANT[typed]] if MEANT[typed] else [])
    assert all(rows(get(address, clock), within="found-rows") for address in offered.values())


def test_a_hindi_word_is_offered_as_texts_spell_it(known: Newsroom, clock: Clock) -> None:
    known.public(headline="क़ानून वापस लो", language="hi", body="<p>यह क़ानून नहीं चलेगा।</p>")
    offered = meant("kaanoon", clock)
    assert list(offered) == ["क़ानून"]
    assert rows(get(offered["क़ानून"], clock), within="found-rows") == ["क़ानून वापस लो"]


def test_filters_hold_for_what_is_offered(known: Newsroom, clock: Clock) -> None:
    assert list(meant("pensoin", clock, topic="wages")) == ["pensions"]
    assert meant("pensoin", clock, language="hi") == {}


HIDDEN: dict[str, Any] = {"body": "<p>Gratuity and किसान सम्मेलन.</p>"}


def test_no_word_is_offered_that_readers_must_not_know(known: Newsroom, cast: Cast, clock: Clock) -> None:
    due = clock.now + timedelta(hours=9)
    known.draft(headline="A draft", **HIDDEN)
    statement = known.public(headline="Due", public_from=due, **HIDDEN)
    assert meant("gratuitey", clock) == meant("sammelan", clock) == {}
    clock.now = due
    assert list(meant("gratuitey", clock)) == ["gratuity"]
    assert list(meant("sammelan", clock)) == ["सम्मेलन"]
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert meant("gratuitey", clock) == meant("sammelan", clock) == {}


def test_a_word_is_forgotten_with_the_last_text_that_holds_it(
    known: Newsroom, cast: Cast, clock: Clock
) -> None:
    statement = known.public(headline="A child's name", body="<p>Zubeida was hurt in the strike.</p>")
    corrected = known.correct(statement, headline="A child", body="<p>A child was hurt.</p>")
    corrected = verbs.publish(corrected, by=cast.publisher, clock=clock)
    assert KnownWord.objects.filter(token="zubeida").exists()
    verbs.seal(corrected, by=cast.publisher, edition=edition(corrected, 1), reason="A name.", clock=clock)
    assert not KnownWord.objects.filter(token="zubeida").exists()
    assert KnownWord.objects.filter(token="strike").exists()


def test_the_vocabulary_is_made_anew_with_the_search(known: Newsroom) -> None:
    words = set(KnownWord.objects.values_list())
    KnownWord.objects.filter(token="strike").delete()
    with pytest.raises(CommandError, match="0 rows differed, 1 words were unknown; repaired"):
        call_command("check_search")
    assert set(KnownWord.objects.values_list()) == words
    KnownWord.objects.filter(token="strike").delete()
    KnownWord.objects.create(token="gone", sound="gon", key="gn")
    call_command("rebuild_search", stdout=StringIO())
    assert set(KnownWord.objects.values_list()) == words


def test_what_can_be_left_out_is_offered_with_what_fits_then(known: Newsroom, clock: Clock) -> None:
    page = get("/statements/?q=pensions -strike&topic=wages&year=2026", clock)
    assert "What the archive holds" in seen(page)
    found = links(get("/statements/?q=pensions water&topic=wages", clock), "ways-out")
    assert list(found) == ["with “pensions water”", "“water”"]
    for address in found.values():
        assert rows(get(address, clock), within="found-rows") == ["Pensions unpaid"]
    found = links(get("/statements/?topic=wages&language=hi", clock), "ways-out")
    assert list(found) == ["on Wages", "in हिन्दी"]
