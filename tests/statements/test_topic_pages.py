"""Topics in public: only accepted ones of public statements exist, and a merged one leads on."""

from statements import verbs
from statements.models import Topic
from tests.cast import Cast, Clock, Newsroom
from tests.readers import find, get, links, rows, seen


def test_topics_are_listed_by_name_with_their_statements_counted(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(topics=("Wages", "Heat"))
    newsroom.public(topics=("Wages",), language="hi", translation_of=original)
    newsroom.draft(topics=("Secret",))
    assert "Heat 1 Wages 1" in seen(get("/topics/", clock))
    assert "Secret" not in seen(get("/topics/", clock))


def test_a_topic_speaks_the_readers_language(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    Topic.objects.update(names={"en": "Wages", "hi": "मज़दूरी"}, texts={"hi": "वेतन के बारे में"})
    assert links(get("/hi/topics/", clock), "index") == {"मज़दूरी": "/hi/topics/wages/"}
    assert "वेतन के बारे में" in seen(get("/hi/topics/wages/", clock))


def test_a_statement_stands_once_in_the_language_of_the_page(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="On wages", topics=("Wages",))
    newsroom.public(headline="मज़दूरी पर", topics=("Wages",), language="hi", translation_of=original)
    newsroom.public(headline="اجرت", topics=("Wages",), language="ur", translation_of=original)
    newsroom.public(headline="Only in English", topics=("Wages",))
    assert rows(get("/topics/wages/", clock)) == ["Only in English", "On wages"]
    assert rows(get("/hi/topics/wages/", clock)) == ["Only in English", "मज़दूरी पर"]


def test_without_its_original_the_first_translation_stands_in(
    newsroom: Newsroom, cast: Cast, clock: Clock
) -> None:
    original = newsroom.public(topics=("Wages",))
    newsroom.public(headline="اجرت", topics=("Wages",), language="ur", translation_of=original)
    newsroom.public(headline="মজুরি", topics=("Wages",), language="bn", translation_of=original)
    verbs.withdraw(original, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert rows(get("/topics/wages/", clock)) == ["اجرت"]


def test_a_translation_without_the_topic_does_not_hide_the_original(newsroom: Newsroom, clock: Clock) -> None:
    original = newsroom.public(headline="On wages", topics=("Wages",))
    newsroom.public(headline="मज़दूरी पर", language="hi", translation_of=original)
    assert rows(get("/hi/topics/wages/", clock)) == ["On wages"]


def test_a_merged_topic_leads_to_the_other(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="On pay", topics=("Pay",))
    newsroom.public(headline="On wages", topics=("Wages",))
    Topic.objects.get(name="Pay").merge_into(Topic.objects.get(name="Wages"))
    moved = get("/hi/topics/pay/", clock)
    assert (moved.status_code, moved["Location"]) == (301, "/hi/topics/wages/")
    assert rows(get("/topics/wages/", clock)) == ["On wages", "On pay"]
    assert "Pay" not in links(get("/topics/", clock), "index")


def test_a_topic_merged_twice_leads_to_the_last(newsroom: Newsroom, clock: Clock) -> None:
    for name in ("Pay", "Wages", "Money"):
        newsroom.public(topics=(name,))
    pay, wages, money = (Topic.objects.get(name=name) for name in ("Pay", "Wages", "Money"))
    pay.merge_into(wages)
    wages.merge_into(money)
    assert get("/topics/pay/", clock)["Location"] == "/topics/money/"


def test_a_topic_of_drafts_merged_into_a_public_one_stays_unknown(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(topics=("Wages",))
    newsroom.draft(topics=("Code name",))
    Topic.objects.get(name="Code name").merge_into(Topic.objects.get(name="Wages"))
    assert get("/topics/code-name/", clock).status_code == 404
    assert "We have no topic" in seen(get("/statements/?topic=code-name", clock))


def test_a_topic_goes_with_its_last_public_statement(newsroom: Newsroom, cast: Cast, clock: Clock) -> None:
    statement = newsroom.public(topics=("Wages",))
    assert get("/topics/wages/", clock).status_code == 200
    verbs.withdraw(statement, by=cast.publisher, explanation="Wrong.", clock=clock)
    assert get("/topics/wages/", clock).status_code == 404


def test_a_topic_leads_to_its_archive_and_its_feed(newsroom: Newsroom, clock: Clock) -> None:
    newsroom.public(headline="May Day", topics=("May Day",))
    page = get("/topics/may-day/", clock)
    ways = links(page, "list-ways")
    assert ways == {
        "Search and filter these": "/statements/?topic=may-day",
        "Feed": "/statements/feed.atom?topic=may-day",
        "RSS": "/statements/feed.rss?topic=may-day",
        "JSON": "/statements/feed.json?topic=may-day",
        "CSV": "/statements/export.csv?topic=may-day",
    }
    assert find(page, "//h1")[0].text_content() == "May Day"


def test_a_long_topic_is_read_page_by_page(newsroom: Newsroom, clock: Clock) -> None:
    for number in range(21):
        newsroom.public(headline=f"Number {number}", topics=("Wages",))
    first = get("/topics/wages/", clock)
    assert rows(first)[-1] == "Number 1"
    assert rows(get("/topics/wages/" + links(first, "pager")["← Older"], clock)) == ["Number 0"]
