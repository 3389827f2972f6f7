"""Fills the demo's units with invented people, households and five years of recorded work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from thidua.access.types import Actor
from thidua.achievements.commands import enter_history
from thidua.achievements.types import Basis, History, NewAward, PastAward
from thidua.lawbook import Bonus, ParameterError, load_book
from thidua.organisation.commands import register_many
from thidua.organisation.types import Gender, NewHousehold, NewPerson, NewRecipient, PersonGroup
from thidua.site.demo import careers
from thidua.site.demo.names import invent
from thidua.site.demo.stage import Place, Stage

_TOPICS = (
    "Sổ công việc bằng bảng tính dùng chung", "Rút ngắn thời gian trả kết quả hồ sơ", "Tiết kiệm điện, giấy in",
    "Phối hợp vận động hộ gia đình tham gia bảo hiểm y tế", "Dạy học theo nhóm cho học sinh dân tộc thiểu số",
    "Vườn thực nghiệm trong nhà trường", "Quy trình tiếp công dân một lần", "Tưới nhỏ giọt cho vườn cà phê",
    "Số hóa hồ sơ lưu trữ", "Tổ tự quản đường giao thông nông thôn",
)  # fmt: skip
_COMMUNE_FARMERS = 4
_ATTESTED = ("productive_work", "helps_community", "influence_in_commune")
_UNRECORDED_SHARE = 0.03


@dataclass(slots=True)
class Facts:
    """Rows for the record, gathered for all units and entered at once."""

    awards: list[PastAward] = field(default_factory=list)
    ratings: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    initiatives: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    penalties: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    compositions: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    places: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    other: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)

    def leave_out_season(self, *, of: set[int]) -> None:
        """Take out what was found of these people for the season's own year: nobody has recorded it yet."""
        for rows in (self.ratings, self.initiatives):
            rows[:] = [row for row in rows if row[1]["year"] != careers.SEASON or row[0] not in of]

    def history(self) -> History:
        """All rows as the record takes them."""
        return History(
            awards=tuple(self.awards),
            ratings=tuple(self.ratings),
            initiatives=tuple(self.initiatives),
            penalties=tuple(self.penalties),
            compositions=tuple(self.compositions),
            cluster_places=tuple(self.places),
            other=tuple(self.other),
        )


@dataclass(frozen=True, slots=True)
class _Hand:
    """A person about to be registered, with the worker that their years are lived by (None for farmers)."""

    new: NewPerson
    worker: careers.Worker | None


def populate(actor: Actor, stage: Stage, rng: Random) -> None:
    """Register everyone, let the units live through 2016–2021, and enter what was recorded."""
    hands = [hand for place in stage.places for hand in _staff(rng, place)]
    ids = register_many(actor=actor, new=[hand.new for hand in hands], occasion="Dựng tỉnh mẫu")
    by_unit: dict[int, list[tuple[int, careers.Worker]]] = defaultdict(list)
    recorded: set[int] = set()
    for pk, hand in zip(ids, hands, strict=True):
        if hand.worker is not None:
            by_unit[hand.new.unit_id].append((pk, hand.worker))
        if hand.new.facts_to == careers.SEASON:
            recorded.add(pk)
    register_many(actor=actor, new=_households(rng, stage), occasion="Dựng tỉnh mẫu")
    facts = Facts()
    for pk, hand in zip(ids, hands, strict=True):
        if hand.new.group in (PersonGroup.WORKER, PersonGroup.FARMER):
            facts.other += [(pk, {"section": "attested", "data": {"code": code}}) for code in _ATTESTED]
    papers = Papers(stage)
    for place in stage.places:
        if by_unit[place.id]:
            _unit_years(rng, stage, papers, facts, place, by_unit[place.id])
    _clusters(rng, stage, papers, facts)
    facts.leave_out_season(of=set(ids) - recorded)
    enter_history(
        actor, unit_id=stage.province.id, history=facts.history(), source="dữ liệu mẫu 2016–2021", sample=True
    )


def _staff(rng: Random, place: Place) -> list[_Hand]:
    hands = []
    for index in range(place.staff):
        leader = index < 2
        group = PersonGroup.OFFICIAL
        if place.kind in ("enterprise", "cooperative"):
            group = PersonGroup.ENTREPRENEUR if index == 0 else PersonGroup.WORKER
        hands.append(_hand(rng, place, group, leader, _position(place, index)))
    if place.kind == "commune":
        hands += [_hand(rng, place, PersonGroup.FARMER, False, "") for _ in range(_COMMUNE_FARMERS)]
    return hands


def _position(place: Place, index: int) -> str:
    if index == 0:
        return place.head_title
    if index == 1:
        return f"Phó {place.head_title}"
    return {"school": "Giáo viên", "enterprise": "Công nhân", "cooperative": "Thành viên"}.get(
        place.kind, "Chuyên viên"
    )


def _hand(rng: Random, place: Place, group: PersonGroup, leader: bool, position: str) -> _Hand:
    name = invent(rng)
    born = date(rng.randint(1963, 1996), rng.randint(1, 12), rng.randint(1, 28))
    begun = date(min(2021, max(born.year + 22, rng.randint(1990, 2021))), rng.choice((3, 5, 9)), 1)
    unrecorded = rng.random() < _UNRECORDED_SHARE
    new = NewPerson(
        place.id,
        name.full,
        group,
        birth_date=born,
        gender=Gender(name.gender),
        ethnic=name.ethnic,
        position=position,
        leader=leader,
        recruited=begun if group != PersonGroup.FARMER else None,
        since=begun if group != PersonGroup.FARMER else None,
        facts_from=careers.FIRST_YEAR,
        facts_to=careers.LAST_YEAR if unrecorded else careers.SEASON,
        sample=True,
    )
    if group == PersonGroup.FARMER:
        return _Hand(new, None)
    quality = min(0.98, max(0.05, rng.gauss(0.66 if leader else 0.58, 0.18)))
    return _Hand(new, careers.Worker(rng.getrandbits(48), leader, begun, quality))


