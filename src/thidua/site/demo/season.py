"""The season of 2021 under way: every unit acts through the same commands that its officers use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from random import Random

from thidua.access.queries import actor_of
from thidua.access.types import system_actor
from thidua.achievements.commands import open_hold, revoke
from thidua.achievements.models import AwardRecord
from thidua.councils.commands import close_session, found_council, open_session, record_votes, seat_member
from thidua.councils.types import Course, MemberRole, Method, Vote
from thidua.decisions.commands import draft_decision, publish, sign
from thidua.eligibility.commands import preview
from thidua.eligibility.types import Asked
from thidua.lawbook import load_book
from thidua.nominations.commands import (
    advance_many,
    appraise,
    create_many,
    draft_submission,
    open_round,
    propose,
    send_submission,
    withdraw,
)
from thidua.nominations.models import Nomination
from thidua.nominations.types import Asking, Event
from thidua.organisation.models import Recipient
from thidua.site.demo import TODAY
from thidua.site.demo.accounts import SIGN_INS
from thidua.site.demo.names import invent
from thidua.site.demo.stage import Place, Stage
from thidua.site.demo.units import CU_JUT, JOURNEY_SCHOOL, PROVINCE

YEAR = 2021
_COUNCILS = {PROVINCE: 15, CU_JUT: 9, "SNV": 9, JOURNEY_SCHOOL: 7, "M-TH-CJ2": 7, "24655": 7}


class Season:
    """The players of the season: actors by user name, councils by unit code, the round."""

    def __init__(self, stage: Stage, users: dict[str, int], rng: Random) -> None:
        self.stage = stage
        self.system = system_actor(TODAY, "Dựng tỉnh mẫu")
        accounts = {account.username: account for account in SIGN_INS}
        self.actors = {name: actor_of(pk, accounts[name].full_name, TODAY) for name, pk in users.items()}
        self.councils = {code: self._council(rng, code, size, users) for code, size in _COUNCILS.items()}
        self.round_id = open_round(
            actor=self.actors["tinh.chuyenvien"],
            unit_id=stage.province.id,
            name="Tổng kết công tác thi đua, khen thưởng năm 2021",
            year=YEAR,
            opens_on=date(2021, 11, 15),
            closes_on=date(2022, 2, 28),
        )

    def _council(self, rng: Random, code: str, size: int, users: dict[str, int]) -> int:
        place = self.stage.by_code[code]
        pk = found_council(
            actor=self.system,
            unit_id=place.id,
            name=f"Hội đồng Thi đua - Khen thưởng {place.name}",
            since=date(2020, 1, 2),
            founded_by="Quyết định mẫu về thành lập Hội đồng",
            sample=True,
        )
        known = [a for a in SIGN_INS if a.unit == code]
        heads = [a for a in known if "head" in a.roles]
        others = [a for a in known if a not in heads and a.username in ("tinh.hoidong", "tinh.phochutich")]
        for index in range(size):
            role = {0: MemberRole.CHAIR, 1: MemberRole.VICE, size - 1: MemberRole.SECRETARY}.get(
                index, MemberRole.MEMBER
            )
            account = (
                heads[0] if index == 0 and heads else others.pop() if others and index in (1, 2) else None
            )
            seat_member(
                actor=self.system,
                council_id=pk,
                name=account.full_name if account else f"{invent(rng).full} (ủy viên {index + 1})",
                since=date(2020, 1, 2),
                title=account.title if account else "",
                role=role,
                user_id=users[account.username] if account else None,
            )
        return pk

    def ask(
        self, officer: str, code: str, asked: Sequence[Asking], but: tuple[str, ...] = ("not_eligible",)
    ) -> list[int]:
        """Draft nominations at a unit for those whom the law lets through today; answers their ids."""
        actor, place = self.actors[officer], self.stage.by_code[code]
        questions = [
            Asked(
                None,
                a.recipient_id,
                a.award,
                a.route,
                a.year,
                a.period_from,
                a.period_to,
                a.achievement,
                TODAY,
            )
            for a in asked
        ]
        verdicts = preview(actor, questions)
        fit = [a for a in asked if verdicts[a.recipient_id]["verdict"] not in but]
        made = create_many(actor=actor, round_id=self.round_id, unit_id=place.id, asked=fit, sample=True)
        ids = [row.id for row in made if row.id is not None]
        return list(
            Nomination.objects.filter(pk__in=ids, verdict="eligible")
            .order_by("pk")
            .values_list("pk", flat=True)
        )

    def step(self, who: str, code: str, ids: Sequence[int], event: Event, text: str = "") -> None:
        """One event for many nominations at a unit; a refusal here is a fault of the demo and is raised."""
        rows = advance_many(
            actor=self.actors[who],
            unit_id=self.stage.by_code[code].id,
            items=list(ids),
            event=event,
            text=text,
        )
        if bad := [row.reason for row in rows if not row.ok]:
            raise RuntimeError(f"{event} ở {code}: {bad[0]}")

    def vote(self, who: str, code: str, ids: Sequence[int]) -> None:
        """A council session in which all members are there and all say yes."""
        size = _COUNCILS[code]
        session = open_session(
            actor=self.actors[who], council_id=self.councils[code], round_id=self.round_id, held_on=TODAY,
            nomination_ids=list(ids),
            course=Course(
                begins=time(8), ends=time(9, 30), place="Phòng họp", method=Method.BALLOT, secret=True,
                chair="Chủ tịch Hội đồng (mẫu)", secretary="Thư ký Hội đồng (mẫu)",
            ),
        )  # fmt: skip
        record_votes(actor=self.actors[who], session_id=session, votes=[Vote(pk, size) for pk in ids])
        close_session(actor=self.actors[who], session_id=session)

    def through_unit(self, officer: str, head: str, code: str, ids: Sequence[int]) -> None:
        """Proposed, appraised, voted and endorsed at the proposing unit."""
        propose(actor=self.actors[officer], nomination_ids=list(ids))
        self.step(officer, code, ids, Event.APPRAISE_AGREE)
        self.vote(officer, code, ids)
        self.step(head, code, ids, Event.ENDORSE)

    def send_up(self, officer: str, head: str, code: str, ids: Sequence[int], lines: Sequence[str]) -> None:
        """A submission to the next unit."""
        pk = draft_submission(
            actor=self.actors[officer],
            unit_id=self.stage.by_code[code].id,
            round_id=self.round_id,
            nomination_ids=ids,
        )
        send_submission(
            actor=self.actors[officer], submission_id=pk, signer=self.actors[head].name, authority_lines=lines
        )

    def decide(self, officer: str, head: str, code: str, ids: Sequence[int], on: date) -> None:
        """A decision of the unit: drafted, signed and published."""
        draft = draft_decision(
            self.actors[officer],
            unit_id=self.stage.by_code[code].id,
            nomination_ids=ids,
            round_id=self.round_id,
        )
        signed = sign(self.actors[head], decision_id=draft.pk, version=draft.version, decided_on=on)
        publish(self.actors[officer], decision_id=signed.pk, version=signed.version)


def play(stage: Stage, users: dict[str, int], rng: Random) -> None:
    """Bring the season to the middle of December 2021, with something at every step of the way."""
    season = Season(stage, users, rng)
    _home_affairs(season)
    _second_school(season)
    _commune(season)
    _revocation(season)


def staff_of(place: Place) -> list[int]:
    """Recipient ids of the officials of a unit, leaders first."""
    people = Recipient.objects.filter(unit_id=place.id, kind="person").exclude(person__group="farmer")
    return list(people.order_by("-person__leader", "sort_key", "pk").values_list("pk", flat=True))


def _asked(ids: Sequence[int], award: str, **more: object) -> list[Asking]:
    return [
        Asking(pk, award, YEAR, summary="Hoàn thành nhiệm vụ năm 2021 (dữ liệu mẫu).", **more) for pk in ids
    ]  # type: ignore[arg-type]


def _fighters(season: Season, officer: str, code: str, advanced: int, staff: Sequence[int]) -> list[int]:
    """Nominate for grassroots fighter no more than the law's share of the advanced workers just asked for."""
    asked = _asked(staff, "grassroots_emulation_fighter")
    ready = season.ask(officer, code, asked)
    keep = ready[: advanced * 15 // 100]
    rest = Nomination.objects.filter(
        unit_id=season.stage.by_code[code].id, award="grassroots_emulation_fighter", round_id=season.round_id
    ).exclude(pk__in=keep)
    for pk, version in rest.values_list("pk", "version"):
        withdraw(
            actor=season.actors[officer], nomination_id=pk, version=version, text="Ngoài số lượng lựa chọn."
        )
    return keep


def _home_affairs(season: Season) -> None:
    """Sở Nội vụ decides its own titles to the end and sends the rest to the province."""
    code, officer, head = "SNV", "snv.canbo", "snv.giamdoc"
    staff = staff_of(season.stage.by_code[code])
    advanced = season.ask(officer, code, _asked(staff, "advanced_worker"))
    season.through_unit(officer, head, code, advanced)
    season.decide(officer, head, code, advanced, TODAY)
    fighters = _fighters(season, officer, code, len(advanced), staff)
    if fighters:
        season.through_unit(officer, head, code, fighters)
    merit = season.ask(
        officer, code, _asked(staff, "provincial_certificate_of_merit", period_from=YEAR - 1, period_to=YEAR)
    )
    if merit:
        season.through_unit(officer, head, code, merit)
        season.send_up(officer, head, code, merit, ("GIÁM ĐỐC",))
        season.step("tinh.chuyenvien", PROVINCE, merit[: len(merit) // 2], Event.APPRAISE_AGREE)


def _second_school(season: Season) -> None:
    """A primary school's list lies at the district: some to appraise, one sent back for a missing paper."""
    code, officer, head = "M-TH-CJ2", "suoimo.canbo", "suoimo.hieutruong"
    place = season.stage.by_code[code]
    ids = season.ask(officer, code, _asked(staff_of(place), "advanced_worker"))
    season.through_unit(officer, head, code, ids)
    season.send_up(officer, head, code, ids, ("HIỆU TRƯỞNG",))
    district = season.actors["cujut.chuyenvien"]
    version = Nomination.objects.values_list("version", flat=True).get(pk=ids[0])
    appraise(
        actor=district, nomination_id=ids[0], version=version, outcome="return", reason="missing_paper",
        text="Đề nghị bổ sung biên bản họp của tổ chuyên môn.",
    )  # fmt: skip


def _commune(season: Season) -> None:
    """A commune is still drafting; one person waits because a complaint is being verified, one draft is withdrawn."""
    code, officer = "24655", "tamthang.canbo"
    place = season.stage.by_code[code]
    staff = staff_of(place)
    open_hold(
        season.actors[officer],
        recipient_id=staff[-1],
        reason="complaint",
        since=date(2021, 11, 20),
        note="Dữ liệu mẫu",
    )
    season.ask(officer, code, _asked(staff, "advanced_worker"), but=())
    farmers = Recipient.objects.filter(unit_id=place.id, person__group="farmer").values_list("pk", flat=True)
    season.ask(
        officer,
        code,
        _asked(list(farmers), "commendation_certificate_commune", period_from=YEAR, period_to=YEAR),
    )
    household = Recipient.objects.filter(unit_id=place.id, kind="household").values_list("pk", flat=True)
    season.ask(
        officer,
        code,
        _asked(list(household), "commendation_certificate_commune", period_from=YEAR, period_to=YEAR),
    )
    first = Nomination.objects.filter(unit_id=place.id).order_by("pk").first()
    if first is not None:
        withdraw(
            actor=season.actors[officer],
            nomination_id=first.pk,
            version=first.version,
            text="Chuyển sang năm sau.",
        )


def _revocation(season: Season) -> None:
    """A yearly title of someone in an invented unit is revoked on paper; the provincial title that counted it waits
    for the province to look at it again."""
    higher = AwardRecord.objects.filter(award="provincial_emulation_fighter", unit__sample=True)
    holder = higher.order_by("pk").values_list("recipient_id", flat=True).first()
    titles = AwardRecord.objects.filter(recipient_id=holder, award="grassroots_emulation_fighter")
    first = titles.order_by("year", "pk").first()
    if first is not None:
        revoke(
            season.actors["tinh.chuyenvien"],
            record_ids=[first.pk],
            by_unit_id=season.stage.province.id,
            reason="Sáng kiến làm căn cứ được xác minh là chưa đủ điều kiện công nhận (dữ liệu mẫu).",
            on=date(2021, 12, 10),
            document="Kết luận xác minh (dữ liệu mẫu)",
        )


def journey_rows(stage: Stage) -> list[dict[str, str]]:
    """The list that the officer of the first school sends: her colleagues for two titles, the school, a new teacher."""
    place = stage.by_code[JOURNEY_SCHOOL]
    names = dict(load_book().awards.items())
    people = list(
        Recipient.objects.filter(unit_id=place.id, kind="person")
        .order_by("sort_key", "pk")
        .values("name", "person__birth_date", "person__gender", "person__position")
    )
    rows = [
        {
            "kind": "Cá nhân",
            "name": person["name"],
            "birth_date": f"{person['person__birth_date']:%d/%m/%Y}",
            "gender": "Nữ" if person["person__gender"] == "female" else "Nam",
            "position": person["person__position"],
            "award": names["advanced_worker"].name,
            "year": str(YEAR),
            "summary": "Hoàn thành nhiệm vụ năm 2021 (dữ liệu mẫu).",
        }
        for person in people
    ]
    rows.append(
        {
            "kind": "Tập thể",
            "name": place.name,
            "award": names["outstanding_collective"].name,
            "year": str(YEAR),
        }
    )
    return rows
