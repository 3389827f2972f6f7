"""The spelling of Vietnamese syllables: enough grammar to tell whether a group of letters can be one."""

from __future__ import annotations

import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOPS = ("c", "ch", "k", "p", "t")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")
_INITIALS = ("", *_words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"))
# k may close a syllable in names of places and peoples of the Highlands (Đắk, Lắk).
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
_Y_ALONE_AFTER = frozenset({"", "h", "k", "l", "m", "n", "s", "t", "v"})
_FRONT = frozenset("eêiy")


def is_syllable(word: str) -> bool:
    """Whether the word is spelled as one Vietnamese syllable.

    It takes a known initial and a known rime, at most one tone, and with a final c, ch, k, p or t the tone
    sắc, nặng or none. Capitals do not count. "nguyễn" and "quặng" pass, "smith" and "ngiến" do not.
    """
    letters, tones = _split_tones(word.lower())
    if len(tones) > 1:
        return False
    if tones and letters.endswith(_STOPS) and tones[0] not in _STOP_TONES:
        return False
    return letters == "gi" or any(
        _fits(initial, letters.removeprefix(initial)) for initial in _INITIALS if letters.startswith(initial)
    )


def _split_tones(word: str) -> tuple[str, list[str]]:
    """The letters without tones, in NFC, and the tones found."""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in decomposed if c not in _TONE_MARKS)
    return unicodedata.normalize("NFC", letters), [c for c in decomposed if c in _TONE_MARKS]


def _fits(initial: str, rime: str) -> bool:
    if initial == "qu":
        return rime in _AFTER_QU
    if rime not in _RIMES:
        return False
    if rime.startswith("y") and initial not in _Y_ALONE_AFTER:
        return False
    if initial in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if initial in ("c", "g", "ng"):
        return rime[0] not in _FRONT or (initial == "g" and rime[0] == "i")
    return True
