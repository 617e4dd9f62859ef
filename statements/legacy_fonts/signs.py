"""The signs of Kruti Dev 010 and what each shows in Devanagari."""

# Stand for what the eye sees before or after the letter to which it belongs; put in place by `setting`.
SHORT_I = "\ue000"  # ि, typed before its letters
REPH = "\ue001"  # र् over a letter, typed behind its letters and vowel sign

_LETTERS = """
    d क  x ग  ³ ङ  p च  N छ  t ज  > झ  ¥ ञ  V ट  B ठ  M ड  < ढ  r त  n द  u न  i प  Q फ  c ब  e म  ; य  j र
    y ल  G ळ  o व  l स  g ह  Ä घ  Ò भ
    K ज्ञ  J श्र  = त्र  | द्य  } द्व  ) द्ध  Ø क्र  æ द्र  ç प्र  Á प्र  Ý फ्र  # रु  : रू  é न्न  í द्द  Ì द्द
    ä क्त  ô क्क  ê ट्ट  Í ट्ट  ë ट्ठ  Î ट्ठ  ì ड्ड  Ï ड्ड  ï ड्ढ  Ô ड्ढ  – दृ  — कृ  Ñ कृ
    à ह्न  á ह्य  â हृ  ã ह्म
"""
# Without their upright stroke, which `k` adds: D is क्, Dk is क.
_HALVES = """
    D क  [ ख  X ग  ? घ  P च  T ज  ÷ झ  Ö झ  . ण  R त  F थ  / ध  è ध  Ë ध  U न  I प  ¶ फ  C ब  H भ  E म  ¸ य
    Y ल  O व  ' श  Ü श  " ष  L स  º ह  { क्ष  « त्र  Ù त्त  ™ न्न
"""
_VOWELS = "v अ  b इ  Ã ई  m उ  Å ऊ  , ए  _ ऋ"
_VOWEL_SIGNS = "k ा  h ी  q ु  w ू  ` ृ  s े  S ै  ‚ ॉ  W ॅ  a ं  ¡ ँ  + ़"
_FIGURES = "å ०  ƒ १  „ २  … ३  † ४  ‡ ५  ˆ ६  ‰ ७  Š ८  ‹ ९"
_POINTS = """
    A ।  - .  ] ,  ( ;  \\ ?  & -  @ /  $ +  ¼ (  ½ )  ¿ {  À }  ¾ =  ^ ‘  * ’  Þ “  ß ”  ñ ॰  Œ ॰  • ऽ  · ऽ
"""


def _pairs(written: str) -> dict[str, str]:
    words = written.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SIGNS = {
    **_pairs(_LETTERS),
    **{sign: f"{letter}्" for sign, letter in _pairs(_HALVES).items()},
    **_pairs(_VOWELS),
    **_pairs(_VOWEL_SIGNS),
    **_pairs(_FIGURES),
    **_pairs(_POINTS),
    **{"z": "्र", "ª": "्र", "î": "्य", "Ó": "्य", "~": "्", "%": "ः", "È": "ीं"},
    **{"f": SHORT_I, "Z": REPH, "±": f"{REPH}ं", "Ê": f"ी{REPH}"},
    **{"Ç": f"{SHORT_I}ं", "Æ": f"र्{SHORT_I}", "É": f"र्{SHORT_I}ं"},
    # What a word processor makes of ' and " while it is typed.
    **dict.fromkeys("‘’", "श्"),
    **dict.fromkeys("“”", "ष्"),
}
