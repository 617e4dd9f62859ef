"""Words typed for Kruti Dev 010 are read as they were meant."""

from __future__ import annotations

import pytest

from statements.legacy_fonts import to_unicode


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fgUnh", "हिन्दी"), ("Hkkjr", "भारत"), ("etnwj", "मजदूर"), ("et+nwj", "मज़दूर"),
        ("f'k{kk", "शिक्षा"), ("fo'ks\"k", "विशेष"), ("dk;ZØe", "कार्यक्रम"), ("eq[;ea=h", "मुख्यमंत्री"),
        ("jk\"Vªh;", "राष्ट्रीय"), ("laxBu", "संगठन"), ("Hkkjrh;", "भारतीय"),
        ("iz/kkuea=h", "प्रधानमंत्री"), ("izèkkuea=kh", "प्रधानमंत्री"), ("izns'k", "प्रदेश"),
        ("mÙkj", "उत्तर"), ("fo|ky;", "विद्यालय"), ("fo|kFkhZ", "विद्यार्थी"), ("Kku", "ज्ञान"),
        ("foKku", "विज्ञान"), ("Jfed", "श्रमिक"), ("Jh", "श्री"), ("/keZ", "धर्म"), ("deZpkjh", "कर्मचारी"),
        ("dk;kZy;", "कार्यालय"), ("dk;ZdrkZvksa", "कार्यकर्ताओं"), ("o\"kZ", "वर्ष"), ("loZJh", "सर्वश्री"),
        ("vkfFkZd", "आर्थिक"), ("vkÆFkd", "आर्थिक"), ("fufnZ\"V", "निर्दिष्ट"), ("laiw.kZ", "संपूर्ण"),
        ("lEiw.kZ", "सम्पूर्ण"), ("fØ;k", "क्रिया"), ("Økafr", "क्रांति"), ("fLFkfr", "स्थिति"),
        ("LokLF;", "स्वास्थ्य"), ("O;oLFkk", "व्यवस्था"), ("fnYyh", "दिल्ली"), ("gM+rky", "हड़ताल"),
        ("c<+rh", "बढ़ती"), ("fnukad", "दिनांक"), ("lekpkj", "समाचार"), ("i=", "पत्र"),
        ("i=dkj", "पत्रकार"), ("f=iqjk", "त्रिपुरा"), ("{ks=", "क्षेत्र"), ("j{kk", "रक्षा"),
        ("fujh{k.k", "निरीक्षण"), ("Hkk\"k.k", "भाषण"), ("vkUnksyu", "आन्दोलन"), ("vkSj", "और"),
        ("vkSjr", "औरत"), ("vksj", "ओर"), ("vkS|ksfxd", "औद्योगिक"), ("bZekunkj", "ईमानदार"), ("bl", "इस"),
        (",d", "एक"), (",sls", "ऐसे"), ("Åij", "ऊपर"), ("_.k", "ऋण"), ("Ñf\"k", "कृषि"), ("d`f\"k", "कृषि"),
        ("—f\"k", "कृषि"), ("n`f\"V", "दृष्टि"), ("esa", "में"), ("eSa", "मैं"), ("gSa", "हैं"),
        ("dksbZ", "कोई"), ("ugha", "नहीं"), ("djrs", "करते"), ("ekax", "मांग"), ("ekaxksa", "मांगों"),
        ("ek¡x", "माँग"), ("?kks\"k.kk", "घोषणा"), ("la?k\"kZ", "संघर्ष"), ("[ksr", "खेत"),
        ("[+kcj", "ख़बर"), ("[kq'kh", "खुशी"), ("'kqYd", "शुल्क"), ("'kkafr", "शांति"),
        ("fuf'pr", "निश्चित"), ("if'pe", "पश्चिम"), ("t:jr", "जरूरत"), ("#i;s", "रुपये"),
        ("VªSDVj", "ट्रैक्टर"), ("jk\"Vª", "राष्ट्र"), ("fxj¶rkj", "गिरफ्तार"), ("mnwZ", "उर्दू"),
        ("egÙo", "महत्त्व"), ("egRoiw.kZ", "महत्वपूर्ण"), ("fp=", "चित्र"), ("leFkZu", "समर्थन"),
        ("vè;{k", "अध्यक्ष"), ("v/;{k", "अध्यक्ष"), ("lÙkk", "सत्ता"), ("cqf)", "बुद्धि"),
        ("}kjk", "द्वारा"), ("fo#)", "विरुद्ध"), ("izfrfuf/k", "प्रतिनिधि"), ("D;ksafd", "क्योंकि"),
        ("fpà", "चिह्न"), ("fpUg", "चिन्ह"), ("czkã.k", "ब्राह्मण"), ("lkS", "सौ"), ("pkSFkk", "चौथा"),
        ("MkWDVj", "डॉक्टर"), ("dkWyst", "कॉलेज"), ("vkWfQl", "ऑफिस"), ("ç/kku", "प्रधान"),
        ("dksfoM&19", "कोविड-19"), ("vr%", "अतः"), ("nq%[k", "दुःख"), ("fnukad%", "दिनांक:"),
        ("jksVh] diM+k vkSj edku", "रोटी, कपड़ा और मकान"), ("D;k ljdkj lqusxh\\", "क्या सरकार सुनेगी?"),
        ("ƒå twu „å„†", "१० जून २०२४"), ("¼fnYyh½", "(दिल्ली)"), ("12@03@2024", "12/03/2024"),
        ("12/03/2024", "12/03/2024"), ("Þbadykcß", "“इंकलाब”"), ("^gM+rky*", "‘हड़ताल’"),
    ],
)  # fmt: skip
def test_a_word_is_read(typed: str, read: str) -> None:
    assert to_unicode(typed) == read


def test_a_passage_is_read() -> None:
    typed = (
        "etnwjksa dh ekax gS fd U;wure osru c<+k;k tk, vkSj fudkys x, deZpkfj;ksa dks okil fy;k tk,A "
        "fLFkfr xaHkhj gSA i=dkjksa us dk;kZy; ds lkeus izn'kZu fd;kA"
    )
    assert to_unicode(typed) == (
        "मजदूरों की मांग है कि न्यूनतम वेतन बढ़ाया जाए और निकाले गए कर्मचारियों को वापस लिया जाए। "
        "स्थिति गंभीर है। पत्रकारों ने कार्यालय के सामने प्रदर्शन किया।"
    )


def test_what_is_no_part_of_it_stays() -> None:
    assert to_unicode("laidZ % press@council.example") == "संपर्क : press@council.example"
    assert to_unicode("ns[ksa https://council.example/a/b?c=1") == "देखें https://council.example/a/b?c=1"
    assert to_unicode("fnYyh – eqacbZ — iq.ks") == "दिल्ली – मुंबई — पुणे"
    assert to_unicode("मज़दूर 12 — 13") == "मज़दूर 12 — 13"
