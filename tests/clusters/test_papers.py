"""The papers of a cluster: kept for its members, withdrawn with a reason, and the list of members as a document."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories as make
from tests.clusters.stage import World, formed
from tests.factories import TODAY, Province
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.clusters import commands, papers, queries
from thidua.clusters.models import Member, Paper
from thidua.clusters.types import PaperKind
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.files import files_of
from thidua.foundation.models import Notice
from thidua.papers.model import Table

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def world(province: Province) -> World:
    return formed(province)


def added(world: World, who: Actor | None = None, **more: Any) -> int:
    given = {"title": "Quy chế hoạt động", "dated": TODAY, "upload": PDF, "name": "quy-che.pdf"} | more
    return commands.add_paper(
        actor=who or world.officers["A"], cluster_id=world.cluster, kind=PaperKind.RULES, **given
    )


def test_a_paper_is_kept_for_the_members_who_are_told_once(world: World, province: Province) -> None:
    pk = added(world, number="12/QC-CK")
    assert files_of("cluster_paper", pk)[0].name == "quy-che.pdf"
    assert Notice.objects.filter(text__contains="quy chế hoạt động mới").count() == 5
    assert queries.paper(world.officers["C"], pk).number == "12/QC-CK"
    with pytest.raises(NotThere):
        queries.paper(make.actor(Role.EMULATION_OFFICER, province.other_district), pk)


def test_who_may_and_which_files_are_taken(world: World) -> None:
    with pytest.raises(Refused, match="trưởng, phó cụm"):
        added(world, world.officers["B"])
    with pytest.raises(Refused, match="sau hôm nay"):
        added(world, dated=TODAY + timedelta(days=1))
    for name, upload in (("anh.png", b"\x89PNG\r\n"), ("ma.pdf", b"MZ\x00"), ("a.exe", b"MZ")):
        with pytest.raises(Refused):
            added(world, name=name, upload=upload)
    assert not Paper.objects.exists()


def test_a_withdrawn_paper_stays_for_those_who_lead(world: World, client: Client, settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()
    pk = added(world)
    with pytest.raises(Refused, match="lý do"):
        commands.withdraw_paper(actor=world.office, paper_id=pk, reason=" ")
    commands.withdraw_paper(actor=world.office, paper_id=pk, reason="Thay bằng bản mới")
    with pytest.raises(Refused, match="đã được rút"):
        commands.withdraw_paper(actor=world.office, paper_id=pk, reason="Lại")
    for actor, status in ((world.officers["A"], 200), (world.officers["C"], 404)):
        client.force_login(User.objects.get(pk=actor.user_id))
        assert client.get(f"/cum-khoi/van-ban/{pk}/").status_code == status
        assert "Thay bằng bản mới" in client.get(f"/cum-khoi/{world.cluster}/").content.decode()


def test_the_form_keeps_what_was_typed_and_the_page_lists_the_paper(
    world: World, client: Client, settings: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=world.officers["A"].user_id))
    path, typed = f"/cum-khoi/{world.cluster}/van-ban-moi/", {
        "kind": "programme", "title": "Chương trình năm", "number": "01/CTr", "dated": "15/12/2021",
    }  # fmt: skip
    bad = client.post(path, typed | {"file": SimpleUploadedFile("a.pdf", b"MZ\x00\x00")})
    assert bad.status_code == 422 and "01/CTr" in bad.content.decode()
    good = client.post(path, typed | {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert good.status_code == 302
    client.force_login(User.objects.get(pk=world.officers["D"].user_id))
    page = client.get(f"/cum-khoi/{world.cluster}/").content.decode()
    assert "Chương trình năm" in page and "số 01/CTr" in page and "Thêm văn bản" not in page
    paper = client.get(f"/cum-khoi/van-ban/{Paper.objects.get().pk}/")
    assert b"".join(paper.streaming_content) == PDF  # type: ignore[attr-defined]


def test_the_list_of_members_names_the_head_first(world: World, client: Client, settings: Any) -> None:
    document = papers.roster(queries.cluster(world.office, world.cluster))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[1:3] for row in table.rows][:2] == [("Trường A", "Trưởng khối"), ("Trường B", "Thành viên")]
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=world.officers["E"].user_id))
    for form, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"/cum-khoi/{world.cluster}/danh-sach.{form}").content.startswith(head)
    Member.objects.update(until=TODAY)
    with pytest.raises(Refused, match="chưa có thành viên"):
        papers.roster(queries.cluster(world.office, world.cluster))
