"""Lists, counts, pages and what waits: within scope, filtered, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import actor, collective, post, user
from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, FIGHTER, WORKER, Stage
from thidua.access.queries import actor_of
from thidua.access.types import Role
from thidua.foundation.errors import NotThere
from thidua.nominations import commands, desk
from thidua.nominations.queries import (
    BelowRow,
    ListFilters,
    awaiting_council,
    below,
    briefs_system,
    counts,
    decision_candidates,
    endorsed,
    list_page,
    nomination_page,
    of_recipient,
    rounds,
    submissions,
    waiting_for,
)
from thidua.nominations.queries.returned import returned_from_above_system
from thidua.nominations.types import Asking, Event


def _queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def _mixed(stage: Stage) -> dict[str, int]:
    school = collective(stage.units.school)
    return {
        "worker": stage.draft(WORKER, stage.person("Nguyễn Văn An")),
        "fighter": stage.do(
            stage.officer, stage.draft(FIGHTER, stage.person("Trần Thị Ánh")), Event.PROPOSE
        ).pk,
        "sent": stage.at_district(CERTIFICATE, "H'Bia Niê"),
        "flag": stage.draft("provincial_emulation_flag", school),
    }


FILTERS: list[tuple[ListFilters, set[str]]] = [
    (ListFilters(), {"worker", "fighter", "sent", "flag"}),
    (ListFilters(award=FIGHTER), {"fighter"}),
    (ListFilters(state="draft"), {"worker", "flag"}),
    (ListFilters(review_state="received"), {"fighter", "sent"}),
    (ListFilters(kind="collective"), {"flag"}),
    (ListFilters(mine=True), {"worker", "fighter", "flag"}),
    (ListFilters(text="nguyen van"), {"worker"}),
    (ListFilters(text="hbia"), {"sent"}),
    (ListFilters(text="anh", state="in_review"), {"fighter"}),
    (ListFilters(year=2020), set()),
    (ListFilters(route="sudden"), set()),
    (ListFilters(unit_id=999_999), set()),
    (ListFilters(text="không ai tên thế"), set()),
]


@pytest.mark.parametrize(
    ("filters", "expected"), FILTERS, ids=lambda v: "-".join(sorted(v)) if isinstance(v, set) else str(v)[:60]
)
def test_filters_narrow_the_list_and_the_counts_agree(
    stage: Stage, filters: ListFilters, expected: set[str]
) -> None:
    made = _mixed(stage)
    page = list_page(stage.officer, filters)
    assert {row.id for row in page.rows} == {made[name] for name in expected}
    assert page.total == len(expected)
    if not (filters.state or filters.review_state):
        assert counts(stage.officer, filters).total == len(expected)


def test_counts_say_how_many_stand_where(stage: Stage) -> None:
    _mixed(stage)
    found = counts(stage.officer, ListFilters(state="draft"))
    assert found.states == {"draft": 2, "in_review": 2}
    assert found.review_states == {"": 2, "received": 2}
    assert sum(found.verdicts.values()) == 4


def test_units_see_their_subtree_and_nothing_else(stage: Stage) -> None:
    made = set(_mixed(stage).values())
    for who, seen in (
        (stage.officer, made),
        (stage.district_officer, made),
        (stage.province_officer, made),
        (stage.stranger, set()),
        (actor(Role.HEAD, stage.units.other_school), set()),
    ):
        assert {row.id for row in list_page(who, ListFilters()).rows} == seen
    only_school = ListFilters(unit_id=stage.units.school.pk)
    assert list_page(stage.province_officer, only_school).total == 4
    assert list_page(stage.province_officer, ListFilters(unit_id=stage.units.other_school.pk)).total == 0


def test_pages_run_in_the_order_of_names(stage: Stage) -> None:
    for at in range(60):
        stage.draft(WORKER, stage.person(f"Lê Văn {at:02}"))
    first, second, beyond = (list_page(stage.officer, ListFilters(), page) for page in (1, 2, 9))
    assert (len(first.rows), len(second.rows), first.pages, beyond.page) == (50, 10, 2, 2)
    names = [row.recipient for row in (*first.rows, *second.rows)]
    assert names == sorted(names)


def test_queries_do_not_grow(stage: Stage) -> None:
    reads: list[tuple[Callable[[], object], int]] = [
        (lambda: list_page(stage.district_officer, ListFilters(text="an", unit_id=stage.units.school.pk)), 5),
        (lambda: counts(stage.district_officer, ListFilters(text="an", unit_id=stage.units.school.pk)), 3),
        (lambda: waiting_for(stage.officer), 2),
        (lambda: below(stage.district_officer), 2),
        (lambda: desk.items(stage.officer), 3),
        (lambda: desk.below(stage.district_officer), 2),
        (lambda: submissions(stage.officer), 1),
        (lambda: rounds(stage.officer), 1),
        (lambda: awaiting_council(stage.officer, unit_id=stage.units.school.pk), 1),
        (lambda: endorsed(stage.officer, unit_id=stage.units.school.pk), 1),
    ]
    _mixed(stage)
    for read, _ in reads:
        read()
    before = [_queries(read) for read, _ in reads]
    for at in range(5):
        stage.draft(WORKER, stage.person(f"Hoàng An {at}"))
        stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person(f"Phạm An {at}")))
        stage.at_district(DISTRICT_AWARD, f"Đỗ An {at}")
    assert [_queries(read) for read, _ in reads] == before
    for (_, most), seen in zip(reads, before, strict=True):
        assert seen <= most


def test_one_page_holds_everything_within_twelve_queries(stage: Stage) -> None:
    pk = stage.at_province()
    assert _queries(lambda: nomination_page(stage.officer, pk)) <= 12
    page = nomination_page(stage.officer, pk)
    assert [review.unit for review in page.reviews] == [
        "Trường THCS Nguyễn Du", "Huyện Cư Jút", "UBND tỉnh Đắk Nông",
    ]  # fmt: skip
    assert [sent.number for sent in page.submissions] == ["01/TTr-THCSND", "01/TTr-UBND"]
    assert len(page.steps) == 9
    assert (page.holder, page.next_unit, page.may_decide) == ("UBND tỉnh Đắk Nông", None, True)
    assert page.label == "Chờ thẩm định"
    assert page.waiting_label == "Đang được xét"
    assert page.reviews[2].due_on is not None
    assert page.check is not None
    with pytest.raises(NotThere):
        nomination_page(stage.stranger, pk)


def test_offers_say_what_endorsing_will_ask(stage: Stage) -> None:
    pk = stage.draft(WORKER)
    for event in (Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE):
        stage.do(stage.officer, pk, event)
    offer = next(o for o in nomination_page(stage.head, pk).offers if o.event is Event.ENDORSE)
    assert offer.decision
    assert offer.needs_confirmation
    assert not offer.needs_text


def test_what_waits_is_split_by_step_and_by_what_comes_next(stage: Stage) -> None:
    _mixed(stage)
    stage.endorsed(stage.draft(WORKER, stage.person("Bùi Văn Châu")))
    stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person("Bùi Văn Diện")))
    seen = {(row.event, row.count, row.may_act) for row in waiting_for(stage.officer)}
    assert seen == {
        (Event.PROPOSE, 2, True),
        (Event.APPRAISE_AGREE, 1, True),
        (Event.SUBMIT, 1, True),
        (Event.DECIDE, 1, False),
    }
    assert {row.event for row in waiting_for(stage.head) if row.may_act} == {Event.SUBMIT, Event.DECIDE}
    [district] = waiting_for(stage.district_officer)
    assert (district.event, district.count) == (Event.APPRAISE_AGREE, 1)
    assert district.due is not None
    assert waiting_for(stage.stranger) == []


def test_the_desk_shows_it_with_one_button_each(stage: Stage) -> None:
    _mixed(stage)
    items = {(item.title, item.button, item.count, item.url) for item in desk.items(stage.officer)}
    assert items == {
        ("Đề nghị đang soạn", "Gửi xét", 2, "/de-nghi/?state=draft&mine=1"),
        ("Hồ sơ chờ thẩm định", "Thẩm định", 1, "/de-nghi/?review_state=received&mine=1"),
    }


def test_those_below_are_counted_by_how_far_they_are(stage: Stage) -> None:
    _mixed(stage)
    pk = stage.at_district(DISTRICT_AWARD, "Bùi Văn Em")
    stage.do(stage.district_officer, pk, Event.RETURN, reason="other", text="Xem lại.")
    rows = {row.unit: row for row in below(stage.district_officer)}
    school = stage.units.school
    assert rows[school.name] == BelowRow(school.pk, school.name, drafts=2, waiting=1, returned=1, done=1)
    assert rows["Xã Nam Dong"].done == 0
    assert [row.unit for row in desk.below(stage.province_officer)] == [
        "Huyện Cư Jút",
        "Huyện Đắk Mil",
        "Sở Nội vụ",
    ]


def test_candidates_for_decision_are_what_the_unit_may_decide(stage: Stage) -> None:
    own = stage.endorsed(stage.draft(WORKER))
    stage.endorsed(stage.draft(DISTRICT_AWARD, stage.person("Khác")))
    assert [brief.id for brief in decision_candidates(stage.head, unit_id=stage.units.school.pk)] == [own]
    assert briefs_system([own])[own].award_name == "Lao động tiên tiến"


def test_a_person_with_posts_at_two_units_finds_both(stage: Stage) -> None:
    both = user("Hai nơi")
    post(both, Role.EMULATION_OFFICER, stage.units.school)
    post(both, Role.EMULATION_OFFICER, stage.units.other_school)
    who = actor_of(both.pk, both.full_name, stage.officer.today)
    pk = stage.draft(WORKER)
    other = commands.create_nomination(
        actor=who, round_id=stage.round_id, unit_id=stage.units.other_school.pk,
        asking=Asking(collective(stage.units.other_school).pk, "advanced_collective", 2021),
    )  # fmt: skip
    assert {row.id for row in list_page(who, ListFilters(mine=True)).rows} == {pk, other}


def test_rounds_are_those_of_units_above_and_below(stage: Stage) -> None:
    assert [row.id for row in rounds(stage.officer, open_only=True)] == [stage.round_id]
    assert [row.id for row in rounds(stage.stranger)] == [stage.round_id]


def test_a_recipients_nominations_stay_within_scope(stage: Stage) -> None:
    whom = stage.person()
    first, second = stage.draft(WORKER, whom), stage.draft(FIGHTER, whom)
    assert [row.id for row in of_recipient(stage.district_officer, whom.pk)] == [second, first]
    assert of_recipient(stage.stranger, whom.pk) == []


def test_a_dossier_sent_back_from_above_counts_once_for_every_unit_on_its_way(stage: Stage) -> None:
    units = stage.units
    own = stage.draft(DISTRICT_AWARD)
    stage.do(stage.officer, own, Event.PROPOSE)
    words = {"reason": "missing_paper", "text": "Thiếu báo cáo."}
    stage.do(stage.officer, own, Event.RETURN, **words)
    sent = stage.at_district(name="Trần Thị Bé")
    stage.do(stage.district_officer, sent, Event.RETURN, **words)
    ids = [units.school.pk, units.district.pk, units.province.pk, units.other_school.pk]
    assert returned_from_above_system(ids, 2021) == {units.school.pk: 1}
    assert returned_from_above_system(ids, 2020) == {}
    far = stage.at_province()
    stage.do(stage.province_officer, far, Event.RETURN, **words)
    assert returned_from_above_system(ids, 2021) == {units.school.pk: 2, units.district.pk: 1}
