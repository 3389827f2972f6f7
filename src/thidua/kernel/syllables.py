"""The spelling of Vietnamese syllables: enough grammar to tell whether a group of letters can be one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED_VOWELS = frozenset("ăâêôơư")
_EITHER_VOWEL = frozenset({"oa", "oe", "uy"})  # hòa and hoà are both in use
_STOPS = ("c", "ch", "k", "p", "t")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")
_INITIALS = ("", *_words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"))
# Names of places and peoples of the Highlands add initials (Krông, Drông) and the final k (Đắk).
_HIGHLAND_INITIALS = tuple(_words("bl br dr đr gl gr hr kl kn kr ml mn pl pr sr"))
_RIMES = _words(
    """
    a ac ach ai ak am an ang anh ao ap at au ay ă ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych
    uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu ym yt
    """
)
# After qu and gi the letter u or i belongs to the initial, which leaves rimes of its own.
_AFTER_QU = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên êt ênh
    i it y ych yên yêt ynh yt yp ơ ôc
    """
)
_Y_ALONE_AFTER = frozenset({"", "h", "k", "l", "m", "n", "qu", "s", "t", "v"})
_FRONT = frozenset("eêiy")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Whether the word is spelled as one Vietnamese syllable.

    It takes a known initial and a known rime, at most one tone, on the vowel that carries it, and with a final
    c, ch, k, p or t the tone sắc, nặng or none. Capitals do not count. "nguyễn", "quặng" and the "krông" of
    Krông Nô pass; "smith", "ngiến" and "xaõ" do not.
    """
    letters, tones = _split_tones(word.lower())
    if len(tones) > 1:
        return False
    place, tone = tones[0] if tones else (None, "")
    if tone and letters.endswith(_STOPS) and tone not in _STOP_TONES:
        return False
    if letters == "gi":
        return place in (None, 1)
    return any(
        _fits(initial, letters.removeprefix(initial), None if place is None else place - len(initial))
        for initial in _INITIALS + _HIGHLAND_INITIALS
        if letters.startswith(initial)
    )


def _split_tones(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The letters without tones, in NFC, and the tones found with the place of the letter each stands on."""
    letters: list[str] = []
    tones: list[tuple[int, str]] = []
    for letter in unicodedata.normalize("NFC", word):
        decomposed = unicodedata.normalize("NFD", letter)
        tones += [(len(letters), c) for c in decomposed if c in _TONE_MARKS]
        letters.append(unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONE_MARKS)))
    return "".join(letters), tones


def _fits(initial: str, rime: str, tone_place: int | None) -> bool:
    if rime not in (_AFTER_QU if initial == "qu" else _RIMES):
        return False
    if tone_place is not None and tone_place not in _tone_places(rime):
        return False
    if rime[0] == "y" and initial not in _Y_ALONE_AFTER:
        return False
    if initial in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if initial in ("c", "g", "ng"):
        return rime[0] not in _FRONT or (initial == "g" and rime[0] == "i")
    return True


def _tone_places(rime: str) -> tuple[int, ...]:
    """On which letters of the rime a tone may stand."""
    vowels = [letter for letter in rime if letter in _VOWELS]
    marked = [place for place, vowel in enumerate(vowels) if vowel in _MARKED_VOWELS]
    if marked:
        return (marked[-1],)
    if rime in _EITHER_VOWEL:
        return (0, 1)
    return (1,) if len(vowels) == 3 or (len(vowels) == 2 and len(rime) > 2) else (0,)
