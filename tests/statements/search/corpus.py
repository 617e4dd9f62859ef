"""A small fixed archive for the search cases: what is public, and what must never be found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from statements import verbs
from statements.models import Synonym, Topic
from tests.cast import Newsroom, words

SYNONYMS = [
    ["MSP", "minimum support price", "न्यूनतम समर्थन मूल्य"],
    ["PF", "provident fund", "भविष्य निधि"],
    ["RTI", "right to information", "सूचना का अधिकार"],
]
SEN = [{"name": "R. Sen", "post": "President", "body": ""}]
RAO = [{"name": "Asha Rao", "post": "General Secretary", "body": ""}, *SEN]
VERMA = [{"name": "Asha Verma", "post": "Treasurer", "body": ""}]

# Name; day of issue; language, kind, place; topics; headline; summary line; paragraphs; further fields.
CORPUS: list[tuple[str, str, str, str, tuple[str, ...], str, str, list[str], dict[str, Any]]] = [
    ("pension", "2019-03-12", "en press_statement", "Nagpur", ("Pensions",), "Pensions for mill hands",
     "Old age is no favour",
     ["The mill owes a pension to every worker.", "Pensions were promised in 1994."], {}),
    ("unpaid", "2020-03-02", "en press_statement", "Delhi", ("Wages",), "Wages unpaid at the mill",
     "Three months without pay", ["The minimum wage is due. Wages for 412 workers were kept back.",
     "COVID-19 is no excuse."], {}),
    ("night", "2020-03-20", "en resolution", "Delhi", ("Wages", "Heat"), "On heat and night work", "",
     ["We ask for shade, water and a minimum rest. Night wages must be paid double."], {"body": "WW"}),
    ("msp", "2021-11-05", "en open_letter", "Lucknow", ("Farmers",), "MSP is a right", "",
     ["A law as the farmers' unions say. Rs 1,00,000 crore is not too much."], {}),
    ("price", "2021-11-06", "en press_release", "Lucknow", ("Farmers",), "A law for the farmers", "",
     ["The minimum support price was promised in writing."], {}),
    ("kisan", "2021-11-07", "hi press_statement", "लखनऊ", ("Farmers",), "किसान आंदोलन के साथ", "",
     ["किसानों की माँग है: न्यूनतम समर्थन मूल्य का क़ानून। मज़दूर उनके साथ हैं।"], {}),
    ("mayday", "2022-05-01", "hi press_statement", "नई दिल्ली", ("May Day",), "मज़दूर दिवस पर संदेश", "",
     ["मजदूरों की एकता ज़िंदाबाद। हिन्दी और उर्दू में पर्चे बाँटे जाएँगे। २०२२ में आठ घंटे का काम।"], {}),
    ("eight", "2022-05-02", "en solidarity", "Kolkata", ("May Day",), "Greetings on May Day", "",
     ["Eight hours for work. The café workers' union of São Paulo sends greetings."], {}),
    ("mine", "2022-09-14", "hi condolence", "पटना", ("Mines",), "कोयला खदान हादसे पर शोक", "",
     ["खदान में नौ लोग मारे गए। हड़ताल नहीं, जाँच चाहिए।"], {}),
    ("minister", "2023-06-30", "en rebuttal", "Mumbai", (), "What the minister said is not so", "",
     ["The minister spoke of the AFSPA/UAPA cases. He gave no figure. “Nobody was hurt”, he said."], {}),
    ("bus", "2023-07-01", "en press_release", "Nagpur", ("Transport",), "Strike at the bus depot", "",
     ["The strike begins at 6:30. Section 144 was imposed. M.S.P. was not discussed.",
     "Drivers demand their provident fund."], {}),
    ("general", "2024-02-29", "en press_statement", "Delhi", (), "A leap day for the general strike", "",
     ["The general strike was called off. No strike by general duty staff took place."], {"body": "SC"}),
    ("urdu", "2024-03-01", "ur press_statement", "لکھنؤ", (), "ہڑتال کا اعلان", "",
     ["مزدوروں کی ہڑتال آج ہوگی۔"], {}),
    ("gift", "2024-10-02", "hi press_statement", "सोनभद्र", (), "दान नहीं, हक़", "",
     ["दान से पेट नहीं भरता। पेंशन हमारा हक़ है। क्षेत्र में ख़बर फैली।"], {}),
    ("day", "2024-10-03", "hi press_statement", "सोनभद्र", (), "दिन और रात", "",
     ["दिन में काम, रात में पहरा। यूनियन ने ५१७ नामों की सूची दी।"], {}),
    ("press", "2025-01-15", "en media_advisory", "Delhi", ("Labour codes",),
     "A briefing on the labour codes", "",
     ["Venue: Press Club. RTI replies will be shown. Python3 and C++ are no labour codes."], {}),
    ("land", "2025-04-14", "en resolution", "Nagpur", (), "Land to those who till it", "",
     ["Resolved unanimously: land reform. The co-operative farm at Wardha shows how."], {"signatories": RAO}),
    ("accounts", "2025-12-31", "en press_statement", "Delhi", (), "The year's accounts", "",
     ["We spent Rs 12,50,000 on legal aid. Workers' compensation remained unpaid; naïve hopes were dashed."],
     {"signatories": VERMA}),
    ("kilns", "2026-01-05", "en press_statement", "Delhi", ("Wages",), "Wages at a minimum", "",
     ["The wage is at its minimum in brick kilns."], {}),
    ("asha", "2026-01-06", "hi press_statement", "पटना", (), "ASHA कर्मियों का धरना", "",
     ["ASHA workers और आँगनवाड़ी कर्मियों ने धरना दिया। PF और ESI चाहिए।"], {}),
]  # fmt: skip


def fill(newsroom: Newsroom) -> dict[str, str]:
    """Put the corpus on the record, and beside it what readers must not find; names by headline."""
    for entry in CORPUS:
        _file(newsroom, *entry)
    Topic.objects.update(is_accepted=True)
    for group in SYNONYMS:
        Synonym.objects.create(expressions="\n".join(group))
    _never_found(newsroom)
    return {headline: name for name, _day, _what, _place, _topics, headline, *_others in CORPUS}


def _file(
    newsroom: Newsroom, name: str, day: str, what: str, place: str, topics: tuple[str, ...],
    headline: str, standfirst: str, paragraphs: list[str], more: dict[str, Any],
) -> None:  # fmt: skip
    language, kind = what.split()
    bodies = {"WW": newsroom.cast.wing, "SC": newsroom.cast.elsewhere}
    content = words(
        headline=headline,
        standfirst=standfirst,
        body="".join(f"<p>{one}</p>" for one in paragraphs),
        language=language,
        kind=kind,
        dateline_place=place,
        dateline_date=date.fromisoformat(day),
        signatories=more.get("signatories", []),
    )
    verbs.file_as_history(
        by=newsroom.cast.administrator,
        body=bodies.get(more.get("body", ""), newsroom.cast.council),
        topics=topics,
        content=content,
        issued_on=date.fromisoformat(day),
        import_name="the old site",
        clock=newsroom.clock,
    )


def _never_found(newsroom: Newsroom) -> None:
    """A draft, one that is due, one withdrawn, one sealed: of the same words as the others."""
    hidden: dict[str, Any] = {
        "body": "<p>The pension, the strike, a minimum wage. किसान आंदोलन पेंशन gratuity.</p>"
    }
    newsroom.draft(headline="Pension draft", **hidden)
    newsroom.public(headline="Pension due", public_from=newsroom.clock() + timedelta(days=1), **hidden)
    withdrawn = newsroom.public(headline="Pension withdrawn", **hidden)
    verbs.withdraw(withdrawn, by=newsroom.cast.publisher, explanation="Wrong.", clock=newsroom.clock)
