"""A run says who was overlooked, who lacks one condition, whose record lacks its proof; and counts them by unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories import SYSTEM, actor, person
from tests.insight.conftest import FIGHTER, WORKER, Stage, given, rated, worker
from thidua.access.types import Role
from thidua.achievements.models import Initiative, Rating
from thidua.eligibility.commands import preview
from thidua.eligibility.types import Asked
from thidua.foundation import jobs
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.insight import commands, invariants, queries, sweeping
from thidua.insight.models import Condition, Found, Run, Tally
from thidua.insight.types import FINDINGS, RunState, What
from thidua.lawbook import load_book

pytestmark = pytest.mark.django_db


def names(run_id: int, what: What, award: str = WORKER) -> set[str]:
    """Whom a run names for an award."""
    rows = Found.objects.filter(run=run_id, what=what, award=award)
    return set(rows.values_list("recipient__name", flat=True))


def test_overlooked_are_those_who_meet_all_and_were_neither_nominated_nor_awarded(stage: Stage) -> None:
    pk = stage.run()
    assert names(pk, What.ELIGIBLE) == {"Trần Thị Bình", "Phạm Văn Giang"}
    assert names(pk, What.NOMINATED) == {"Nguyễn Văn An"}
    assert names(pk, What.AWARDED) == {"Lê Văn Cường"}
    assert list(broken(invariants.INVARIANTS)) == []


def test_a_withdrawn_nomination_leaves_its_recipient_overlooked_again(stage: Stage) -> None:
    from thidua.nominations.models import Nomination

    Nomination.objects.update(state="withdrawn")
    assert "Nguyễn Văn An" in names(stage.run(), What.ELIGIBLE)


def test_a_nomination_or_award_by_another_route_counts_too(stage: Stage) -> None:
    merit = "provincial_certificate_of_merit"
    who = worker("Hoàng Thị Lan", stage.units.school)
    for year in (2020, 2021):
        rated(who, "excellent", year)
        Initiative.objects.create(
            recipient=who, year=year, title="Dạy học theo nhóm", scope="unit", recognised_by="unit"
        )
    assert "Hoàng Thị Lan" in names(stage.run(), What.ELIGIBLE, merit)
    given(who, merit, route="sudden", achievement="Cứu người đuối nước")
    assert "Hoàng Thị Lan" not in names(stage.run(), What.ELIGIBLE, merit)
    assert "Hoàng Thị Lan" in names(stage.run(), What.AWARDED, merit)


def test_one_short_names_the_condition_with_its_article(stage: Stage) -> None:
    pk = stage.run()
    row = Found.objects.get(run=pk, what=What.ONE_SHORT, award=WORKER, recipient=stage.who["low"])
    assert not row.unknown and row.condition is not None
    assert row.condition.cites and row.condition.title
    asked = Asked(None, row.recipient_id, WORKER, "merit", 2021, None, None, "", date(2021, 12, 15))
    findings = preview(SYSTEM, [asked])[row.recipient_id]["findings"]
    assert [each["rule"] for each in findings if each["result"] != "yes"] == [row.condition.rule]


def test_eligible_rows_are_those_that_the_explaining_engine_calls_eligible(stage: Stage) -> None:
    pk = stage.run()
    rows = list(Found.objects.filter(run=pk, what=What.ELIGIBLE))
    assert rows
    for row in rows:
        asked = Asked(None, row.recipient_id, row.award, row.route, 2021, None, None, "", date(2021, 12, 15))
        assert preview(SYSTEM, [asked])[row.recipient_id]["verdict"] == "eligible", (row.award, row.recipient)


def test_an_unknown_condition_is_said_to_be_unknown(stage: Stage) -> None:
    Rating.objects.filter(recipient=stage.who["overlooked"]).delete()
    stage.who["overlooked"].facts_to = 2020
    stage.who["overlooked"].save(update_fields=["facts_to"])
    pk = stage.run()
    short = Found.objects.filter(run=pk, what=What.ONE_SHORT, recipient=stage.who["overlooked"])
    assert all(row.unknown for row in short)
    assert "Trần Thị Bình" not in names(pk, What.ELIGIBLE)


def test_a_record_that_the_law_of_its_day_does_not_support_is_listed_with_what_lacks(stage: Stage) -> None:
    doubtful = given(stage.who["low"], WORKER)
    pk = stage.run()
    row = Found.objects.get(run=pk, what=What.UNSUPPORTED, award=WORKER)
    assert row.ref_id == doubtful.pk and row.recipient == stage.who["low"]
    assert row.condition is not None and row.condition.cites
    assert names(pk, What.UNSUPPORTED) == {"Đỗ Thị Dung"}  # and not the one whose rating supports the title


def test_a_record_is_not_counted_against_itself(stage: Stage) -> None:
    who = rated(rated(person("Hoàng Thị Lan", stage.units.school), "excellent"), "excellent", 2020)
    record = given(
        who,
        "provincial_certificate_of_merit",
        period_from=2020,
        period_to=2021,
        decided_on=date(2021, 12, 14),
    )
    question = sweeping.question_of(
        sweeping.Given(record.pk, who.pk, record.award, "merit", 2021, 2020, 2021, "", record.decided_on)
    )
    with_it = preview(
        SYSTEM, [Asked(None, who.pk, record.award, "merit", 2021, 2020, 2021, "", record.decided_on)]
    )
    without = preview(SYSTEM, [question])
    against = {each["rule"] for each in with_it[who.pk]["findings"] if each["result"] == "no"}
    still = {each["rule"] for each in without[who.pk]["findings"] if each["result"] == "no"}
    assert "period_not_rewarded" in against and "period_not_rewarded" not in still


def test_a_revoked_record_is_neither_awarded_nor_doubted(stage: Stage) -> None:
    record = given(stage.who["low"], WORKER)
    record.state, record.revoked_on, record.revoked_reason = "revoked", date(2021, 12, 12), "Nhầm tên."
    record.save()
    pk = stage.run()
    assert names(pk, What.UNSUPPORTED) == set()
    assert names(pk, What.AWARDED) == {"Lê Văn Cường"}


def test_the_list_says_who_everybody_is(stage: Stage) -> None:
    pk = stage.run()
    rows = {row.recipient_id: row for row in Found.objects.filter(run=pk, what=What.REGISTERED)}
    assert set(rows) == {each.pk for name, each in stage.who.items() if name != "gone"}
    farmer, leader = rows[stage.who["farmer"].pk], rows[stage.who["awarded"].pk]
    assert (farmer.group, farmer.minority, farmer.border, farmer.small) == ("farmer", True, True, True)
    assert (leader.leader, leader.minority, leader.border, leader.remote) == (True, True, False, False)
    assert rows[stage.who["unrated"].pk].gender == ""
    in_order = sorted(rows.values(), key=lambda row: row.place)
    given_names = [row.recipient.name.split()[-1] for row in in_order if row.kind == "person"]
    assert given_names == ["An", "Bình", "Cường", "Dung", "Em", "Giang", "Niê"]


def test_counts_of_a_unit_are_those_of_its_rows_and_of_all_below(stage: Stage) -> None:
    pk = stage.run()
    for unit in (stage.units.province, stage.units.district, stage.units.school, stage.units.commune):
        for what in (*FINDINGS, What.REGISTERED):
            rows = Found.objects.filter(run=pk, what=what, unit__path__startswith=unit.path)
            counted = [each.counts["total"] for each in queries.counts(pk, [unit.pk], what)]
            assert sum(counted) == rows.count(), (unit.name, what)
            women = sum(each.counts["women"] for each in queries.counts(pk, [unit.pk], what))
            assert women == rows.filter(gender="female").count()


def test_a_small_threshold_is_the_runners_choice(stage: Stage) -> None:
    assert Found.objects.filter(run=stage.run(), small=False).count() == 0
    pk = stage.run(small_below=3)
    sizes = dict(Found.objects.filter(run=pk, what=What.REGISTERED).values_list("recipient__name", "small"))
    assert not sizes["Trần Thị Bình"] and sizes["Phạm Văn Giang"]


def test_a_run_over_a_unit_knows_nobody_else(stage: Stage) -> None:
    pk = stage.run(stage.officer, stage.units.school.pk)
    assert names(pk, What.ELIGIBLE) == {"Trần Thị Bình"}
    assert set(Tally.objects.filter(run=pk).values_list("unit", flat=True)) == {stage.units.school.pk}


def test_a_commune_at_the_border_makes_its_villages_so_also_when_the_village_is_asked(stage: Stage) -> None:
    village = stage.who["farmer"].unit
    pk = stage.run(unit_id=village.pk)
    assert Found.objects.get(run=pk, what=What.REGISTERED, recipient=stage.who["farmer"]).border


def test_the_same_question_at_work_is_not_asked_twice(stage: Stage) -> None:
    asked: dict[str, Any] = {"actor": stage.province, "unit_id": stage.units.province.pk, "year": 2021}
    first = commands.start_run(**asked)
    assert commands.start_run(**asked) == first
    jobs.run_all()
    assert commands.start_run(**asked) != first


def test_a_run_done_again_after_a_crash_begins_anew_and_a_done_one_stays(stage: Stage) -> None:
    pk = stage.run()
    before = sorted(Found.objects.filter(run=pk).values_list("recipient", "award", "what"))
    commands.carry_out(pk, lambda *_: None)
    Run.objects.filter(pk=pk).update(state=RunState.WAITING)
    commands.carry_out(pk, lambda *_: None)
    assert sorted(Found.objects.filter(run=pk).values_list("recipient", "award", "what")) == before
    assert list(broken(invariants.INVARIANTS)) == []


def test_old_runs_stay_as_they_were(stage: Stage) -> None:
    old = stage.run()
    given(stage.who["overlooked"], WORKER)
    new = stage.run()
    assert "Trần Thị Bình" in names(old, What.ELIGIBLE)
    assert "Trần Thị Bình" not in names(new, What.ELIGIBLE)
    assert queries.best(stage.province, queries.runs(stage.province)).id == new  # type: ignore[union-attr]


def test_too_many_rows_are_refused_in_words_and_nothing_is_shown(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MOST_ROWS", 3)
    run = Run.objects.get(pk=stage.run())
    assert run.state == RunState.FAILED and "quá 3" in run.message
    assert queries.best(stage.province, queries.runs(stage.province)) is None


def test_records_beyond_what_is_explained_are_counted(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    given(stage.who["low"], WORKER)
    monkeypatch.setattr(sweeping, "MOST_RECORDS", 0)
    run = Run.objects.get(pk=stage.run())
    assert run.not_confirmed == 1 and not names(run.pk, What.UNSUPPORTED)


def test_a_run_is_no_official_act_but_tells_its_unit(stage: Stage) -> None:
    entries = LedgerEntry.objects.count()
    pk = stage.run()
    assert LedgerEntry.objects.count() == entries
    assert Notice.objects.filter(unit_id=stage.units.province.pk, url=f"/phat-hien/?run={pk}").count() == 1


def test_it_keeps_the_law_and_the_moment_it_asked(stage: Stage) -> None:
    run = Run.objects.get(pk=stage.run())
    assert run.law_digest == load_book().digest and run.facts_at is not None
    assert run.decided_on == date(2021, 12, 15)
    asked = {row[0]: row for row in run.asked}
    assert sum(asked[WORKER][3:7]) == asked[WORKER][2] > 0


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"year": 1999}, "bộ quy định bắt đầu"),
    ({"year": 2022}, "Năm 2022 không rà soát được"),
    ({"decided_on": date(2003, 1, 1)}, "trước luật đầu tiên"),
    ({"decided_on": date(2020, 1, 1)}, "trước năm thành tích 2021"),
    ({"routes": ("sudden",)}, "loại hình"),
    ({"routes": ()}, "loại hình"),
    ({"small_below": 0}, "Ngưỡng"),
]


def test_nonsense_is_refused_in_words(stage: Stage) -> None:
    for asked, says in NONSENSE:
        with pytest.raises(Refused, match=says):
            commands.start_run(
                actor=stage.province, unit_id=stage.units.province.pk, **{"year": 2021, **asked}
            )


def test_a_day_whose_law_was_not_loaded_finds_nobody(stage: Stage) -> None:
    pk = stage.run(decided_on=date(2027, 6, 1))
    assert not Found.objects.filter(run=pk, what__in=[What.ELIGIBLE, What.ONE_SHORT]).exists()
    assert not Condition.objects.filter(run=pk).exists()


def test_who_may_run_what(stage: Stage) -> None:
    school = stage.units.school.pk
    for who in (stage.inspector, actor(Role.HEAD, stage.units.school)):
        with pytest.raises(Refused):
            commands.start_run(actor=who, unit_id=school, year=2021)
    with pytest.raises(NotThere):
        commands.start_run(actor=stage.stranger, unit_id=school, year=2021)
    assert commands.start_run(actor=stage.district, unit_id=school, year=2021)


def test_fighters_are_found_too(stage: Stage) -> None:
    pk = stage.run()
    short = Found.objects.filter(run=pk, award=FIGHTER, what=What.ONE_SHORT)
    assert short.exists() and not names(pk, What.ELIGIBLE, FIGHTER)
