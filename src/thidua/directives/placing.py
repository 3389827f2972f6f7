"""Words that name whom an order is for, set against the units of a tree. Pure.

A unit is meant by its own name, or by a phrase that names a kind at a level ("các sở, ban, ngành"). Whatever is
neither is handed back in the document's own words: who is meant is then for a person to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from thidua.kernel.text import fold
from thidua.organisation.types import UnitKind, UnitRef

_CHUNK = re.compile(r"[^\s,;]+|[,;]")
_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("uy ban mat tran to quoc viet nam", "mttq"),
    ("uy ban mttqvn", "mttq"),
    ("uy ban mttq viet nam", "mttq"),
    ("uy ban mttq", "mttq"),
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
    ("thong tin va truyen thong", "thong tin truyen thong"),
    ("thong tin truyen thong", "thong tin truyen thong"),
)
_NOTE = re.compile(r"\((?:để|thay|phối hợp|báo cáo|thực hiện|biết|b/c|p/h|t/h|ph/h)\b[^)]*\)", re.IGNORECASE)
"""What a recipients list adds in brackets: why it goes there, not to whom."""
_BREAKS = (",", "va", "cung")
_LEADS = tuple(
    lead.split()
    for lead in (
        "dong chi", "thu truong", "nguoi dung dau", "lanh dao", "chu tich", "giam doc", "truong", "cac", "nhung",
        "toan the", "tat ca", "ubnd", "cac to chuc",
    )
)  # fmt: skip
_TAIL = re.compile(
    r"^(?:(?:tren|trong|o) (?:toan )?(?:dia ban )?(?:tinh|huyen|thanh pho|xa)\b.*|"
    r"(?:truc )?thuoc (?:tinh|huyen|so)\b.*|cua (?:tinh|huyen|xa)|tinh|toan tinh|trong toan tinh|cap tinh)$"
)
_LOCAL = (UnitKind.DISTRICT, UnitKind.COMMUNE)
_OWN_WILL = (UnitKind.ENTERPRISE, UnitKind.COOPERATIVE, UnitKind.VILLAGE)
_MEDIA = ("bao ", "dai phat thanh", "dai truyen", "trung tam truyen thong", "co quan bao chi", "tap chi")

Meant = Callable[[UnitRef, UnitRef], bool]
"""Whether a unit (second) of the tree below the issuing one (first) is meant."""


def _right_below(*kinds: UnitKind) -> Meant:
    return lambda top, unit: unit.parent_id == top.id and unit.kind in kinds


def _anywhere(*kinds: UnitKind) -> Meant:
    return lambda top, unit: unit.id != top.id and unit.kind in kinds


def _called(kind: UnitKind, *beginnings: str) -> Meant:
    return lambda top, unit: unit.kind == kind and fold(unit.name).startswith(beginnings)


def _bodies(top: UnitRef, unit: UnitRef) -> bool:
    """Agencies and other bodies right below; those that order their own affairs are not under orders."""
    return unit.parent_id == top.id and unit.kind not in (*_LOCAL, *_OWN_WILL)


def _agencies(top: UnitRef, unit: UnitRef) -> bool:
    """Departments of a province; of any other body the divisions right below."""
    kind = UnitKind.DEPARTMENT if top.kind == UnitKind.PROVINCE else UnitKind.DIVISION
    return unit.parent_id == top.id and unit.kind == kind


def _media(top: UnitRef, unit: UnitRef) -> bool:
    return unit.id != top.id and fold(unit.name).startswith(_MEDIA)


_GROUPS: tuple[tuple[Meant, tuple[str, ...]], ...] = (
    (_agencies, ("so", "ban", "nganh", "so ban nganh", "ban nganh", "co quan chuyen mon")),
    (_bodies, ("co quan", "don vi", "co quan don vi")),
    (_right_below(*_LOCAL), ("dia phuong", "cap", "cap chinh quyen", "chinh quyen dia phuong")),
    (_right_below(UnitKind.DIVISION), ("phong", "phong ban", "phong chuyen mon")),
    (_anywhere(UnitKind.DISTRICT), ("cap huyen",)),
    (_called(UnitKind.DISTRICT, "huyen "), ("huyen",)),
    (_called(UnitKind.DISTRICT, "thanh pho "), ("thanh pho",)),
    (_called(UnitKind.DISTRICT, "thi xa "), ("thi xa",)),
    (_anywhere(UnitKind.COMMUNE), ("cap xa", "co so")),
    (_called(UnitKind.COMMUNE, "xa "), ("xa",)),
    (_called(UnitKind.COMMUNE, "phuong "), ("phuong",)),
    (_called(UnitKind.COMMUNE, "thi tran "), ("thi tran",)),
    (_called(UnitKind.COMMUNE, "dac khu "), ("dac khu",)),
    (_anywhere(UnitKind.SCHOOL), ("truong", "truong hoc", "nha truong", "co so giao duc")),
    (_anywhere(UnitKind.HOSPITAL), ("benh vien", "co so y te")),
    (_anywhere(UnitKind.ENTERPRISE), ("doanh nghiep",)),
    (_anywhere(UnitKind.COOPERATIVE), ("hop tac xa",)),
    (
        _right_below(UnitKind.ASSOCIATION),
        ("doan the", "to chuc doan the", "to chuc chinh tri xa hoi", "hoi doan the", "hoi"),
    ),
    (_right_below(UnitKind.ARMED_UNIT), ("luc luong vu trang",)),
    (
        _media,
        (
            "co quan thong tin truyen thong", "co quan thong tin dai chung", "co quan bao chi", "co quan truyen thong",
            "co quan bao dai",
        ),
    ),
)  # fmt: skip
_BY_PHRASE = {phrase: meant for meant, phrases in _GROUPS for phrase in phrases}
_OPTIONAL = frozenset({"thi xa", "thanh pho", "phuong", "thi tran", "dac khu", "huyen", "xa"})
"""Words of standing lists: a province without towns still writes "các huyện, thị xã, thành phố"."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The units that words mean, parents first, and the words for which no unit was found."""

    units: tuple[UnitRef, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class Places:
    """The tree at and below one issuing unit, ready to be asked for many words.

    `around` are units outside that tree which may be meant by their own names only.
    """

    def __init__(self, top: UnitRef, tree: Sequence[UnitRef], around: Sequence[UnitRef] = ()) -> None:
        self.top, self.tree, self._own = top, tuple(tree), _plain(top.name)
        self._order = {unit.id: at for at, unit in enumerate((*around, *self.tree))}
        self._province = next((unit for unit in (top, *around) if unit.kind == UnitKind.PROVINCE), None)
        self._names: dict[str, dict[tuple[str, ...], list[UnitRef]]] = defaultdict(dict)
        for unit in (*around, *self.tree):
            for name in {_plain(unit.name), _plain(unit.name.removesuffix("(mẫu)"))}:
                if words := tuple(name.split()):
                    self._names[words[0]].setdefault(words, []).append(unit)

    def place(self, words: str) -> Placed:
        """Which units `words` mean; an exception ("trừ …") or a relation ("có liên quan") is never guessed at."""
        tokens = _tokens(words)
        if not tokens:
            return Placed((), ())
        if any(token.word == "tru" for token in tokens):
            return Placed((), (words.strip(),))
        found: dict[int, UnitRef] = {}
        left: list[str] = []
        for piece, named in self._pieces(tokens):
            units = [named] if named else self._group(self._bare(piece))
            if units is None:
                left.append(words[piece[0].start : piece[-1].end])
            else:
                found |= {unit.id: unit for unit in units}
        if not found and not left:
            left.append(words.strip())
        return Placed(tuple(sorted(found.values(), key=lambda unit: self._order[unit.id])), tuple(left))

    def _pieces(self, tokens: list[_Token]) -> Iterator[tuple[list[_Token], UnitRef | None]]:
        """The parts between commas, each with the unit it names; commas within a unit's name do not part."""
        at = 0
        while at < len(tokens):
            if tokens[at].word in _BREAKS:
                at += 1
                continue
            for first in _starts(tokens, at):
                until, unit = self._named(tokens, first)
                if until:
                    yield tokens[at:until], unit
                    at = until
                    break
            else:
                until = next((i for i in range(at, len(tokens)) if tokens[i].word in _BREAKS), len(tokens))
                yield tokens[at:until], None
                at = until

    def _named(self, tokens: list[_Token], at: int) -> tuple[int, UnitRef | None]:
        """Where a unit's name that begins here ends, and the unit; (0, None) when none does."""
        best: tuple[int, list[UnitRef]] | None = None
        for name, units in self._names.get(tokens[at].word, {}).items() if at < len(tokens) else ():
            until = _spelled(tokens, at, name)
            if until and (best is None or until > best[0]):
                best = until, units
        if best is None:
            return 0, None
        until, units = best
        stop = next((i for i in range(until, len(tokens)) if tokens[i].word in _BREAKS), len(tokens))
        if until < stop and not self._is_tail([token.word for token in tokens[until:stop]]):
            return 0, None
        depth = min(unit.path.count("/") for unit in units)
        highest = [unit for unit in units if unit.path.count("/") == depth]
        return (stop, highest[0]) if len(highest) == 1 else (0, None)

    def _is_tail(self, words: list[str]) -> bool:
        """Whether the words only say where: of this very province, on its ground."""
        tail = " ".join(words)
        return tail == self._own or bool(_TAIL.match(tail))

    def _bare(self, piece: list[_Token]) -> str:
        """The phrase without title, “UBND”, “các” in front and without the place it lies in behind.

        What looks like a title may belong to the phrase ("trường học"), so less is taken off where more finds nothing.
        """
        starts = _starts(piece, 0)
        for start in reversed(starts):
            words = [token.word for token in piece[start:]]
            for at in range(1, len(words) + 1):
                phrase = " ".join(words[:at])
                if phrase in _BY_PHRASE and (at == len(words) or self._is_tail(words[at:])):
                    return phrase
        return " ".join(token.word for token in piece[starts[-1] :])

    def _group(self, phrase: str) -> list[UnitRef] | None:
        """The units of a phrase, None when it is not known or no unit of that kind exists."""
        if phrase == "tinh" and self._province:
            return [self._province]
        meant = _BY_PHRASE.get(phrase)
        if meant is None:
            return None
        units = [unit for unit in self.tree if meant(self.top, unit)]
        return units if units or phrase in _OPTIONAL else None


def _plain(text: str) -> str:
    folded = fold(text)
    for long, short in _SHORT:
        folded = re.sub(rf"\b{long}\b", short, folded)
    return folded


def _tokens(text: str) -> list[_Token]:
    """Folded words with their place in the text, the usual long forms as one word, commas as words."""
    text = _NOTE.sub(lambda found: " " * len(found[0]), text)
    raw = [
        _Token(word, found.start(), found.end())
        for found in _CHUNK.finditer(text)
        for word in (fold(found[0]).split() if found[0] not in ",;" else (",",))
    ]
    for long, short in _SHORT:
        raw = _shortened(raw, tuple(long.split()), tuple(short.split()))
    return raw


def _shortened(tokens: list[_Token], long: tuple[str, ...], short: tuple[str, ...]) -> list[_Token]:
    made: list[_Token] = []
    at = 0
    while at < len(tokens):
        until = _spelled(tokens, at, long)
        if until:
            made += [_Token(word, tokens[at].start, tokens[until - 1].end) for word in short]
            at = until
        else:
            made.append(tokens[at])
            at += 1
    return made


def _spelled(tokens: list[_Token], at: int, name: tuple[str, ...]) -> int:
    """Where the words of `name` end when they stand here, commas aside; 0 when they do not."""
    for place, word in enumerate(name):
        if place and at < len(tokens) and tokens[at].word == ",":
            at += 1
        if at >= len(tokens) or tokens[at].word != word:
            return 0
        at += 1
    return at


def _starts(tokens: list[_Token], at: int) -> list[int]:
    """Where a name may begin: here, or after a title and “UBND”."""
    starts = [at]
    while (step := _lead(tokens, starts[-1])) and starts[-1] + step < len(tokens):
        starts.append(starts[-1] + step)
    return starts


def _lead(tokens: list[_Token], at: int) -> int:
    for lead in _LEADS:
        if [token.word for token in tokens[at : at + len(lead)]] == lead:
            return len(lead)
    return 0
