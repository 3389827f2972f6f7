"""Other rooms put recipients forward: drafts with what they came from, all or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from tests.nominations.conftest import DISTRICT_AWARD, Stage
from tests.nominations.test_views import LIST, as_user, text
from thidua.achievements.putting_forward import PutForward, ask
from thidua.foundation.errors import Refused
from thidua.nominations import commands
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import nomination_page


def _item(stage: Stage, name: str, **fields: object) -> PutForward:
    return replace(
        PutForward(
            unit_id=stage.units.school.pk,
            recipient_id=stage.person(name).pk,
            award=DISTRICT_AWARD,
            route="thematic",
            year=2021,
            origin_kind="movement",
            origin_id=7,
            origin_title="Phong trào thi đua phòng, chống dịch",
            origin_url="/phong-trao/7/",
            achievement="Góp sức chống dịch",
        ),
        **fields,
    )


def test_drafts_keep_where_they_came_from(stage: Stage) -> None:
    """No round of the kind is open: one is opened at the unit, and taken again the next time."""
    with transaction.atomic():
        first, second = ask(
            actor=stage.officer, items=[_item(stage, "Lê Thị Mai"), _item(stage, "Bùi Văn Nam", origin_id=8)]
        )
    rows = Nomination.objects.in_bulk([first, second])
    assert [rows[pk].recipient.name for pk in (first, second)] == ["Lê Thị Mai", "Bùi Văn Nam"]
    assert rows[first].state == "draft" and rows[first].route == "thematic" and rows[first].check_id
    assert rows[first].round.unit_id == stage.units.school.pk
    assert rows[first].round_id == rows[second].round_id
    origin = nomination_page(stage.officer, second).origin
    assert tuple(origin) == ("movement", 8, "Phong trào thi đua phòng, chống dịch", "/phong-trao/7/")


def test_the_nearest_open_round_takes_them(stage: Stage) -> None:
    wide = commands.open_round(
        actor=stage.province_officer, unit_id=stage.units.province.pk, name="Chuyên đề 2021", year=2021,
        opens_on=date(2021, 11, 1), closes_on=date(2021, 12, 31), route="thematic",
    )  # fmt: skip
    with transaction.atomic():
        [pk] = ask(actor=stage.officer, items=[_item(stage, "Lê Thị Mai")])
    assert Nomination.objects.get(pk=pk).round_id == wide


def test_one_bad_row_keeps_all_out(stage: Stage) -> None:
    good, bad = _item(stage, "Lê Thị Mai"), _item(stage, "Bùi Văn Nam", year=2030)
    with pytest.raises(Refused, match="Năm 2030"), transaction.atomic():
        ask(actor=stage.officer, items=[good, bad])
    assert not Nomination.objects.exists() and not Round.objects.filter(route="thematic").exists()


def test_a_stranger_makes_no_drafts(stage: Stage) -> None:
    with pytest.raises(Refused), transaction.atomic():
        ask(actor=stage.district_officer, items=[_item(stage, "Lê Thị Mai")])


def test_the_page_leads_back(stage: Stage) -> None:
    with transaction.atomic():
        [pk] = ask(actor=stage.officer, items=[_item(stage, "Lê Thị Mai")])
    page = text(as_user(stage.officer).get(f"{LIST}{pk}/"))
    assert 'href="/phong-trao/7/"' in page and "Xuất phát từ" in page