def _households(rng: Random, stage: Stage) -> list[NewRecipient]:
    return [
        NewHousehold(
            place.id, f"Hộ ông {invent(rng, gender='male').full}", village=f"Thôn {rng.randint(1, 9)}",
            facts_from=careers.FIRST_YEAR, facts_to=careers.SEASON, sample=True,
        )
        for place in stage.places
        if place.kind == "commune"
    ]  # fmt: skip


class Papers:
    """Decisions of the past: one number for an issuer, an award and a year, invented and marked as sample."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._numbers: dict[tuple[int, str, int], str] = {}
        self._last: dict[tuple[int, int], int] = defaultdict(lambda: 100)

    def past(self, recipient_id: int, earned: careers.Earned, place: Place, kind: str) -> PastAward:
        """The award as it goes into the register."""
        issuer = self.stage.issuer(place, earned.award, earned.decided)
        key = (issuer.id, earned.award, earned.year)
        if key not in self._numbers:
            self._last[issuer.id, earned.decided.year] += 7
            self._numbers[key] = f"{self._last[issuer.id, earned.decided.year]}/QĐ-{issuer.symbol}"
        bonus = _bonus(earned.award, kind, earned.decided)
        period = earned.period or (None, None)
        return PastAward(
            NewAward(
                recipient_id, earned.award, earned.year, period_from=period[0], period_to=period[1], unit_id=place.id,
                coefficient_milli=bonus.coefficient_milli if bonus else None,
                bonus_raw=bonus.raw if bonus else None, bonus=bonus.payable if bonus else None,
            ),
            Basis(self._numbers[key], earned.decided, issuer.body),
        )  # fmt: skip


def _bonus(award: str, kind: str, on: date) -> Bonus | None:
    """What the book knows of the bonus on that day; nothing for a day before its first coefficient."""
    try:
        return load_book().bonus(award, kind, on)
    except ParameterError:
        return None


def _unit_years(
    rng: Random,
    stage: Stage,
    papers: Papers,
    facts: Facts,
    place: Place,
    staff: Sequence[tuple[int, careers.Worker]],
) -> None:
    ids = {worker.key: pk for pk, worker in staff}
    history = careers.live(rng, [worker for _, worker in staff])
    facts.ratings += [(ids[r.key], {"year": r.year, "level": r.level}) for r in history.ratings]
    for found in history.initiatives:
        facts.initiatives.append(
            (
                ids[found.key],
                {
                    "year": found.year, "title": rng.choice(_TOPICS), "scope": found.scope,
                    "recognised_by": found.scope, "used_for": found.used_for,
                },
            )
        )  # fmt: skip
    facts.penalties += [
        (ids[p.key], {"date": p.on, "level": p.level, "until": p.until}) for p in history.penalties
    ]
    for earned in history.awards:
        facts.awards.append(papers.past(ids[earned.key], earned, place, "person"))
    _collective_years(rng, stage, papers, facts, place, history)


def _collective_years(
    rng: Random, stage: Stage, papers: Papers, facts: Facts, place: Place, history: careers.History
) -> None:
    """The unit's own heads and titles: outstanding where all that the law asks is there, else advanced."""
    recipient = stage.collectives[place.id]
    for year, heads in history.composition.items():
        facts.compositions.append((recipient, {"year": year, "data": heads}))
        members, advanced = int(str(heads["members"])), int(str(heads["advanced_worker"]))
        whole = heads["completed"] == heads["members"]
        level = "excellent" if whole and rng.random() < 0.45 else "good"
        facts.ratings.append((recipient, {"year": year, "level": level}))
        if year > careers.LAST_YEAR or not members:
            continue
        clean = not any(str(level) != "reprimand" for level in dict(heads["penalised"]))  # type: ignore[call-overload]
        best = level == "excellent" and whole and clean and advanced * 10 >= members * 7
        if best and heads["grassroots_emulation_fighter"]:
            earned = careers.Earned(0, "outstanding_collective", year, None, date(year + 1, 3, 10))
        elif clean and advanced * 2 > members:
            earned = careers.Earned(0, "advanced_collective", year, None, date(year + 1, 1, 20))
        else:
            continue
        facts.awards.append(papers.past(recipient, earned, place, "collective"))


def _clusters(rng: Random, stage: Stage, papers: Papers, facts: Facts) -> None:
    """Districts and departments stand in clusters run by the province; ranks are invented."""
    for kind in ("district", "department"):
        members = [place for place in stage.places if place.kind == kind and place.staff]
        for year in range(careers.FIRST_YEAR, careers.SEASON + 1):
            order = members[:]
            rng.shuffle(order)
            for rank, place in enumerate(order, start=1):
                if rank == 1 and year <= careers.LAST_YEAR:
                    flag = careers.Earned(0, "provincial_emulation_flag", year, None, date(year + 1, 2, 9))
                    facts.awards.append(papers.past(stage.collectives[place.id], flag, place, "collective"))
                    facts.other.append(
                        (
                            stage.collectives[place.id],
                            {"section": "attested", "data": {"code": "exceeds_targets"}},
                        )
                    )
                facts.places.append(
                    (
                        stage.collectives[place.id],
                        {
                            "year": year,
                            "rank": rank,
                            "size": len(order),
                            "nominated": rank == 1,
                            "run_by": "province",
                        },
                    )
                )
