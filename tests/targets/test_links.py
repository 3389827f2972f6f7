"""What a target is tied to: chosen from documents, movements and criteria within the scope, or a paper in words."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

import thidua.scoring
from tests.factories import SYSTEM, TODAY, Province
from tests.movements.conftest import PLAN
from tests.pages import as_user, queries_of, text
from tests.targets.conftest import POVERTY, YEAR, officer
from thidua.access.types import Role
from thidua.directives import commands as directives
from thidua.foundation.errors import Refused, Stale
from thidua.movements import commands as movements
from thidua.scoring import commands as scoring
from thidua.scoring.reading import read_round
from thidua.targets import commands, offers, queries
from thidua.targets.models import Link
from thidua.targets.types import Amount, LinkKind, Ref

pytestmark = pytest.mark.django_db
TEXT = "CHỈ THỊ\n1. Giao các sở thi đua giảm nghèo."
SHEET = Path(thidua.scoring.__file__).parent / "data" / "mau-hung-yen-2021.yaml"


@pytest.fixture
def document(province: Province) -> Ref:
    """A directive that the province keeps."""
    pk = directives.take_in(
        actor=SYSTEM, unit_id=province.province.pk, text="CHỈ THỊ\n1. Giao các sở thi đua giảm nghèo."
    )
    return Ref(LinkKind.DIRECTIVE, pk)


@pytest.fixture
def movement(province: Province) -> Ref:
    """A movement that the province launched."""
    pk = movements.draft(actor=SYSTEM, unit_id=province.province.pk, plan=PLAN)
    movements.launch(actor=SYSTEM, movement_id=pk, version=1, on=TODAY, aware=True)
    return Ref(LinkKind.MOVEMENT, pk)


@pytest.fixture
def criterion(province: Province) -> Ref:
    """A criterion of an adopted sheet."""
    sheet = read_round(SHEET)[0]
    pk = scoring.draft(actor=SYSTEM, unit_id=province.province.pk, sheet=sheet)
    scoring.adopt(actor=SYSTEM, sheet_id=pk, version=1, instrument="", checked=False)
    return Ref(LinkKind.CRITERION, pk, sheet.leaves[0].code)


def test_found_by_words_without_marks_and_only_within_the_scope(
    province: Province, document: Ref, movement: Ref, criterion: Ref
) -> None:
    above, below = officer(province.province), officer(province.district)
    for ref, words in ((movement, "nong thon moi"), (criterion, criterion.code)):
        assert ref in [offer.ref for offer in offers.find(above, ref.kind, words)]
        assert ref in [offer.ref for offer in offers.find(below, ref.kind, words)]
        assert not offers.find(above, ref.kind, "không có từ này")
    assert [offer.ref for offer in offers.find(above, LinkKind.DIRECTIVE, "")] == [document]
    assert offers.named(below, [document, movement]).keys() == {movement}
    assert not offers.find(below, LinkKind.DIRECTIVE, "")


def test_tied_once_to_what_stands_here_and_never_to_what_is_not_seen(
    province: Province, revenue: int, document: Ref, movement: Ref, criterion: Ref
) -> None:
    who = officer(province.province)
    for ref in (document, movement, criterion):
        commands.link_target(actor=who, target_id=revenue, kind=ref.kind, ref=ref)
        with pytest.raises(Refused, match="đã gắn"):
            commands.link_target(actor=who, target_id=revenue, kind=ref.kind, ref=ref)
    with pytest.raises(Refused, match="Không tìm thấy phong trào"):
        commands.link_target(
            actor=who, target_id=revenue, kind=LinkKind.MOVEMENT, ref=Ref(LinkKind.MOVEMENT, movement.id + 1)
        )
    with pytest.raises(Refused, match="chọn phong trào trong danh sách"):
        commands.link_target(actor=who, target_id=revenue, kind=LinkKind.MOVEMENT, title="Phong trào")
    below = officer(province.district)
    own = commands.create_target(actor=below, unit_id=province.district.pk, new=POVERTY)
    with pytest.raises(Refused, match="Không tìm thấy chỉ thị"):
        commands.link_target(actor=below, target_id=own, kind=LinkKind.DIRECTIVE, ref=document)
    assert [url for _, _, _, url in queries.links(who, revenue)] == [
        reverse("directives:document", args=[document.id]),
        reverse("movements:movement", args=[movement.id]),
        reverse("scoring:sheet", args=[criterion.id]),
    ]
    assert [bool(url) for _, _, _, url in queries.links(below, revenue)] == [False, True, True]
    twin = Link.objects.get(kind="movement")
    twin.pk, twin.title = None, "Tên khác"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_rows_in_words_stay_as_they_were(province: Province, revenue: int) -> None:
    Link.objects.create(
        target_id=revenue,
        kind="movement",
        title="Chung sức",
        url="/phong-trao/",
        at="2021-01-01T00:00Z",
        by="system",
    )
    assert [row[1:] for row in queries.links(SYSTEM, revenue)] == [
        ("Phong trào", "Chung sức", "/phong-trao/")
    ]


def test_the_way_from_the_search_to_the_linked_page(
    province: Province, revenue: int, document: Ref, movement: Ref
) -> None:
    who = officer(province.province)
    client, at = as_user(who), reverse("targets:link", args=[revenue])
    page = text(client.get(at, {"kind": "movement", "q": "chung suc"}))
    assert movement.key in page
    assert "Tên, số ký hiệu văn bản" not in page
    assert "Không tìm thấy mục nào" in text(client.get(at, {"kind": "movement", "q": "khong co"}))
    nothing = client.post(at, {"kind": "movement", "q": ""})
    assert nothing.status_code == 422
    form = {"kind": "movement", "q": "chung suc", "ref": movement.key}
    assert client.post(at, form).status_code == 302
    assert client.post(at, {"kind": "directive", "ref": document.key}).status_code == 302
    other = client.post(at, {"kind": "directive", "ref": "directive:999999:"})
    assert other.status_code == 422
    words = client.post(at, {"kind": "resolution", "ref": "", "title": "Nghị quyết 110/NQ-HĐND"})
    assert words.status_code == 302
    page = text(client.get(reverse("targets:target", args=[revenue])))
    assert f'href="/phong-trao/{movement.id}/"' in page
    assert "Nghị quyết 110/NQ-HĐND" in page


def test_a_linked_page_shows_how_its_targets_stand_at_the_same_cost(
    province: Province, revenue: int, document: Ref, movement: Ref
) -> None:
    who = officer(province.province)
    client = as_user(who)
    pages = [reverse("directives:document", args=[document.id]), f"/phong-trao/{movement.id}/"]
    assert "Chỉ tiêu gắn với" not in text(client.get(pages[0]))
    for ref in (document, movement):
        commands.link_target(actor=who, target_id=revenue, kind=ref.kind, ref=ref)
    one = [queries_of(client, page) for page in pages]
    other = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=POVERTY)
    for ref in (document, movement):
        commands.link_target(actor=who, target_id=other, kind=ref.kind, ref=ref)
    for unit in (province.district, province.other_district):
        at = {"actor": SYSTEM, "target_id": other, "unit_id": unit.pk, "period": YEAR}
        commands.set_plan(**at, amount=Amount(D(5)))
        commands.report(**at, amount=Amount(D(6)))
    assert [queries_of(client, page) for page in pages] == one
    for page in pages:
        said = text(client.get(page))
        assert POVERTY.title in said
        assert 'data-label="Chưa đạt">2<' in said
    alone = as_user(officer(province.commune, Role.EMULATION_OFFICER))
    assert 'data-label="Chưa đạt">0<' in text(alone.get(pages[1]))


def test_a_wrong_tie_is_ended_with_a_reason_and_may_be_made_again(
    province: Province, revenue: int, movement: Ref
) -> None:
    who = officer(province.province)
    pk = commands.link_target(actor=who, target_id=revenue, kind=movement.kind, ref=movement)
    client, page = as_user(who), reverse("targets:unlink", args=[pk])
    assert f'href="{page}"' in text(client.get(reverse("targets:target", args=[revenue])))
    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "Gắn nhầm"}).status_code == 302
    assert client.get(page).status_code == 404
    with pytest.raises(Stale):
        commands.unlink_target(actor=who, link_id=pk, reason="Gắn nhầm")
    assert not queries.links(who, revenue)
    assert not queries.tied(who, [movement.kind], movement.id)
    commands.link_target(actor=who, target_id=revenue, kind=movement.kind, ref=movement)
    assert [row.ended_reason for row in Link.objects.order_by("pk")] == ["Gắn nhầm", ""]
