"""The official acts: from a draft at the province to nominations of the commune, and what stops them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import SYSTEM, TODAY, actor
from tests.movements.conftest import CERTIFICATE, COMMUNE_AWARD, PLAN, Ground
from thidua.access.types import Role
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.movements import commands, daily, desk, queries
from thidua.movements.invariants import INVARIANTS
from thidua.movements.models import Joining, Movement, Review, Task
from thidua.movements.stored import plan_of
from thidua.movements.types import Check, Figure, Proposed, ReviewKind
from thidua.nominations.models import Nomination
from thidua.organisation.commands import succeed_units
from thidua.organisation.models import Unit
from thidua.organisation.types import SuccessionKind


def _sound() -> bool:
    return not list(broken(INVARIANTS))


def test_from_the_province_to_the_commune_and_to_nominations(ground: Ground) -> None:
    """The whole way: launched above, re-launched in a commune, interim review, final review, nominations, closed."""
    row = ground.launched()
    assert [(r.kind, r.due) for r in Review.objects.order_by("due")] == [
        ("interim", date(2021, 9, 30)),
        ("final", date(2022, 9, 30)),
    ]
    own_id = commands.join(
        actor=ground.commune_officer, movement_id=row.pk, unit_id=ground.units.commune.pk,
        additions="Thêm: thắp sáng đường thôn", relaunch=True,
    )  # fmt: skip
    own = Movement.objects.get(pk=own_id)
    assert (own.parent_id, own.root_id, own.state) == (row.pk, row.pk, "draft")
    assert own.since == TODAY and own.until == PLAN.until and "thắp sáng" in own.content
    ground.launch(own, ground.commune_head)
    held = ground.held(row, ReviewKind.INTERIM)
    assert held.held_on == TODAY
    with pytest.raises(Refused, match="Phải tổng kết"):
        commands.close(actor=ground.officer, movement_id=row.pk, version=2, on=TODAY)
    final = ground.held(Movement.objects.get(pk=own_id), ReviewKind.FINAL, ground.commune_officer)
    [pk] = commands.propose(
        actor=ground.commune_officer, review_id=final.pk,
        proposed=[Proposed(ground.commune().pk, COMMUNE_AWARD, "Vượt mục tiêu")],
    )  # fmt: skip
    made = Nomination.objects.get(pk=pk)
    assert (made.route, made.unit_id, made.state) == ("thematic", ground.units.commune.pk, "draft")
    assert (made.origin_kind, made.origin_id, made.origin_url) == (
        "movement", own_id, f"/phong-trao/{own_id}/so-ket/",
    )  # fmt: skip
    assert (made.period_from, made.period_to) == (2021, 2021)
    commands.close(actor=ground.commune_officer, movement_id=own.pk, version=2, on=TODAY)
    assert Movement.objects.get(pk=own_id).state == "closed"
    acts = list(LedgerEntry.objects.filter(object_type="movement").values_list("act", flat=True))
    assert {"movements.launch", "movements.join", "movements.hold_review", "movements.propose"} <= set(acts)
    assert _sound()


def test_launching_is_the_heads_act(ground: Ground) -> None:
    row = ground.draft()
    act = {"movement_id": row.pk, "version": 1, "on": TODAY}
    with pytest.raises(Refused, match="số, ngày văn bản"):
        commands.launch(actor=ground.officer, **act)
    with pytest.raises(NotThere):
        commands.launch(actor=ground.stranger, **act)
    with pytest.raises(Stale):
        commands.launch(actor=ground.head, **{**act, "version": 7})
    commands.launch(actor=ground.officer, **act, paper="Kế hoạch mẫu số 01/KH-UBND")
    told = set(Notice.objects.values_list("unit_id", flat=True))
    assert told == {
        ground.units.department.pk,
        ground.units.district.pk,
        ground.units.other_district.pk,
    }


def test_a_movement_that_meets_another_is_launched_only_with_open_eyes(ground: Ground) -> None:
    ground.launched()
    row = ground.draft(
        ground.district_officer, ground.units.district.pk, title="Chung sức xây dựng nông thôn mới"
    )
    act = {
        "actor": ground.district_officer,
        "movement_id": row.pk,
        "version": 1,
        "on": TODAY,
        "paper": "KH 1",
    }
    with pytest.raises(Refused, match=r"Trùng với “Đắk Nông chung sức.*nội dung giống nhau.*cùng thời gian"):
        commands.launch(**act)
    assert queries.movement_page(ground.district_officer, row.pk).overlaps
    commands.launch(**act, aware=True)
    assert _sound()


def test_a_movement_below_stays_within_that_above(ground: Ground) -> None:
    row = ground.launched()
    own_id = commands.join(
        actor=ground.district_officer, movement_id=row.pk, unit_id=ground.units.district.pk, relaunch=True
    )
    own = Movement.objects.get(pk=own_id)
    with pytest.raises(Refused, match="trong thời gian của phong trào cấp trên"):
        commands.edit(
            actor=ground.district_officer, movement_id=own.pk, version=1,
            plan=replace(plan_of(own), until=date(2023, 1, 1)),
        )  # fmt: skip
    with pytest.raises(Refused, match="đã có phong trào của mình"):
        commands.join(
            actor=ground.district_officer, movement_id=row.pk, unit_id=ground.units.district.pk, relaunch=True
        )
    commands.close(actor=ground.district_officer, movement_id=own.pk, version=1, on=TODAY, note="Soạn nhầm")
    assert Joining.objects.get().own_id is None
    assert commands.join(
        actor=ground.district_officer, movement_id=row.pk, unit_id=ground.units.district.pk, relaunch=True
    )


def test_a_longer_period_moves_what_is_owed(ground: Ground) -> None:
    row = ground.launched()
    ground.held(row, ReviewKind.INTERIM)
    version = commands.edit(
        actor=ground.officer, movement_id=row.pk, version=2,
        plan=replace(plan_of(row), until=date(2023, 12, 31)),
    )  # fmt: skip
    assert version == 3
    assert list(Review.objects.order_by("due").values_list("kind", "due", "held_on")) == [
        ("interim", date(2021, 9, 30), TODAY),
        ("final", date(2023, 12, 31), None),
    ]
    with pytest.raises(Refused, match="không đổi hình thức"):
        commands.edit(
            actor=ground.officer, movement_id=row.pk, version=3,
            plan=replace(plan_of(row), since=date(2020, 10, 2)),
        )  # fmt: skip


def test_a_review_is_written_down_once(ground: Ground) -> None:
    row = ground.launched()
    review = ground.held(row, ReviewKind.INTERIM)
    with pytest.raises(Refused, match="đã được ghi kết quả"):
        ground.held(row, ReviewKind.INTERIM)
    final = Review.objects.get(kind="final")
    with pytest.raises(Refused, match="Chưa ghi kết quả"):
        commands.propose(
            actor=ground.officer, review_id=final.pk, proposed=[Proposed(ground.commune().pk, CERTIFICATE)]
        )
    planned = commands.plan_review(
        actor=ground.officer, movement_id=row.pk, kind="interim", due=date(2022, 3, 1)
    )
    assert planned != review.pk
    asked = queries.review_page(ground.officer, planned)[1].points
    commands.hold_review(
        actor=ground.officer, review_id=planned, held_on=TODAY, findings="Khá.",
        checklist=[Check(point.key, False, "Chưa đến kỳ") for point, _ in asked],
        figures=[Figure("Đường thôn", "12,5", "km")],
    )  # fmt: skip
    assert Review.objects.get(pk=planned).figures == [{"label": "Đường thôn", "value": "12,5", "unit": "km"}]


def test_what_a_review_found_is_corrected_with_a_reason(ground: Ground) -> None:
    row = ground.launched()
    review = ground.held(row, ReviewKind.INTERIM)
    found = queries.review_page(ground.officer, review.pk)[1]
    as_it_stood = {
        "actor": ground.officer, "review_id": review.pk, "version": 1, "held_on": TODAY,
        "checklist": [check for _, check in found.points], "findings": found.findings, "figures": found.figures,
    }  # fmt: skip
    figures = [Figure("Đường thôn", "12,5", "km")]
    with pytest.raises(Refused, match="Lý do sửa"):
        commands.correct_review(**{**as_it_stood, "figures": figures}, reason=" ")
    with pytest.raises(Refused, match="Chưa có gì khác"):
        commands.correct_review(**as_it_stood, reason="Đọc lại biên bản")
    with pytest.raises(Refused, match="tương lai"):
        commands.correct_review(
            **{**as_it_stood, "held_on": TODAY + timedelta(days=1)}, reason="Đọc lại biên bản"
        )
    commands.correct_review(**{**as_it_stood, "figures": figures}, reason="Ghi thiếu số liệu")
    with pytest.raises(Stale):
        commands.correct_review(**{**as_it_stood, "findings": "Khác"}, reason="Đọc lại biên bản")
    commands.correct_review(
        **{**as_it_stood, "version": 2, "findings": "Vượt mục tiêu."}, reason="Ghi nhầm kết luận"
    )
    now = queries.review_page(ground.officer, review.pk)[1]
    assert (now.version, now.findings, now.figures) == (3, "Vượt mục tiêu.", ())
    assert [(each.reason, each.differs) for each in now.corrections] == [
        ("Ghi thiếu số liệu", (("Số liệu Đường thôn", "", "12,5 km"),)),
        (
            "Ghi nhầm kết luận",
            (("Kết luận", "Đạt mục tiêu đề ra.", "Vượt mục tiêu."), ("Số liệu Đường thôn", "12,5 km", "")),
        ),
    ]
    entry = LedgerEntry.objects.filter(act="movements.correct_review").latest("seq")
    assert "Ghi nhầm kết luận" in entry.summary


def test_what_was_never_held_is_not_corrected(ground: Ground) -> None:
    ground.launched()
    final = Review.objects.get(kind="final")
    with pytest.raises(Refused, match="chưa được ghi kết quả"):
        commands.correct_review(
            actor=ground.officer, review_id=final.pk, version=1, held_on=TODAY, checklist=[], findings="Đạt.",
            figures=[], reason="Nhầm",
        )  # fmt: skip


def test_tasks_are_for_the_units_below(ground: Ground) -> None:
    row = ground.launched()
    add = {"actor": ground.officer, "movement_id": row.pk, "what": "Rà soát xã đạt chuẩn"}
    pk = commands.add_task(**add, unit_id=ground.units.district.pk, due=date(2022, 1, 15))
    with pytest.raises(Refused, match="sau ngày kết thúc"):
        commands.add_task(**add, unit_id=ground.units.district.pk, due=date(2022, 10, 1))
    done = {"task_id": pk, "on": TODAY, "result": "Xong 3 xã"}
    with pytest.raises(Refused, match="đơn vị được giao"):
        commands.finish_task(actor=ground.stranger, **done)
    commands.finish_task(actor=ground.district_officer, **done)
    with pytest.raises(Refused, match="đã được ghi là xong"):
        commands.finish_task(actor=ground.district_officer, **done)


def test_units_merged_in_mid_movement_go_on_through_the_new_one(ground: Ground) -> None:
    """History stays at the old commune; its task and its own movement are worked on by the new one."""
    row, old = ground.launched(), ground.units.commune
    own_id = commands.join(actor=ground.commune_officer, movement_id=row.pk, unit_id=old.pk, relaunch=True)
    own = ground.launch(Movement.objects.get(pk=own_id), ground.commune_head)
    task = commands.add_task(
        actor=ground.officer, movement_id=row.pk, what="Báo cáo tháng", unit_id=old.pk, due=date(2021, 12, 20)
    )
    new = _merge(ground, old)
    heir = actor(Role.EMULATION_OFFICER, new)
    page = queries.movement_page(heir, own.pk)
    assert (page.unit, page.now, page.works) == ("Xã Nam Dong", "Xã Nam Dong mới", True)
    [shown] = queries.movement_page(heir, row.pk).tasks
    assert (shown.unit, shown.now, shown.may_finish) == ("Xã Nam Dong", "Xã Nam Dong mới", True)
    assert any(item.title == "Nhiệm vụ trong phong trào" for item in desk.items(heir))
    assert {e.key for e in desk.dates(heir, TODAY, date(2022, 12, 31))} >= {f"movements.task.{task}"}
    daily.run(TODAY)
    assert Notice.objects.filter(unit_id=new.pk, text__contains="1 nhiệm vụ").count() == 1
    commands.finish_task(actor=heir, task_id=task, on=TODAY, result="Đã báo cáo")
    ground.held(own, ReviewKind.FINAL, heir)
    branch = queries.movement_page(ground.officer, row.pk).branch
    assert branch.below[0].unit == "Xã Nam Dong (nay là Xã Nam Dong mới)"
    assert Task.objects.get().unit_id == old.pk and Joining.objects.get().unit_id == old.pk


def _merge(ground: Ground, old: Unit) -> Unit:
    from tests.factories import unit
    from thidua.organisation.types import UnitKind

    new = unit("Xã Nam Dong mới", UnitKind.COMMUNE, ground.units.district, valid_from=TODAY)
    succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[old.pk], after_ids=[new.pk], on=TODAY,
        instrument="Nghị quyết mẫu",
    )  # fmt: skip
    return new


def test_a_unit_is_told_once_in_six_days(ground: Ground) -> None:
    row = ground.launched()
    commands.add_task(
        actor=ground.officer, movement_id=row.pk, what="Báo cáo", unit_id=ground.units.district.pk,
        due=TODAY - timedelta(days=1),
    )  # fmt: skip
    Notice.objects.all().delete()
    for days in (0, 0, 1, 5):
        daily.run(TODAY + timedelta(days=days))
    words = dict(Notice.objects.values_list("unit_id", "text"))
    assert len(words) == Notice.objects.count() == 2
    assert (
        "1 nhiệm vụ" in words[ground.units.district.pk] and "1 đã quá hạn" in words[ground.units.district.pk]
    )
    assert "1 kỳ sơ kết" in words[ground.units.province.pk]
    daily.run(TODAY + timedelta(days=6))
    assert Notice.objects.count() == 4


def test_who_sees_what(ground: Ground) -> None:
    """Drafts stay with their unit and those above; launched movements are seen below as well."""
    mine = ground.draft(ground.district_officer, ground.units.district.pk)
    above = ground.launched(title="Toàn tỉnh phòng, chống dịch")
    seen = lambda who: {row.id for row in queries.movements(who)}  # noqa: E731
    assert seen(ground.officer) == {mine.pk, above.pk}
    assert seen(ground.commune_officer) == {above.pk} == seen(ground.stranger)
    with pytest.raises(NotThere):
        queries.movement_page(ground.stranger, mine.pk)
    with pytest.raises(NotThere):
        commands.join(actor=ground.commune_officer, movement_id=mine.pk, unit_id=ground.units.commune.pk)
    with pytest.raises(NotThere):
        commands.join(actor=ground.stranger, movement_id=above.pk, unit_id=ground.units.commune.pk)


def test_the_tree_names_who_is_missing(ground: Ground) -> None:
    row = ground.launched()
    commands.join(actor=ground.district_officer, movement_id=row.pk, unit_id=ground.units.district.pk)
    branch = queries.movement_page(ground.officer, row.pk).branch
    assert [each.unit for each in branch.below] == ["Huyện Cư Jút"]
    assert branch.missing == ("Huyện Đắk Mil", "Sở Nội vụ")


def test_a_page_takes_the_same_queries_however_much_there_is(ground: Ground) -> None:
    row = ground.launched()

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            queries.movement_page(ground.officer, row.pk)
        return len(taken)

    def more(who: object, unit: Unit) -> None:
        own = commands.join(actor=SYSTEM, movement_id=row.pk, unit_id=unit.pk, relaunch=True)
        ground.launch(Movement.objects.get(pk=own), SYSTEM)
        commands.add_task(actor=ground.officer, movement_id=row.pk, what="Việc", unit_id=unit.pk, due=TODAY)

    more(SYSTEM, ground.units.district)
    before = count()
    for unit in (ground.units.other_district, ground.units.commune, ground.units.school):
        more(SYSTEM, unit)
    assert count() == before <= 20
