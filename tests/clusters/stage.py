"""A cluster of five units under the mini province, with a small sheet in force, and those who act in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tests import factories as make
from tests.factories import TODAY, Province
from thidua.access.types import Actor, Role
from thidua.clusters import commands
from thidua.clusters.commands.scores import Typed
from thidua.clusters.models import Participant, Round
from thidua.clusters.types import ClusterKind, Honour, Place, Side
from thidua.organisation.models import Unit
from thidua.organisation.types import UnitKind
from thidua.scoring import commands as scoring
from thidua.scoring.engine import By, Deduction, Entry, Kind, Leaf, Sheet

D = Decimal
SHEET = Sheet(
    code="khoi", title="Bảng điểm thử", year=2021, source="", checked=False, total=D(100), bonus_cap=D(10),
    quota=1, certificates=1, ties=("thu",),
    leaves=(
        Leaf(code="thu", title="Thu ngân sách", kind=Kind.RATIO, standard=D(60), bonus=D("0.1"), scorer="Trưởng cụm"),
        Leaf(code="tc", title="Tổ chức", kind=Kind.GRADE, standard=D(20), scorer="Trưởng cụm",
             grades={"A": D(20), "B": D(12)}),
        Leaf(code="td", title="Phong trào", kind=Kind.PER_EVENT, standard=D(20), per=D(5), scorer="Thường trực",
             by=By.OFFICE),
    ),
    deductions=(
        Deduction(code="vang", title="Vắng họp", points=D(5)),
        Deduction(code="kl", title="Người đứng đầu bị kỷ luật", points=D(20), blocks=True),
        Deduction(code="hs", title="Hồ sơ bị trả lại", points=D(5), feed="returned"),
    ),
)  # fmt: skip


@dataclass
class World:
    """The cluster's units by name with an officer each, the office and the rows that tests ask for."""

    office: Actor
    units: dict[str, Unit]
    officers: dict[str, Actor]
    cluster: int
    sheet: int
    round: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def version(self) -> int:
        """The round's version now."""
        return Round.objects.get(pk=self.round).version

    def of(self, name: str) -> Participant:
        """A unit's sheet as stored now."""
        return Participant.objects.get(round=self.round, unit=self.units[name])

    def enter(self, name: str, who: Actor, side: Side, why: str = "", **values: Entry) -> int:
        """Enter values on a unit's sheet."""
        typed = {code: Typed(value) for code, value in values.items()}
        row = self.of(name)
        return commands.enter(
            actor=who, participant_id=row.pk, version=row.version, side=side, typed=typed, why=why
        )

    def go_on(self, who: Actor | None = None) -> None:
        """Take the round on."""
        commands.go_on(actor=who or self.officers["A"], round_id=self.round, version=self.version())


def formed(province: Province) -> World:
    """A bloc of five schools, A its head, with the sheet adopted; no round yet."""
    office = make.actor(Role.SPECIALIST, province.province)
    units = {
        name: make.unit(f"Trường {name}", UnitKind.SCHOOL, province.district)
        for name in ("A", "B", "C", "D", "E")
    }
    for each in units.values():
        make.collective(each)
    officers = {name: make.actor(Role.EMULATION_OFFICER, each) for name, each in units.items()}
    cluster = commands.form_cluster(
        actor=office, unit_id=province.province.pk, title="Khối trường học", kind=ClusterKind.BLOC, year=2021
    )
    for name, each in units.items():
        place = Place.HEAD if name == "A" else Place.MEMBER
        commands.add_member(
            actor=office, cluster_id=cluster, unit_id=each.pk, place=place, since=date(2021, 1, 1)
        )
    sheet = scoring.draft(actor=office, unit_id=province.province.pk, sheet=SHEET)
    scoring.adopt(actor=office, sheet_id=sheet, version=1, instrument="", checked=False)
    return World(office, units, officers, cluster, sheet)


def opened(province: Province) -> World:
    """The same with a round in self-scoring."""
    world = formed(province)
    world.round = commands.open_round(
        actor=world.office, cluster_id=world.cluster, title="Tổng kết năm 2021", sheet_id=world.sheet,
        self_by=date(2021, 12, 20), check_by=date(2021, 12, 25), meet_by=date(2022, 1, 10),
    )  # fmt: skip
    return world


RESULTS = {"A": "110", "B": "100", "C": "90", "D": "80", "E": "70"}


def claimed(world: World) -> None:
    """Every unit has scored itself and sent its sheet."""
    for name, result in RESULTS.items():
        ratio = Entry(plan=D(100), result=D(result))
        world.enter(name, world.officers[name], Side.MEMBER, thu=ratio, tc=Entry(grade="A"))
        row = world.of(name)
        commands.send(actor=world.officers[name], participant_id=row.pk, version=row.version)


def met(world: World) -> None:
    """From a claimed round to a meeting that was held, with everybody for A's flag and B's certificate."""
    world.go_on()
    for name in RESULTS:
        world.enter(name, world.office, Side.OFFICE, td=Entry(count=4))
    world.go_on()
    world.go_on()
    votes: dict[tuple[int, Honour], int] = {
        (world.of("A").pk, Honour.FLAG): 5,
        (world.of("B").pk, Honour.CERTIFICATE): 4,
        (world.of("C").pk, Honour.FLAG): 2,
    }
    commands.record_meeting(
        actor=world.officers["A"], round_id=world.round, version=world.version(), met_on=TODAY,
        met_at="Hội trường Trường A", present=5, votes=votes,
    )  # fmt: skip


def published(province: Province) -> World:
    """A whole round, published."""
    world = opened(province)
    claimed(world)
    met(world)
    commands.publish(actor=world.office, round_id=world.round, version=world.version())
    return world
